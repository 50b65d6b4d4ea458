package io.lbkit.testkit.wire;

/** Errors of EC2, whose form is its own. */
final class AwsEc2Errors implements ErrorStyle {
    @Override
    public WireResponse write(CloudError error) {
        return WireResponse.xml(
                error.status(),
                "<Response><Errors><Error><Code>" + Escaped.xml(error.code()) + "</Code><Message>"
                        + Escaped.xml(error.message()) + "</Message></Error></Errors><RequestID>"
                        + AwsQueryErrors.REQUEST_ID + "</RequestID></Response>");
    }

    @Override
    public CloudError throttled() {
        return new CloudError(503, "RequestLimitExceeded", "Request limit exceeded.");
    }

    @Override
    public CloudError unavailable() {
        return new CloudError(503, "Unavailable", "The service is temporarily unavailable.");
    }

    @Override
    public CloudError internal(String message) {
        return new CloudError(500, "InternalError", message);
    }

    @Override
    public CloudError unknownOperation(String message) {
        return new CloudError(400, "InvalidAction", message);
    }
}
