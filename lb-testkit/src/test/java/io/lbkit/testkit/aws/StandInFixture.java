package io.lbkit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A stand-in with a sample network, and the real clients pointed at it. */
@Timeout(60)
abstract class StandInFixture {
    final AwsStandIn standIn;
    final Sdk sdk;

    StandInFixture(AwsStandIn standIn) {
        this.standIn = standIn;
        this.sdk = new Sdk(standIn.uri());
    }

    StandInFixture() {
        this(AwsStandIn.start(SampleNetwork.create()));
    }

    @AfterEach
    void nothingWentWrongInside() {
        sdk.close();
        standIn.close();
        assertThat(standIn.failures()).isEmpty();
    }

    /** Demands that a call is refused with a code of AWS, and returns the message. */
    static String refused(String code, ThrowingCallable call) {
        AwsServiceException refusal = catchThrowableOfType(AwsServiceException.class, call);
        assertThat(refusal).as("a refusal with %s", code).isNotNull();
        assertThat(refusal.awsErrorDetails().errorCode())
                .as(refusal.awsErrorDetails().errorMessage())
                .isEqualTo(code);
        return refusal.awsErrorDetails().errorMessage();
    }
}
