package io.lbkit.testkit.aws;

import io.lbkit.testkit.aws.AwsQuotas.Quota;
import java.util.List;

/** Which security groups a load balancer may have. */
final class SecurityGroupChoice {
    private SecurityGroupChoice() {}

    static void check(AwsState state, List<String> ids, String vpcId) {
        for (String id : ids) {
            SecurityGroup group = state.securityGroups().get(id);
            if (group == null || !state.visible(group.created())) {
                throw Refusals.of("InvalidSecurityGroup", "The security group '" + id + "' does not exist");
            }
            if (!group.vpcId().equals(vpcId)) {
                throw Refusals.of("InvalidSecurityGroup", "The security group '" + id + "' is not in VPC " + vpcId);
            }
        }
        state.quotas().check(Quota.SECURITY_GROUPS_PER_LOAD_BALANCER, ids.size(), "InvalidConfigurationRequest");
    }
}
