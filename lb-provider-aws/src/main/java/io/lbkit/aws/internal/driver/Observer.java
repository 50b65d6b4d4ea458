package io.lbkit.aws.internal.driver;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/**
 * One observation: lists everything first, then reads the rest of what is ours. Of a foreign object only what the listing
 * says is known, which is enough to see that it has a name. For one use, not thread-safe.
 */
final class Observer {
    private static final String LOAD_BALANCER = AwsKinds.LOAD_BALANCER.name();
    private static final String LISTENER = AwsKinds.LISTENER.name();
    private static final String TARGET_GROUP = AwsKinds.TARGET_GROUP.name();

    private final ElbReads elb;
    private final GroupObserver groups;
    private final Discovery discovery;
    private final Interest interest;
    private final Reading reading = new Reading();
    private final Identities identities = new Identities();
    private final List<Resource> resources = new ArrayList<>();
    private final Observation.Builder observation = Observation.builder();

    Observer(ElbReads elb, Ec2Reads ec2, Discovery discovery, ObservationScope scope) {
        this.elb = elb;
        this.discovery = discovery;
        this.interest = new Interest(scope);
        this.groups = new GroupObserver(ec2, reading, identities, interest);
    }

    Observation observe() {
        AwsFacts.Builder facts = discovery.facts(interest.scope().cluster());
        Optional<List<SecurityGroup>> securityGroups = groups.list(facts.build());
        securityGroups.ifPresent(found -> {
            found.forEach(group -> facts.addSecurityGroup(Discovery.group(group)));
            resources.addAll(groups.observe(found));
        });
        Optional<Map<String, SortedMap<String, String>>> targetGroups = targetGroups();
        loadBalancers(securityGroups.isPresent(), targetGroups.isPresent());
        return observation
                .facts(facts.build().toFacts())
                .actual(ResourceGraph.of(resources))
                .unread(reading.unread())
                .build();
    }

    /** {@return the tags of all target groups by ARN, if target groups could be listed} */
    private Optional<Map<String, SortedMap<String, String>>> targetGroups() {
        Optional<List<TargetGroup>> listed = reading.all(TARGET_GROUP, elb::targetGroups);
        Optional<Map<String, SortedMap<String, String>>> tags = listed.flatMap(found -> reading.all(
                TARGET_GROUP,
                () -> elb.tagsOfThoseThere(
                        found.stream().map(TargetGroup::targetGroupArn).toList())));
        tags.ifPresent(known -> listed.orElseThrow()
                .forEach(group -> Optional.ofNullable(known.get(group.targetGroupArn()))
                        .ifPresent(own -> targetGroup(group, own))));
        return tags;
    }

    private void targetGroup(TargetGroup group, SortedMap<String, String> tags) {
        Resource.Builder shape = Shapes.targetGroup(group, tags);
        ResourceId id = new ResourceId(TARGET_GROUP, group.targetGroupName());
        if (interest.isOurs(tags)) {
            identities.put(group.targetGroupArn(), id);
        }
        if (!interest.isClose(tags)) {
            resources.add(shape.build());
            return;
        }
        reading.one(TARGET_GROUP, id.name(), () -> elb.targetGroupAttributes(group.targetGroupArn()))
                .flatMap(attributes -> reading.one(TARGET_GROUP, id.name(), () -> elb.targets(group.targetGroupArn()))
                        .map(targets -> Map.entry(attributes, targets)))
                .ifPresent(read -> {
                    List<TargetHealthDescription> targets = read.getValue();
                    resources.add(shape.set(AwsKinds.TARGET_GROUP_ATTRIBUTES, read.getKey())
                            .members(TargetStates.members(group, targets))
                            .build());
                    observation.putHealth(id, TargetStates.health(group, targets));
                });
    }

