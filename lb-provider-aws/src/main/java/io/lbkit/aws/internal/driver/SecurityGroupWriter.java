package io.lbkit.aws.internal.driver;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Ownership;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Makes, changes and deletes security groups of ours. Rules are compared with those that are there now; what is missing is
 * admitted before what is too much is shut out.
 */
final class SecurityGroupWriter implements Writer {
    private final AwsClients clients;
    private final Ec2Reads reads;
    private final Ec2Tags tags;

    SecurityGroupWriter(AwsClients clients, Ec2Reads reads) {
        this.clients = clients;
        this.reads = reads;
        this.tags = new Ec2Tags(clients);
    }

    private Ec2Client ec2() {
        return clients.ec2();
    }

    @Override
    public ChangeResult create(Change.Create change, Ids ids) {
        Resource wanted = change.resource();
        SortedSet<IngressPermission> rules = rules(wanted, ids);
        String id;
        try {
            id = make(wanted, rules.isEmpty() ? Marks.tags(wanted) : Marks.owned(wanted));
        } catch (ProviderException e) {
            if (e.kind() == ErrorKind.ALREADY_EXISTS) {
                return ChangeResult.made(finish(wanted, ids, e));
            }
            throw e;
        }
        if (!rules.isEmpty()) {
            authorize(id, rules);
            tags.change(id, Marks.owned(wanted), Marks.tags(wanted));
        }
        return ChangeResult.made(id);
    }

    private String make(Resource wanted, SortedMap<String, String> marks) {
        CreateSecurityGroupRequest.Builder request = CreateSecurityGroupRequest.builder()
                .groupName(wanted.name())
                .description(wanted.get(AwsKinds.DESCRIPTION).orElse(wanted.name()))
                .tagSpecifications(TagSpecification.builder()
                        .resourceType(ResourceType.SECURITY_GROUP)
                        .tags(Ec2Tags.toSdk(marks))
                        .build());
        wanted.get(AwsKinds.VPC_ID).ifPresent(request::vpcId);
        CreateSecurityGroupRequest built = request.build();
        return Calls.create(() -> ec2().createSecurityGroup(built)).groupId();
    }

    private String finish(Resource wanted, Ids ids, ProviderException taken) {
        SecurityGroup found = reads.securityGroupNamed(
                        wanted.get(AwsKinds.VPC_ID).orElse(""), wanted.name())
                .orElseThrow(() -> taken);
        SortedMap<String, String> stored = Ec2Reads.plain(found.tags());
        Ownership.require(new Change.Create(wanted), Marks.owners(stored));
        settle(found, wanted, ids);
        tags.change(found.groupId(), stored, Marks.changed(stored, wanted, true));
        return found.groupId();
    }

    @Override
    public void update(Change.Update change, Ids ids) {
        Resource wanted = change.resource();
        String id = ids.of(change.before());
        SecurityGroup found = reads.securityGroup(id)
                .orElseThrow(() -> new ProviderException(ErrorKind.NOT_FOUND, "There is no security group " + id)
                        .about(wanted.id()));
        SortedMap<String, String> stored = Ec2Reads.plain(found.tags());
        Ownership.require(change, Marks.owners(stored));
        Set<String> named = Differences.named(change);
        if (named.contains(AwsKinds.IP_PERMISSIONS.name())) {
            settle(found, wanted, ids);
        }
        tags.change(id, stored, Marks.changed(stored, wanted, named.contains(AwsKinds.TAGS.name())));
    }

    /** Every rule in a group of ours is ours. */
    private void settle(SecurityGroup found, Resource wanted, Ids ids) {
        if (!wanted.spec().containsKey(AwsKinds.IP_PERMISSIONS.name())) {
            return;
        }
        SortedSet<IngressPermission> present =
                new TreeSet<>(Permissions.flat(found.ipPermissions(), IngressPermission.Group::new));
        SortedSet<IngressPermission> rules = rules(wanted, ids);
        SortedSet<IngressPermission> missing = new TreeSet<>(rules);
        missing.removeAll(present);
        SortedSet<IngressPermission> surplus = new TreeSet<>(present);
        surplus.removeAll(rules);
        RuleExchange.of(() -> authorize(found.groupId(), missing), () -> revoke(found.groupId(), surplus));
    }

    private void authorize(String id, SortedSet<IngressPermission> rules) {
        if (!rules.isEmpty()) {
            List<IpPermission> permissions = toSdk(rules);
            Calls.change(() -> ec2().authorizeSecurityGroupIngress(
                            request -> request.groupId(id).ipPermissions(permissions)));
        }
    }

    private void revoke(String id, SortedSet<IngressPermission> rules) {
        if (!rules.isEmpty()) {
            List<IpPermission> permissions = toSdk(rules);
            Calls.change(() -> ec2().revokeSecurityGroupIngress(
                            request -> request.groupId(id).ipPermissions(permissions)));
        }
    }

    private static List<IpPermission> toSdk(SortedSet<IngressPermission> rules) {
        return rules.stream().map(rule -> Permissions.toSdk(rule, "")).toList();
    }

    /** {@return the rules that are wanted, with ids in place of references} */
    static SortedSet<IngressPermission> rules(Resource wanted, Ids ids) {
        SortedSet<IngressPermission> rules = new TreeSet<>();
        wanted.get(AwsKinds.IP_PERMISSIONS)
                .map(IngressPermission::listOf)
                .orElse(List.of())
                .forEach(rule -> {
                    IngressPermission.Source source = rule.source();
                    rules.add(
                            source instanceof IngressPermission.GroupOfGraph group
                                    ? new IngressPermission(
                                            rule.protocol(),
                                            rule.fromPort(),
                                            rule.toPort(),
                                            new IngressPermission.Group(ids.of(group.group())))
                                    : rule);
                });
        return rules;
    }

    @Override
    public void delete(Change.Delete change, Ids ids) {
        Resource gone = change.resource();
        Optional<SecurityGroup> found = gone.cloudId().isPresent()
                ? reads.securityGroup(gone.cloudId().get())
                : reads.securityGroupNamed(gone.get(AwsKinds.VPC_ID).orElse(""), gone.name());
        if (found.isEmpty()) {
            return;
        }
        Ownership.require(change, Marks.owners(Ec2Reads.plain(found.get().tags())));
        Calls.delete(() ->
                ec2().deleteSecurityGroup(request -> request.groupId(found.get().groupId())));
    }
}
