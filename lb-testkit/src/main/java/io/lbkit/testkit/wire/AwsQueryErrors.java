package io.lbkit.testkit.wire;

/** Errors of the query protocol of AWS. */
final class AwsQueryErrors implements ErrorStyle {
    /** Always the same, so that a run can be compared with another. */
    static final String REQUEST_ID = "00000000-0000-4000-8000-000000000000";

    @Override
    public WireResponse write(CloudError error) {
        return WireResponse.xml(
                error.status(),
                "<ErrorResponse><Error><Type>" + (error.status() < 500 ? "Sender" : "Receiver") + "</Type><Code>"
                        + Escaped.xml(error.code()) + "</Code><Message>" + Escaped.xml(error.message())
                        + "</Message></Error><RequestId>" + REQUEST_ID + "</RequestId></ErrorResponse>");
    }

    @Override
    public CloudError throttled() {
        return new CloudError(400, "Throttling", "Rate exceeded");
    }

    @Override
    public CloudError unavailable() {
        return new CloudError(503, "ServiceUnavailable", "The service is temporarily unavailable.");
    }

    @Override
    public CloudError internal(String message) {
        return new CloudError(500, "InternalFailure", message);
    }

    @Override
    public CloudError unknownOperation(String message) {
        return new CloudError(400, "InvalidAction", message);
    }
}
