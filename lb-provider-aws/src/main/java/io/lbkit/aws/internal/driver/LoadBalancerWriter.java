package io.lbkit.aws.internal.driver;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.Ownership;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;

/**
 * Makes, changes and deletes load balancers. A load balancer is made with what the call takes, and its settings follow; the
 * mark of what was applied comes last, so that it never says more than what is there.
 */
final class LoadBalancerWriter implements Writer {
    private final AwsClients clients;
    private final ElbReads reads;
    private final ElbTags tags;

    LoadBalancerWriter(AwsClients clients, ElbReads reads) {
        this.clients = clients;
        this.reads = reads;
        this.tags = new ElbTags(clients);
    }

    private ElasticLoadBalancingV2Client elb() {
        return clients.loadBalancing();
    }

    @Override
    public ChangeResult create(Change.Create change, Ids ids) {
        Resource wanted = change.resource();
        // AWS answers with the existing load balancer if one has the name and equal settings, whoever made it.
        Optional<LoadBalancer> existing = reads.loadBalancer(wanted.name());
        if (existing.isPresent()) {
            return ChangeResult.made(finish(existing.get(), wanted, ids));
        }
        Resource bare = bare(wanted, ids);
        Set<String> following = Differences.of(bare, wanted);
        LoadBalancer made = make(wanted, following.isEmpty() ? Marks.tags(wanted) : Marks.owned(wanted), ids);
        String arn = made.loadBalancerArn();
        if (!following.isEmpty()) {
            set(arn, bare, wanted, following, ids);
            tags.change(arn, Marks.owned(wanted), Marks.tags(wanted));
        }
        return ChangeResult.made(arn);
    }

    /** {@return what a new load balancer has of what is wanted: all that the call of its creation takes} */
    private static Resource bare(Resource wanted, Ids ids) {
        SortedMap<String, SpecValue> spec = new TreeMap<>(wanted.spec());
        spec.put(AwsKinds.LOAD_BALANCER_ATTRIBUTES.name(), new SpecValue.Mapping(new TreeMap<>()));
        spec.put(
                AwsKinds.ENFORCE_INBOUND_RULES_ON_PRIVATE_LINK.name(),
                SecurityGroupIds.of(wanted, ids).isEmpty() ? SpecValue.absent() : SpecValue.of("on"));
        spec.put(AwsKinds.CAPACITY_UNITS.name(), SpecValue.of(0));
        return Resource.builder().from(wanted).spec(spec).build();
    }

    private LoadBalancer make(Resource wanted, SortedMap<String, String> marks, Ids ids) {
        CreateLoadBalancerRequest.Builder request = CreateLoadBalancerRequest.builder()
                .name(wanted.name())
                .type(wanted.get(AwsKinds.TYPE).orElse("network"))
                .subnetMappings(SubnetMappings.toSdk(wanted))
                .tags(ElbTags.toSdk(marks));
        wanted.get(AwsKinds.SCHEME).ifPresent(request::scheme);
        wanted.get(AwsKinds.LOAD_BALANCER_IP_ADDRESS_TYPE).ifPresent(request::ipAddressType);
        wanted.get(AwsKinds.ENABLE_PREFIX_FOR_IPV6_SOURCE_NAT)
                .filter(prefix -> prefix.equals("on"))
                .ifPresent(request::enablePrefixForIpv6SourceNat);
        List<String> groups = SecurityGroupIds.of(wanted, ids);
        if (!groups.isEmpty()) {
            request.securityGroups(groups);
        }
        CreateLoadBalancerRequest built = request.build();
        return Calls.create(() -> elb().createLoadBalancer(built))
                .loadBalancers()
                .get(0);
    }

    /** Makes what somebody began as it is wanted; {@return its ARN} */
    private String finish(LoadBalancer existing, Resource wanted, Ids ids) {
        String arn = existing.loadBalancerArn();
        SortedMap<String, String> stored = reads.tags(arn);
        Ownership.require(new Change.Create(wanted), Marks.owners(stored));
        Resource found = Shapes.loadBalancer(existing, stored, false, new Identities())
                .set(AwsKinds.LOAD_BALANCER_ATTRIBUTES, reads.loadBalancerAttributes(arn))
                .set(
                        AwsKinds.SECURITY_GROUPS,
                        new SpecValue.Sequence(existing.securityGroups().stream()
                                .map(SpecValue::of)
                                .toList()))
                .set(AwsKinds.CAPACITY_UNITS, reads.capacityUnits(arn))
                .build();
        Resource resolved = SecurityGroupIds.resolved(wanted, ids);
        Differences.demandNoReplacement(found, resolved);
        set(arn, found, resolved, Differences.of(found, resolved), ids);
        tags.change(arn, stored, Marks.changed(stored, wanted, true));
        return arn;
    }