    private void loadBalancers(boolean groupsKnown, boolean targetGroupsKnown) {
        Optional<List<LoadBalancer>> listed = reading.all(LOAD_BALANCER, elb::loadBalancers);
        Optional<Map<String, SortedMap<String, String>>> tags = listed.flatMap(found -> reading.all(
                LOAD_BALANCER,
                () -> elb.tagsOfThoseThere(
                        found.stream().map(LoadBalancer::loadBalancerArn).toList())));
        if (tags.isEmpty()) {
            reading.follows(LISTENER, LOAD_BALANCER);
            return;
        }
        List<Resource> close = new ArrayList<>();
        for (LoadBalancer found : listed.orElseThrow()) {
            SortedMap<String, String> known = tags.get().get(found.loadBalancerArn());
            if (known == null) {
                continue;
            }
            if (interest.isOurs(known)) {
                identities.put(found.loadBalancerArn(), new ResourceId(LOAD_BALANCER, found.loadBalancerName()));
            }
            Resource.Builder shape = Shapes.loadBalancer(found, known, groupsKnown, identities);
            if (interest.isClose(known)) {
                loadBalancer(found, known, shape).ifPresent(close::add);
            } else {
                resources.add(shape.build());
            }
        }
        resources.addAll(close);
        listeners(close, targetGroupsKnown);
    }

    private Optional<Resource> loadBalancer(
            LoadBalancer found, SortedMap<String, String> tags, Resource.Builder shape) {
        String arn = found.loadBalancerArn();
        String name = found.loadBalancerName();
        Optional<SortedMap<String, String>> attributes =
                reading.one(LOAD_BALANCER, name, () -> elb.loadBalancerAttributes(arn));
        Optional<Long> capacity = Wishes.mayHave(tags, AwsKinds.CAPACITY_UNITS.name())
                ? reading.one(LOAD_BALANCER, name, () -> elb.capacityUnits(arn))
                : Optional.of(0L);
        if (attributes.isEmpty() || capacity.isEmpty()) {
            return Optional.empty();
        }
        shape.set(AwsKinds.LOAD_BALANCER_ATTRIBUTES, attributes.get());
        shape.set(AwsKinds.CAPACITY_UNITS, capacity.get());
        observation.putState(new ResourceId(LOAD_BALANCER, name), LoadBalancerStates.status(found));
        return Optional.of(shape.build());
    }

    private void listeners(Collection<Resource> loadBalancers, boolean targetGroupsKnown) {
        Map<Listener, Resource> found = new LinkedHashMap<>();
        for (Resource loadBalancer : loadBalancers) {
            // Which ports a load balancer has is not known then, so that no listener of it is.
            reading.all(
                            LISTENER,
                            () -> elb.listenersIfThere(loadBalancer.cloudId().orElseThrow()))
                    .ifPresent(all -> all.forEach(listener -> found.put(listener, loadBalancer)));
        }
        Map<String, SortedMap<String, String>> tags = new HashMap<>();
        reading.all(
                        LISTENER,
                        () -> elb.tagsOfThoseThere(found.keySet().stream()
                                .map(Listener::listenerArn)
                                .toList()))
                .ifPresent(tags::putAll);
        found.forEach((listener, loadBalancer) -> {
            SortedMap<String, String> known = tags.get(listener.listenerArn());
            if (known != null) {
                listener(listener, loadBalancer, known, targetGroupsKnown);
            }
        });
    }

    private void listener(
            Listener listener, Resource loadBalancer, SortedMap<String, String> tags, boolean targetGroupsKnown) {
        Resource.Builder shape = Shapes.listener(listener, loadBalancer, tags, targetGroupsKnown, identities);
        if (Marks.owners(tags).isEmpty()) {
            // The controller takes every listener of its load balancer for its own.
            shape.owners(loadBalancer.owners());
        }
        String name = loadBalancer.name() + ":" + listener.port();
        String arn = listener.listenerArn();
        boolean isTls = "TLS".equals(listener.protocolAsString());
        Optional<List<String>> certificates =
                isTls ? reading.one(LISTENER, name, () -> Certificates.arns(elb, listener)) : Optional.of(List.of());
        Optional<SortedMap<String, String>> attributes = Wishes.mayHaveAny(tags)
                ? reading.one(LISTENER, name, () -> elb.listenerAttributes(arn))
                : Optional.of(new TreeMap<>());
        if (certificates.isEmpty() || attributes.isEmpty()) {
            return;
        }
        if (isTls) {
            shape.set(AwsKinds.CERTIFICATES, certificates.get());
        } else {
            shape.unset(AwsKinds.CERTIFICATES);
        }
        shape.set(AwsKinds.LISTENER_ATTRIBUTES, attributes.get());
        resources.add(shape.build());
    }
}
