package io.lbkit.aws.internal.driver;

import io.lbkit.model.finding.InvalidValueException;
import java.util.Comparator;

/**
 * A target group as CloudWatch names it: by the last part of its ARN and of that of its load balancer.
 *
 * @param loadBalancer for example {@code net/web/0123456789abcdef}
 * @param targetGroup for example {@code targetgroup/web/0123456789abcdef}
 */
public record MeasuredGroup(String loadBalancer, String targetGroup) implements Comparable<MeasuredGroup> {
    private static final String LOAD_BALANCER = ":loadbalancer/";
    private static final String TARGET_GROUP = ":targetgroup/";

    /**
     * {@return the group of two ARNs}
     *
     * @param loadBalancerArn the ARN of the load balancer
     * @param targetGroupArn the ARN of the target group
     * @throws InvalidValueException if one of them is no ARN of Elastic Load Balancing
     */
    public static MeasuredGroup ofArns(String loadBalancerArn, String targetGroupArn) {
        return new MeasuredGroup(
                after(LOAD_BALANCER, loadBalancerArn), TARGET_GROUP.substring(1) + after(TARGET_GROUP, targetGroupArn));
    }

    private static String after(String mark, String arn) {
        int at = arn.indexOf(mark);
        if (at < 0 || at + mark.length() == arn.length()) {
            throw InvalidValueException.of("arn", arn, "an ARN here holds " + mark + "NAME");
        }
        return arn.substring(at + mark.length());
    }

    @Override
    public int compareTo(MeasuredGroup other) {
        return Comparator.comparing(MeasuredGroup::loadBalancer)
                .thenComparing(MeasuredGroup::targetGroup)
                .compare(this, other);
    }
}
