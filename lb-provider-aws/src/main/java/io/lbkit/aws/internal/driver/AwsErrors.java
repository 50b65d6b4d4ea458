package io.lbkit.aws.internal.driver;

import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says of a failure of the SDK what the caller may do next. */
final class AwsErrors {
    private AwsErrors() {}

    /**
     * {@return the failure as the engine knows it}
     *
     * @param failure what the SDK threw
     * @param effect what it means if nobody knows whether the call arrived
     */
    static ProviderException of(SdkException failure, Effect effect) {
        return failure instanceof AwsServiceException refused ? refused(refused, effect) : unanswered(failure, effect);
    }

    /** {@return the error code of a failure; empty if AWS did not answer with one} */
    static String code(SdkException failure) {
        return failure instanceof AwsServiceException refused
                ? details(refused).map(AwsErrorDetails::errorCode).orElse("")
                : "";
    }

    private static Optional<AwsErrorDetails> details(AwsServiceException refused) {
        return Optional.ofNullable(refused.awsErrorDetails());
    }

    private static ProviderException refused(AwsServiceException refused, Effect effect) {
        String code = code(refused);
        ErrorKind kind = kind(refused, code, effect);
        String message = (code.isEmpty() ? "HTTP " + refused.statusCode() : code)
                + details(refused)
                        .map(AwsErrorDetails::errorMessage)
                        .map(text -> ": " + text)
                        .orElse("")
                + (refused.requestId() == null ? "" : " (request " + refused.requestId() + ")");
        ProviderException failure = new ProviderException(kind, message, refused);
        Optional<Duration> wait = retryAfter(refused);
        if (wait.isPresent()) {
            failure = failure.retryAfter(wait.get());
        }
        Optional<String> hint = ErrorCodes.hint(code, kind);
        return hint.isPresent() ? failure.hint(hint.get()) : failure;
    }

    private static ErrorKind kind(AwsServiceException refused, String code, Effect effect) {
        if (refused.isThrottlingException() || refused.statusCode() == 429) {
            return ErrorKind.THROTTLED;
        }
        Optional<ErrorKind> known = ErrorCodes.kind(code);
        if (known.isPresent()) {
            return known.get();
        } else if (refused.statusCode() >= 500) {
            return effect == Effect.ONCE ? ErrorKind.STATE_UNKNOWN : ErrorKind.TRANSIENT;
        }
        return refused.statusCode() == 401 || refused.statusCode() == 403 ? ErrorKind.PERMISSION : ErrorKind.INVALID;
    }

    private static Optional<Duration> retryAfter(AwsServiceException refused) {
        return details(refused)
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("Retry-After"))
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    /** The SDK could not send the request, or got no answer that it could read. */
    private static ProviderException unanswered(SdkException failure, Effect effect) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof SdkClientException && message.contains("Unable to load credentials")) {
            return new ProviderException(ErrorKind.PERMISSION, message, failure)
                    .hint("Give credentials in one of the ways of the AWS SDK, for example AWS_PROFILE or a role.");
        } else if (failure instanceof SdkClientException && message.contains("Unable to load region")) {
            return new ProviderException(ErrorKind.INVALID, message, failure)
                    .hint("Set the region in the settings or in AWS_REGION.");
        } else if (effect == Effect.NONE || wasNotSent(failure)) {
            return new ProviderException(ErrorKind.TRANSIENT, message, failure);
        }
        return new ProviderException(ErrorKind.STATE_UNKNOWN, message, failure);
    }

    private static boolean wasNotSent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException) {
                return true;
            }
        }
        return false;
    }
}
