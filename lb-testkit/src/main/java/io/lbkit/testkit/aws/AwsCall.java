package io.lbkit.testkit.aws;

/**
 * A call that the stand-in was asked for.
 *
 * @param service the service
 * @param action its action, for example {@code CreateLoadBalancer}
 */
public record AwsCall(AwsService service, String action) {
    /** {@return the name of the action in IAM policies, for example {@code elasticloadbalancing:CreateLoadBalancer}} */
    @Override
    public String toString() {
        return service.prefix() + ":" + action;
    }
}