    @Override
    public void update(Change.Update change, Ids ids) {
        String arn = ids.of(change.before());
        SortedMap<String, String> stored = reads.tags(arn);
        Ownership.require(change, Marks.owners(stored));
        Resource wanted = change.resource();
        Set<String> named = Differences.named(change);
        set(arn, change.before(), wanted, named, ids);
        tags.change(arn, stored, Marks.changed(stored, wanted, named.contains(AwsKinds.TAGS.name())));
    }

    /** Sets what is named, in the order in which AWS allows it. */
    private void set(String arn, Resource before, Resource wanted, Set<String> named, Ids ids) {
        groups(arn, wanted, named, ids);
        subnets(arn, wanted, named);
        if (named.contains(AwsKinds.LOAD_BALANCER_IP_ADDRESS_TYPE.name())) {
            wanted.get(AwsKinds.LOAD_BALANCER_IP_ADDRESS_TYPE)
                    .ifPresent(type -> Calls.change(() -> elb().setIpAddressType(
                                    request -> request.loadBalancerArn(arn).ipAddressType(type))));
        }
        SortedMap<String, String> attributes =
                Differences.entries(before, wanted, AwsKinds.LOAD_BALANCER_ATTRIBUTES, named);
        if (!attributes.isEmpty()) {
            Calls.change(() -> elb().modifyLoadBalancerAttributes(
                            request -> request.loadBalancerArn(arn).attributes(toSdk(attributes))));
        }
        capacity(arn, wanted, named);
    }

    private void groups(String arn, Resource wanted, Set<String> named, Ids ids) {
        boolean attached = named.contains(AwsKinds.SECURITY_GROUPS.name());
        boolean enforced = named.contains(AwsKinds.ENFORCE_INBOUND_RULES_ON_PRIVATE_LINK.name());
        if (!attached && !enforced) {
            return;
        }
        Optional<String> enforce = wanted.get(AwsKinds.ENFORCE_INBOUND_RULES_ON_PRIVATE_LINK);
        List<String> groups = SecurityGroupIds.of(wanted, ids);
        Calls.change(() -> elb().setSecurityGroups(request -> {
            request.loadBalancerArn(arn).securityGroups(groups);
            enforce.ifPresent(request::enforceSecurityGroupInboundRulesOnPrivateLinkTraffic);
        }));
    }

    private void subnets(String arn, Resource wanted, Set<String> named) {
        boolean prefix = named.contains(AwsKinds.ENABLE_PREFIX_FOR_IPV6_SOURCE_NAT.name());
        if (!named.contains(AwsKinds.SUBNET_MAPPINGS.name()) && !prefix) {
            return;
        }
        Calls.change(() -> elb().setSubnets(request -> {
            request.loadBalancerArn(arn).subnetMappings(SubnetMappings.toSdk(wanted));
            if (prefix) {
                wanted.get(AwsKinds.ENABLE_PREFIX_FOR_IPV6_SOURCE_NAT).ifPresent(request::enablePrefixForIpv6SourceNat);
            }
        }));
    }

    private void capacity(String arn, Resource wanted, Set<String> named) {
        if (!named.contains(AwsKinds.CAPACITY_UNITS.name())) {
            return;
        }
        long units = wanted.get(AwsKinds.CAPACITY_UNITS).orElse(0L);
        Calls.change(() -> elb().modifyCapacityReservation(request -> {
            request.loadBalancerArn(arn);
            if (units == 0) {
                request.resetCapacityReservation(true);
            } else {
                request.minimumLoadBalancerCapacity(capacity -> capacity.capacityUnits(Math.toIntExact(units)));
            }
        }));
    }

    private static List<LoadBalancerAttribute> toSdk(SortedMap<String, String> attributes) {
        return attributes.entrySet().stream()
                .map(attribute -> LoadBalancerAttribute.builder()
                        .key(attribute.getKey())
                        .value(attribute.getValue())
                        .build())
                .toList();
    }

    @Override
    public void delete(Change.Delete change, Ids ids) {
        Resource gone = change.resource();
        Optional<String> arn =
                gone.cloudId().or(() -> reads.loadBalancer(gone.name()).map(LoadBalancer::loadBalancerArn));
        Optional<SortedMap<String, String>> stored = arn.flatMap(reads::tagsIfThere);
        if (stored.isEmpty()) {
            return;
        }
        Ownership.require(change, Marks.owners(stored.get()));
        Calls.delete(() -> elb().deleteLoadBalancer(request -> request.loadBalancerArn(arn.get())));
    }
}
