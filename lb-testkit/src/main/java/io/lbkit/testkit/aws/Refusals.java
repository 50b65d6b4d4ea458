package io.lbkit.testkit.aws;

import io.lbkit.testkit.wire.CloudError;
import io.lbkit.testkit.wire.CloudErrorException;

/** Errors by the codes of AWS. */
final class Refusals {
    private Refusals() {}

    static CloudErrorException of(String code, String message) {
        return new CloudErrorException(new CloudError(400, code, message));
    }

    static CloudErrorException invalid(String message) {
        return of("ValidationError", message);
    }

    static CloudErrorException configuration(String message) {
        return of("InvalidConfigurationRequest", message);
    }

    static CloudErrorException parameter(String message) {
        return of("InvalidParameterValue", message);
    }
}
