package io.lbkit.testkit.aws;

import java.util.Map;

/**
 * A security group that exists before the first call. It lets everything out and nothing in.
 *
 * @param id for example {@code sg-0a}
 * @param name its name
 * @param description its description
 * @param vpcId the VPC
 * @param tags its tags
 */
public record AwsSecurityGroup(String id, String name, String description, String vpcId, Map<String, String> tags) {
    /**
     * Copies the tags.
     *
     * @param id for example {@code sg-0a}
     * @param name its name
     * @param description its description
     * @param vpcId the VPC
     * @param tags its tags
     */
    public AwsSecurityGroup {
        tags = Map.copyOf(tags);
    }
}
