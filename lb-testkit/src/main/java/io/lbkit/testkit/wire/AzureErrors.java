package io.lbkit.testkit.wire;

/** Errors of Azure Resource Manager. */
final class AzureErrors implements ErrorStyle {
    @Override
    public WireResponse write(CloudError error) {
        return WireResponse.json(
                error.status(),
                "{\"error\":{\"code\":" + Escaped.json(error.code()) + ",\"message\":" + Escaped.json(error.message())
                        + "}}");
    }

    @Override
    public CloudError throttled() {
        return new CloudError(429, "TooManyRequests", "The request is being throttled.");
    }

    @Override
    public CloudError unavailable() {
        return new CloudError(503, "ServiceUnavailable", "The service is temporarily unavailable.");
    }

    @Override
    public CloudError internal(String message) {
        return new CloudError(500, "InternalServerError", message);
    }

    @Override
    public CloudError unknownOperation(String message) {
        return new CloudError(404, "NotFound", message);
    }
}
