package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.FeatureGate;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.TargetRef;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.ExclusionReason;
import io.lbkit.model.lb.Exclusions;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which pods are targets of type ip. A pod that waits for nothing but a readiness gate is one too, because a gate on the health
 * of its target never opens otherwise; a pod that ends is none, because the load balancer drains what is deregistered.
 */
final class PodTargets {
    private static final String EVERY_ZONE = "all";

    private final DesignContext context;

    PodTargets(DesignContext context) {
        this.context = context;
    }

    PortBackends of(PortBackends port) {
        List<Member> members = new ArrayList<>();
        List<Exclusion> excluded = new ArrayList<>();
        Set<String> waiting = waiting(port);
        SortedMap<String, Member> unknown = new TreeMap<>();
        for (Member member : port.members()) {
            if (member.state() == MemberState.DRAINING) {
                excluded.add(new Exclusion(
                        member.key().toString(), ExclusionReason.ENDPOINT_NOT_READY, "it is terminating and drains"));
            } else {
                members.add(target(member.key(), member.address()));
            }
        }
        SortedMap<String, Member> promoted = promoted(port, waiting, ConditionStatus.TRUE);
        members.addAll(promoted.values());
        if (members.isEmpty()
                && port.coverage() == Coverage.COMPLETE
                && context.options().isOn(FeatureGate.ENDPOINTS_FAIL_OPEN)) {
            unknown = promoted(port, waiting, ConditionStatus.UNKNOWN);
            members.addAll(unknown.values());
        }
        for (Exclusion exclusion : port.excluded()) {
            if (!promoted.containsKey(exclusion.id()) && !unknown.containsKey(exclusion.id())) {
                excluded.add(exclusion);
            }
        }
        return PortBackends.builder()
                .from(port)
                .members(MemberSet.of(members))
                .excluded(Exclusions.of(excluded))
                .build();
    }

    private static Set<String> waiting(PortBackends port) {
        return port.excluded().stream()
                .filter(exclusion -> exclusion.reason() == ExclusionReason.ENDPOINT_NOT_READY)
                .map(Exclusion::id)
                .collect(Collectors.toSet());
    }

    /** The pods that are not ready though all their containers are, on nodes of a state, by their address and port. */
    private SortedMap<String, Member> promoted(PortBackends port, Set<String> waiting, ConditionStatus nodeReady) {
        SortedMap<String, Member> found = new TreeMap<>();
        if (waiting.isEmpty()) {
            return found;
        }
        for (EndpointSlice slice :
                context.request().cluster().endpointSlices(context.service().key())) {
            for (EndpointPort number : slice.ports()) {
                if (number.name().equals(port.port().name())
                        && number.protocol() == port.port().protocol()
                        && number.port().isPresent()) {
                    slice.endpoints().stream()
                            .filter(endpoint -> isWaitingForGates(slice, endpoint, nodeReady))
                            .map(endpoint -> address(endpoint.addresses().get(0)))
                            .flatMap(Optional::stream)
                            .map(address -> target(
                                    new MemberKey(
                                            address.toString(), number.port().getAsInt()),
                                    Optional.of(address)))
                            .filter(member -> waiting.contains(member.key().toString()))
                            .forEach(member -> found.put(member.key().toString(), member));
                }
            }
        }
        return found;
    }

    private boolean isWaitingForGates(EndpointSlice slice, Endpoint endpoint, ConditionStatus nodeReady) {
        if (endpoint.isReady() || endpoint.isTerminating()) {
            return false;
        }
        Optional<Pod> pod = endpoint.targetRef()
                .filter(ref -> ref.kind().equals("Pod"))
                .map(TargetRef::name)
                .flatMap(name ->
                        context.request().cluster().pod(ObjectKey.of(slice.key().namespace(), name)));
        return pod.filter(found -> found.deletionRequested().isEmpty())
                .filter(PodTargets::hasReadyContainers)
                .flatMap(Pod::nodeName)
                .flatMap(context.request().cluster()::node)
                .map(Node::ready)
                .filter(nodeReady::equals)
                .isPresent();
    }

    private static boolean hasReadyContainers(Pod pod) {
        Condition ready = pod.conditions().get("ContainersReady");
        return ready != null && ready.status() == ConditionStatus.TRUE;
    }

    private Member target(MemberKey key, Optional<IpAddress> address) {
        Member.Builder member = Member.builder().id(key.id()).port(key.port()).address(address);
        boolean outside = address.filter(this::isOutside).isPresent();
        return outside ? member.zone(EVERY_ZONE).build() : member.build();
    }

    /** AWS finds the zone of an address of the VPC itself, and wants to be told that any other one has none. */
    private boolean isOutside(IpAddress address) {
        return context.facts()
                .vpc()
                .map(Vpc::cidrs)
                .filter(ranges -> ranges.stream().noneMatch(range -> range.contains(address)))
                .isPresent();
    }

    private static Optional<IpAddress> address(String text) {
        try {
            return Optional.of(IpAddress.parseStored(text));
        } catch (InvalidValueException noAddress) {
            return Optional.empty();
        }
    }
}
