package io.lbkit.aws;

import io.lbkit.aws.internal.driver.MeasuredGroup;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.Unread;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The Services of a cluster whose target groups are all known, so that a sum over them is a sum over all targets. A target group
 * that no listener uses takes part in nothing: it gets no packets, and CloudWatch measures nothing of it.
 */
final class MeasuredServices {
    private static final Set<String> KINDS =
            Set.of(AwsKinds.LOAD_BALANCER.name(), AwsKinds.LISTENER.name(), AwsKinds.TARGET_GROUP.name());

    private final String cluster;
    private final ResourceGraph actual;
    private final List<Unread> unread;
    private final Map<ResourceId, ResourceId> loadBalancers = new HashMap<>();
    private final SortedMap<ServiceKey, SortedSet<MeasuredGroup>> groups = new TreeMap<>();
    private final SortedSet<ServiceKey> unknown = new TreeSet<>();

    private MeasuredServices(String cluster, Observation observation) {
        this.cluster = cluster;
        this.actual = observation.actual();
        this.unread = observation.unread().stream()
                .filter(part -> KINDS.contains(part.kind()))
                .toList();
    }

    static MeasuredServices of(String cluster, Observation observation) {
        MeasuredServices services = new MeasuredServices(cluster, observation);
        services.ofKind(AwsKinds.LISTENER.name()).forEach(services::listener);
        services.ofKind(AwsKinds.TARGET_GROUP.name()).forEach(services::targetGroup);
        services.groups.keySet().removeAll(services.unknown);
        return services;
    }

    /** {@return the target groups of each Service} */
    SortedMap<ServiceKey, SortedSet<MeasuredGroup>> groups() {
        return Collections.unmodifiableSortedMap(groups);
    }

    /** {@return Services of which target groups may be missing} */
    SortedSet<ServiceKey> unknown() {
        return Collections.unmodifiableSortedSet(unknown);
    }

    /** {@return what the observation could not read of load balancers, listeners and target groups} */
    List<Unread> unread() {
        return unread;
    }

    private Stream<Resource> ofKind(String kind) {
        return actual.resources().stream()
                .filter(resource -> resource.kind().name().equals(kind));
    }

    private Collection<ServiceKey> owners(Resource resource) {
        return resource.owners().stream()
                .filter(owner -> owner.cluster().equals(cluster))
                .map(Owner::service)
                .flatMap(Optional::stream)
                .toList();
    }

    private void listener(Resource listener) {
        if (isUnlisted(AwsKinds.TARGET_GROUP.name())) {
            unknown.addAll(owners(listener));
        }
        Optional<ResourceId> loadBalancer = listener.get(AwsKinds.LOAD_BALANCER_ARN);
        for (ResourceId target : listener.dependsOn()) {
            if (target.kind().equals(AwsKinds.TARGET_GROUP.name())) {
                loadBalancer.ifPresent(known -> loadBalancers.putIfAbsent(target, known));
                if (actual.get(target).isEmpty()) {
                    unknown.addAll(owners(listener));
                }
            }
        }
    }

    private void targetGroup(Resource group) {
        ResourceId loadBalancer = loadBalancers.get(group.id());
        if (loadBalancer == null) {
            if (isUnread(AwsKinds.LISTENER.name()) || isUnread(AwsKinds.LOAD_BALANCER.name())) {
                unknown.addAll(owners(group));
            }
            return;
        }
        Optional<MeasuredGroup> measured = actual.get(loadBalancer)
                .flatMap(Resource::cloudId)
                .flatMap(balancer -> group.cloudId().map(own -> MeasuredGroup.ofArns(balancer, own)));
        for (ServiceKey service : owners(group)) {
            measured.ifPresentOrElse(
                    known -> groups.computeIfAbsent(service, key -> new TreeSet<>())
                            .add(known),
                    () -> unknown.add(service));
        }
    }

    private boolean isUnlisted(String kind) {
        return unread.stream()
                .anyMatch(part -> part.kind().equals(kind) && part.name().isEmpty());
    }

    private boolean isUnread(String kind) {
        return unread.stream().anyMatch(part -> part.kind().equals(kind));
    }
}
