package io.lbkit.testkit.aws;

/**
 * A rule of a security group.
 *
 * @param id for example {@code sgr-0a}
 * @param groupId the group
 * @param permission what it allows
 * @param description for people; empty if there is none
 */
record GroupRule(String id, String groupId, Permission permission, String description) {
    /** {@return the rule as the calls that know rules write it} */
    Xml xml(Tags tags) {
        Xml plain = Xml.empty()
                .with("securityGroupRuleId", id)
                .with("groupId", groupId)
                .with("groupOwnerId", Ids.account())
                .with("isEgress", permission.egress())
                .with("ipProtocol", permission.protocol())
                .with("fromPort", permission.fromPort())
                .with("toPort", permission.toPort());
        Xml sourced = permission.source().rule(plain);
        Xml described = description.isEmpty() ? sourced : sourced.with("description", description);
        return tags.items(described.with("securityGroupRuleArn", Ids.ec2Arn("security-group-rule", id)), id);
    }
}
