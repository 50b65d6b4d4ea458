package io.lbkit.aws.internal.driver;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.SpecValue;
import java.util.List;

/** The ids of the security groups of a load balancer. */
final class SecurityGroupIds {
    private SecurityGroupIds() {}

    static List<String> of(Resource loadBalancer, Ids ids) {
        return loadBalancer.spec().get(AwsKinds.SECURITY_GROUPS.name()) instanceof SpecValue.Sequence groups
                ? groups.items().stream().map(ids::of).toList()
                : List.of();
    }

    /** {@return the load balancer with ids in place of references} */
    static Resource resolved(Resource loadBalancer, Ids ids) {
        if (!loadBalancer.spec().containsKey(AwsKinds.SECURITY_GROUPS.name())) {
            return loadBalancer;
        }
        return Resource.builder()
                .from(loadBalancer)
                .set(
                        AwsKinds.SECURITY_GROUPS,
                        new SpecValue.Sequence(of(loadBalancer, ids).stream()
                                .map(SpecValue::of)
                                .toList()))
                .build();
    }
}
