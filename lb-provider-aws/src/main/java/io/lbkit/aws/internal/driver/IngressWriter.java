package io.lbkit.aws.internal.driver;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Writes the rules of a cluster in security groups of others. A rule that is there already gets the tag of the cluster; a rule
 * that another cluster needs too, or that somebody else wrote, loses the tag and stays.
 */
final class IngressWriter implements Writer {
    private final AwsClients clients;
    private final Ec2Reads reads;
    private final Ec2Tags tags;

    IngressWriter(AwsClients clients, Ec2Reads reads) {
        this.clients = clients;
        this.reads = reads;
        this.tags = new Ec2Tags(clients);
    }

    private Ec2Client ec2() {
        return clients.ec2();
    }

    @Override
    public ChangeResult create(Change.Create change, Ids ids) {
        settle(change.resource(), SecurityGroupWriter.rules(change.resource(), ids));
        return ChangeResult.made(group(change.resource()));
    }

    @Override
    public void update(Change.Update change, Ids ids) {
        Set<String> named = Differences.named(change);
        if (named.isEmpty() || named.contains(AwsKinds.IP_PERMISSIONS.name())) {
            settle(change.resource(), SecurityGroupWriter.rules(change.resource(), ids));
        }
    }

    @Override
    public void delete(Change.Delete change, Ids ids) {
        try {
            settle(change.resource(), new TreeSet<>());
        } catch (ProviderException e) {
            if (e.kind() != ErrorKind.NOT_FOUND) {
                throw e;
            }
        }
    }

    private void settle(Resource wanted, SortedSet<IngressPermission> rules) {
        String groupId = group(wanted);
        String cluster = cluster(wanted);
        SecurityGroup group = reads.securityGroup(groupId)
                .orElseThrow(() -> new ProviderException(ErrorKind.NOT_FOUND, "There is no security group " + groupId)
                        .about(wanted.id()));
        SortedMap<IngressPermission, SecurityGroupRule> present = new TreeMap<>();
        for (SecurityGroupRule rule : reads.ingressRules(List.of(groupId))) {
            Permissions.of(rule, IngressPermission.Group::new).ifPresent(known -> present.put(known, rule));
        }
        boolean inGroup = RuleMarks.isOfCluster(group, cluster);
        RuleExchange.of(
                () -> admit(groupId, cluster, rules, present, inGroup),
                () -> shutOut(groupId, cluster, rules, present, inGroup));
    }

    private void admit(
            String groupId,
            String cluster,
            SortedSet<IngressPermission> rules,
            SortedMap<IngressPermission, SecurityGroupRule> present,
            boolean inGroup) {
        SortedSet<String> shared = new TreeSet<>();
        SortedSet<IngressPermission> missing = new TreeSet<>();
        for (IngressPermission rule : rules) {
            SecurityGroupRule there = present.get(rule);
            if (there == null) {
                missing.add(rule);
            } else if (!isOurs(there, cluster, inGroup)) {
                shared.add(there.securityGroupRuleId());
            }
        }
        tags.put(shared, RuleMarks.tag(cluster));
        if (!missing.isEmpty()) {
            List<IpPermission> permissions = missing.stream()
                    .map(rule -> Permissions.toSdk(rule, RuleMarks.LABEL))
                    .toList();
            TagSpecification mark = TagSpecification.builder()
                    .resourceType(ResourceType.SECURITY_GROUP_RULE)
                    .tags(Tag.builder().key(RuleMarks.tag(cluster)).value("").build())
                    .build();
            Calls.change(() -> ec2().authorizeSecurityGroupIngress(request ->
                    request.groupId(groupId).ipPermissions(permissions).tagSpecifications(mark)));
        }
    }

    private void shutOut(
            String groupId,
            String cluster,
            SortedSet<IngressPermission> rules,
            SortedMap<IngressPermission, SecurityGroupRule> present,
            boolean inGroup) {
        SortedSet<String> surplus = new TreeSet<>();
        SortedSet<String> left = new TreeSet<>();
        present.forEach((rule, there) -> {
            if (!rules.contains(rule) && isOurs(there, cluster, inGroup)) {
                (RuleMarks.isOnlyOf(there, cluster) ? surplus : left).add(there.securityGroupRuleId());
            }
        });
        tags.remove(left, RuleMarks.tag(cluster));
        if (!surplus.isEmpty()) {
            Calls.change(() -> ec2().revokeSecurityGroupIngress(
                            request -> request.groupId(groupId).securityGroupRuleIds(surplus)));
        }
    }

    private boolean isOurs(SecurityGroupRule rule, String cluster, boolean inGroup) {
        Predicate<String> isOurGroup = id -> reads.securityGroup(id)
                .map(group -> Marks.owners(Ec2Reads.plain(group.tags())))
                .filter(owners ->
                        owners.stream().anyMatch(owner -> owner.cluster().equals(cluster)))
                .isPresent();
        return RuleMarks.isOurs(rule, cluster, inGroup, isOurGroup);
    }

    private static String group(Resource rules) {
        return rules.get(AwsKinds.GROUP_ID).orElse(rules.name());
    }

    private static String cluster(Resource rules) {
        Optional<Owner> owner = rules.owners().stream().findFirst();
        return owner.map(Owner::cluster)
                .orElseThrow(() -> new ProviderException(ErrorKind.INVALID, rules.id() + " belongs to no cluster")
                        .about(rules.id()));
    }
}
