package io.lbkit.aws.internal.network;

import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.TargetRef;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.ExclusionReason;
import io.lbkit.model.lb.Exclusions;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pods that AWS takes as targets of QUIC: those with a server id that no other target of the listener has. One that is
 * registered under its id stays, whoever else claims the id. Not thread-safe: it remembers the ids of all target groups of the one
 * listener that a load balancer may have.
 */
public final class QuicTargets {
    /** The environment variables that are read. */
    public static final Set<String> VARIABLES = Set.of(QuicServerId.VARIABLE);

    private final DesignContext context;
    private final Map<String, MemberKey> taken = new HashMap<>();

    /**
     * Targets of one load balancer.
     *
     * @param context the Service and its cluster; gets findings
     */
    public QuicTargets(DesignContext context) {
        this.context = context;
    }

    /**
     * Says which pods are targets, each with its server id.
     *
     * @param service the Service of the pods
     * @param pods the pods as targets of any protocol
     * @param registered what the target group has
     * @return the same port with the targets of QUIC
     */
    public PortBackends of(Service service, PortBackends pods, MemberSet registered) {
        if (areVariablesUnknown()) {
            tellOfUnknownPods(pods);
            return PortBackends.builder().from(pods).coverage(Coverage.UNKNOWN).build();
        }
        Map<MemberKey, ObjectKey> names = names(service);
        List<Member> routed = new ArrayList<>();
        List<Exclusion> excluded = new ArrayList<>(pods.excluded());
        boolean allKnown = true;
        for (Member member : pods.members()) {
            Optional<Pod> pod = Optional.ofNullable(names.get(member.key())).flatMap(cluster()::pod);
            Optional<String> id =
                    pod.flatMap(known -> QuicServerId.of(known, member.port().orElse(0)));
            if (id.isPresent()) {
                routed.add(Member.builder().from(member).routingId(id).build());
            } else {
                allKnown &= pod.isPresent() || cluster().coverage(ObjectType.POD) == Coverage.COMPLETE;
                excluded.add(out(member, pod.map(QuicServerId::absence).orElse("its pod is not known")));
            }
        }
        List<Member> targets = withoutClaimedTwice(routed, registered, excluded);
        tellOfExcluded(pods, targets);
        return PortBackends.builder()
                .from(pods)
                .members(MemberSet.of(targets))
                .excluded(Exclusions.of(excluded))
                .coverage(allKnown ? pods.coverage() : pods.coverage().and(Coverage.PARTIAL))
                .build();
    }

    private ClusterSnapshot cluster() {
        return context.request().cluster();
    }

    private boolean areVariablesUnknown() {
        return cluster().coverage(ObjectType.POD) == Coverage.UNKNOWN
                || !cluster().podVariables().containsAll(VARIABLES);
    }

    /** {@return the pods behind addresses and ports; of two that claim the same, one that is not ending} */
    private Map<MemberKey, ObjectKey> names(Service service) {
        Map<MemberKey, ObjectKey> names = new HashMap<>();
        for (boolean terminating : new boolean[] {true, false}) {
            for (EndpointSlice slice : cluster().endpointSlices(service.key())) {
                for (Endpoint endpoint : slice.endpoints()) {
                    if (endpoint.isTerminating() == terminating) {
                        put(slice, endpoint, names);
                    }
                }
            }
        }
        return names;
    }

    private static void put(EndpointSlice slice, Endpoint endpoint, Map<MemberKey, ObjectKey> names) {
        Optional<ObjectKey> pod = endpoint.targetRef()
                .flatMap((TargetRef ref) -> ref.pod(slice.key().namespace()));
        Optional<String> address = address(endpoint);
        if (pod.isPresent() && address.isPresent()) {
            slice.ports().stream()
                    .flatMapToInt(port -> port.port().stream())
                    .forEach(port -> names.put(new MemberKey(address.get(), port), pod.get()));
        }
    }

    private static Optional<String> address(Endpoint endpoint) {
        try {
            return Optional.of(
                    IpAddress.parseStored(endpoint.addresses().get(0)).toString());
        } catch (InvalidValueException unreadable) {
            // The endpoint is no member, and the exclusion of it says why.
            return Optional.empty();
        }
    }

    private List<Member> withoutClaimedTwice(List<Member> routed, MemberSet registered, List<Exclusion> excluded) {
        Map<String, List<Member>> claims = new HashMap<>();
        routed.forEach(member ->
                claims.computeIfAbsent(id(member), id -> new ArrayList<>()).add(member));
        claims.forEach((id, claimants) ->
                holder(claimants, registered).ifPresent(holder -> taken.putIfAbsent(id, holder.key())));
        List<Member> targets = new ArrayList<>();
        for (Member member : routed) {
            MemberKey holder = taken.get(id(member));
            if (member.key().equals(holder)) {
                targets.add(member);
            } else {
                String whose =
                        holder == null ? others(member, claims.getOrDefault(id(member), List.of())) : holder.toString();
                excluded.add(out(member, "the server id " + id(member) + " is that of " + whose));
            }
        }
        return targets;
    }

    private static Optional<Member> holder(List<Member> claimants, MemberSet registered) {
        return claimants.stream()
                .filter(claimant -> claimants.size() == 1 || isRegistered(claimant, registered))
                .findFirst();
    }

    private static String id(Member member) {
        return member.routingId().orElseThrow();
    }

    private static boolean isRegistered(Member member, MemberSet registered) {
        return registered
                .get(member.key())
                .filter(found -> found.routingId().equals(member.routingId()))
                .isPresent();
    }

    private static String others(Member member, List<Member> claimants) {
        MemberKey first = claimants.stream()
                .filter(claimant -> !claimant.equals(member))
                .map(Member::key)
                .findFirst()
                .orElseThrow();
        return claimants.size() == 2 ? first + " too" : first + " and " + (claimants.size() - 2) + " more too";
    }

    private static Exclusion out(Member member, String detail) {
        return new Exclusion(member.key().toString(), ExclusionReason.ENDPOINT_WITHOUT_ROUTING_ID, detail);
    }

    private void tellOfExcluded(PortBackends pods, List<Member> targets) {
        int all = pods.members().size();
        if (targets.size() < all) {
            tell(
                    FindingKind.UNUSABLE_BACKEND,
                    (all - targets.size()) + " of " + all + " pods are no targets of QUIC port "
                            + pods.port().port()
                            + ", because AWS takes a target of QUIC only with a server id of its own.",
                    "See the reason of each excluded pod; a namespace with the label"
                            + " elbv2.k8s.aws/quic-server-id-inject=enabled has ids injected into the containers that its pods"
                            + " name with service.beta.kubernetes.io/aws-load-balancer-quic-enabled-containers.");
        }
    }

    private void tellOfUnknownPods(PortBackends pods) {
        tell(
                FindingKind.UNKNOWN_STATE,
                "The server ids behind QUIC port " + pods.port().port()
                        + " are not known, so its target group keeps the targets that it has.",
                "Give the pods as well, read with the variable " + QuicServerId.VARIABLE + ".");
    }

    private void tell(FindingKind kind, String message, String remedy) {
        context.findings()
                .warn(
                        Codes.SERVER_IDS,
                        kind,
                        "spec.selector",
                        context.service().selector().toString(),
                        message,
                        remedy);
    }
}
