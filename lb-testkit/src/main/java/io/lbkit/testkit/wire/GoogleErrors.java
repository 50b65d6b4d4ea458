package io.lbkit.testkit.wire;

import java.util.Map;

/** Errors of the REST APIs of Google; the code is the reason there. */
final class GoogleErrors implements ErrorStyle {
    private static final Map<Integer, String> STATUSES = Map.of(
            400, "INVALID_ARGUMENT",
            401, "UNAUTHENTICATED",
            403, "PERMISSION_DENIED",
            404, "NOT_FOUND",
            409, "ALREADY_EXISTS",
            412, "FAILED_PRECONDITION",
            429, "RESOURCE_EXHAUSTED",
            500, "INTERNAL",
            503, "UNAVAILABLE",
            504, "DEADLINE_EXCEEDED");

    @Override
    public WireResponse write(CloudError error) {
        String message = Escaped.json(error.message());
        String status = Escaped.json(STATUSES.getOrDefault(error.status(), "UNKNOWN"));
        return WireResponse.json(
                error.status(),
                "{\"error\":{\"code\":" + error.status() + ",\"message\":" + message + ",\"errors\":[{\"message\":"
                        + message + ",\"domain\":\"global\",\"reason\":" + Escaped.json(error.code())
                        + "}],\"status\":" + status + "}}");
    }

    @Override
    public CloudError throttled() {
        return new CloudError(429, "rateLimitExceeded", "Rate Limit Exceeded");
    }

    @Override
    public CloudError unavailable() {
        return new CloudError(503, "backendError", "Backend Error");
    }

    @Override
    public CloudError internal(String message) {
        return new CloudError(500, "internalError", message);
    }

    @Override
    public CloudError unknownOperation(String message) {
        return new CloudError(404, "notFound", message);
    }
}
