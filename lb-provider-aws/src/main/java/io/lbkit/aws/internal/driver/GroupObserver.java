package io.lbkit.aws.internal.driver;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** Observes security groups: ours, and our rules in those of others. For one use, not thread-safe. */
final class GroupObserver {
    private static final String GROUP = AwsKinds.SECURITY_GROUP.name();
    private static final String INGRESS = AwsKinds.SECURITY_GROUP_INGRESS.name();
    /** What the names of groups that the controller makes start with: a foreign one may stand in our way. */
    private static final String NAMES = "k8s-";

    private final Ec2Reads ec2;
    private final Reading reading;
    private final Identities identities;
    private final Interest interest;

    GroupObserver(Ec2Reads ec2, Reading reading, Identities identities, Interest interest) {
        this.ec2 = ec2;
        this.reading = reading;
        this.identities = identities;
        this.interest = interest;
    }

    /** {@return all security groups of the VPC, if they could be listed} */
    Optional<List<SecurityGroup>> list(AwsFacts facts) {
        String vpcId = facts.vpc().map(Vpc::id).orElseThrow();
        Optional<List<SecurityGroup>> found = reading.all(GROUP, () -> ec2.securityGroups(vpcId));
        if (found.isEmpty()) {
            reading.follows(INGRESS, GROUP);
        }
        return found;
    }

    /** {@return the objects that groups hold} */
    List<Resource> observe(List<SecurityGroup> groups) {
        List<SecurityGroup> relevant = new ArrayList<>();
        Map<String, SecurityGroup> labelled = new TreeMap<>();
        for (SecurityGroup group : groups) {
            SortedMap<String, String> tags = Ec2Reads.plain(group.tags());
            if (interest.isOurs(tags)) {
                identities.put(group.groupId(), new ResourceId(GROUP, group.groupName()));
            }
            if (!Marks.owners(tags).isEmpty() || group.groupName().startsWith(NAMES)) {
                relevant.add(group);
            } else if (RuleMarks.isLabelled(group)) {
                labelled.put(group.groupId(), group);
            }
        }
        List<Resource> resources = new ArrayList<>();
        relevant.forEach(group -> resources.add(group(group)));
        if (!labelled.isEmpty()) {
            reading.all(INGRESS, () -> ec2.ingressRules(labelled.keySet()))
                    .ifPresent(rules -> resources.addAll(rules(rules, labelled)));
        }
        return resources;
    }

    private Resource group(SecurityGroup group) {
        SortedMap<String, String> tags = Ec2Reads.plain(group.tags());
        return Resource.builder()
                .kind(AwsKinds.SECURITY_GROUP)
                .name(group.groupName())
                .cloudId(group.groupId())
                .owners(Marks.owners(tags))
                .applied(Marks.applied(tags))
                .set(AwsKinds.DESCRIPTION, String.valueOf(group.description()))
                .set(AwsKinds.VPC_ID, String.valueOf(group.vpcId()))
                .set(
                        AwsKinds.IP_PERMISSIONS,
                        IngressPermission.toSpec(Permissions.flat(group.ipPermissions(), identities::source)))
                .set(AwsKinds.TAGS, Marks.visible(tags))
                .build();
    }

    private List<Resource> rules(List<SecurityGroupRule> rules, Map<String, SecurityGroup> groups) {
        String cluster = interest.scope().cluster();
        Map<String, List<IngressPermission>> ours = new TreeMap<>();
        for (SecurityGroupRule rule : rules) {
            SecurityGroup group = groups.get(rule.groupId());
            boolean inGroup = group != null && RuleMarks.isOfCluster(group, cluster);
            if (RuleMarks.isOurs(rule, cluster, inGroup, identities::isOurs)) {
                Permissions.of(rule, identities::source)
                        .ifPresent(permission -> ours.computeIfAbsent(rule.groupId(), id -> new ArrayList<>())
                                .add(permission));
            }
        }
        List<Resource> resources = new ArrayList<>();
        ours.forEach((groupId, permissions) -> resources.add(Resource.builder()
                .kind(AwsKinds.SECURITY_GROUP_INGRESS)
                .name(groupId)
                .cloudId(groupId)
                .addOwner(Owner.ofCluster(cluster))
                .set(AwsKinds.GROUP_ID, groupId)
                .set(AwsKinds.IP_PERMISSIONS, IngressPermission.toSpec(permissions))
                .build()));
        return resources;
    }
}
