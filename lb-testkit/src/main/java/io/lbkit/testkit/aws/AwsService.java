package io.lbkit.testkit.aws;

import io.lbkit.testkit.wire.CloudError;
import io.lbkit.testkit.wire.CloudErrorException;
import io.lbkit.testkit.wire.ErrorStyle;
import io.lbkit.testkit.wire.WireResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A service of AWS that the stand-in answers for, and how it speaks. */
public enum AwsService {
    /** Elastic Load Balancing, version 2: the query protocol. */
    ELASTIC_LOAD_BALANCING("elasticloadbalancing", "2015-12-01", "elbv2-2015-12-01.txt"),
    /** EC2, whose protocol is its own. */
    EC2("ec2", "2016-11-15", "ec2-2016-11-15.txt");

    /** Always the same, so that a run can be compared with another. */
    private static final String REQUEST_ID = "00000000-0000-4000-8000-000000000000";

    private final String prefix;
    private final String version;
    private final String model;

    AwsService(String prefix, String version, String model) {
        this.prefix = prefix;
        this.version = version;
        this.model = model;
    }

    static Optional<AwsService> ofVersion(String version) {
        return Arrays.stream(values())
                .filter(service -> service.version.equals(version))
                .findFirst();
    }

    /** {@return the prefix of its actions in IAM policies, for example {@code ec2}} */
    public String prefix() {
        return prefix;
    }

    ErrorStyle errors() {
        return this == EC2 ? ErrorStyle.awsEc2() : ErrorStyle.awsQuery();
    }

    ServiceModel model() {
        return ServiceModel.read(model);
    }

    WireResponse answer(String action, Xml result) {
        return WireResponse.xml(200, this == EC2 ? ec2(action, result) : query(action, result));
    }

    private static String query(String action, Xml result) {
        return "<" + action + "Response xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\"><" + action
                + "Result>" + result + "</" + action + "Result><ResponseMetadata><RequestId>" + REQUEST_ID
                + "</RequestId></ResponseMetadata></" + action + "Response>";
    }

    private static String ec2(String action, Xml result) {
        return "<" + action + "Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>" + REQUEST_ID
                + "</requestId>" + result + "</" + action + "Response>";
    }

    /** {@return the refusal of a request that breaks the service model} */
    CloudErrorException refusal(List<Violation> violations) {
        return new CloudErrorException(this == EC2 ? ec2(violations.get(0)) : query(violations));
    }

    private static CloudError query(List<Violation> violations) {
        Optional<Violation> unknown = violations.stream()
                .filter(violation -> violation.kind() == Violation.Kind.UNKNOWN)
                .findFirst();
        if (unknown.isPresent()) {
            return new CloudError(400, "InvalidQueryParameter", unknown.get().rule());
        }
        return new CloudError(
                400,
                "ValidationError",
                violations.size() + " validation error" + (violations.size() == 1 ? "" : "s") + " detected: "
                        + violations.stream().map(Violation::detected).collect(Collectors.joining("; ")));
    }

    private static CloudError ec2(Violation violation) {
        return switch (violation.kind()) {
            case UNKNOWN -> new CloudError(400, "UnknownParameter", violation.rule());
            case MISSING ->
                new CloudError(400, "MissingParameter", "The request must contain the parameter " + violation.path());
            case BROKEN ->
                new CloudError(
                        400,
                        "InvalidParameterValue",
                        "Value (" + violation.value().orElse("") + ") for parameter " + violation.path()
                                + " is invalid. " + violation.rule());
        };
    }
}
