package io.lbkit.testkit.wire;

/** How a cloud writes errors, and which codes it has for what happens in each of them. Implement it for a cloud of your own. */
public interface ErrorStyle {
    /**
     * {@return the answer that tells an error}
     *
     * @param error the error
     */
    WireResponse write(CloudError error);

    /** {@return the refusal of a caller who asks too often} */
    CloudError throttled();

    /** {@return the failure of a service that is down for a moment} */
    CloudError unavailable();

    /**
     * {@return the failure of a service that is at fault}
     *
     * @param message what went wrong
     */
    CloudError internal(String message);

    /**
     * {@return the refusal of an operation or a path that does not exist}
     *
     * @param message what was asked for
     */
    CloudError unknownOperation(String message);

    /** {@return {@code ErrorResponse} in XML, as Elastic Load Balancing and most APIs with the query protocol of AWS} */
    static ErrorStyle awsQuery() {
        return new AwsQueryErrors();
    }

    /** {@return {@code Response} with {@code Errors} in XML, as EC2} */
    static ErrorStyle awsEc2() {
        return new AwsEc2Errors();
    }

    /** {@return {@code error} with {@code errors} and their reasons in JSON, as the APIs of Google} */
    static ErrorStyle google() {
        return new GoogleErrors();
    }

    /** {@return {@code error} with {@code code} and {@code message} in JSON, as Azure Resource Manager} */
    static ErrorStyle azure() {
        return new AzureErrors();
    }
}
