package io.lbkit.testkit.aws;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The interface of a load balancer in a subnet.
 *
 * @param id for example {@code eni-0a}
 * @param loadBalancerArn whose it is
 * @param subnetId where it is
 * @param address its private address
 * @param elasticIp the Elastic IP that was chosen for it
 * @param securityGroups its security groups
 * @param deleted since when its load balancer is gone
 */
record BalancerInterface(
        String id,
        String loadBalancerArn,
        String subnetId,
        String address,
        Optional<AwsElasticIp> elasticIp,
        List<String> securityGroups,
        Optional<Instant> deleted) {
    BalancerInterface withSecurityGroups(List<String> changed) {
        return new BalancerInterface(id, loadBalancerArn, subnetId, address, elasticIp, changed, deleted);
    }

    BalancerInterface deletedAt(Instant moment) {
        return new BalancerInterface(
                id, loadBalancerArn, subnetId, address, elasticIp, securityGroups, Optional.of(moment));
    }

    /** {@return the text by which people know it, for example {@code ELB net/shop/0a}} */
    String description() {
        return "ELB " + loadBalancerArn.substring(loadBalancerArn.indexOf("net/"));
    }
}
