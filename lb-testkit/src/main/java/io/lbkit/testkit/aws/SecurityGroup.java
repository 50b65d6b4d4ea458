package io.lbkit.testkit.aws;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A security group with its rules by id. Not thread-safe. */
final class SecurityGroup {
    private final String id;
    private final String name;
    private final String description;
    private final String vpcId;
    private final Instant created;
    private final Map<String, GroupRule> rules = new LinkedHashMap<>();

    SecurityGroup(String id, String name, String description, String vpcId, Instant created) {
        this.id = id;
        this.name = name;
        this.description = description;
        this.vpcId = vpcId;
        this.created = created;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    String description() {
        return description;
    }

    String vpcId() {
        return vpcId;
    }

    Instant created() {
        return created;
    }

    Map<String, GroupRule> rules() {
        return rules;
    }

    /** Adds the rule that AWS gives to each new group. */
    void allowEverythingOut(String ruleId) {
        Permission all = new Permission(
                true, "-1", Optional.empty(), Optional.empty(), new RuleSource(RuleSource.Kind.IPV4, "0.0.0.0/0"));
        rules.put(ruleId, new GroupRule(ruleId, id, all, ""));
    }

    Stream<GroupRule> rules(boolean egress) {
        return rules.values().stream().filter(rule -> rule.permission().egress() == egress);
    }
}
