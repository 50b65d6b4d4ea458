package io.lbkit.testkit.aws;

import java.util.Map;

/**
 * An Elastic IP address.
 *
 * @param allocationId for example {@code eipalloc-0a}
 * @param publicIp the address
 * @param tags its tags
 */
public record AwsElasticIp(String allocationId, String publicIp, Map<String, String> tags) {
    /**
     * Copies the tags.
     *
     * @param allocationId for example {@code eipalloc-0a}
     * @param publicIp the address
     * @param tags its tags
     */
    public AwsElasticIp {
        tags = Map.copyOf(tags);
    }
}
