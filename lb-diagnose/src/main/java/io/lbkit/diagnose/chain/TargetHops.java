package io.lbkit.diagnose.chain;

import static io.lbkit.diagnose.chain.Hop.HEALTHY;
import static io.lbkit.diagnose.chain.Hop.REGISTERED;

import io.lbkit.diagnose.evidence.LoadBalancerView;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.backend.EndpointEntry;
import java.util.List;
import java.util.Optional;

/** What the load balancer says of the target that leads to a backend. Not thread-safe. */
final class TargetHops {
    private final ServiceCase about;
    private final PortCase port;
    private Optional<Answer> anyNode = Optional.empty();

    /**
     * The answers of both hops.
     *
     * @param registered whether the target is there
     * @param healthy whether it is healthy
     * @param targets the members of the pool of which each leads to the backend
     */
    record Answer(HopResult registered, HopResult healthy, List<Member> targets) {}

    TargetHops(ServiceCase about, PortCase port) {
        this.about = about;
        this.port = port;
    }

    Answer of(Backend backend) {
        if (port.pool().isEmpty()) {
            return withoutPool();
        }
        if (port.mode().isEmpty()) {
            return unknown("whether the load balancer sends to nodes or to pods is not known");
        }
        if (port.wrongPort().isPresent()) {
            return absent(port.pool().orElseThrow().id() + " sends to port "
                    + port.wrongPort().getAsInt() + " instead of node port "
                    + port.port().nodePort().orElseThrow());
        }
        if (port.sendsTo(BackendMode.POD_IP)) {
            return backend.entry().map(this::pod).orElseGet(() -> unknown("the address of the backend is not known"));
        }
        return about.service().externalTrafficPolicy() == TrafficPolicy.LOCAL ? ownNode(backend) : anyNode();
    }

    private Answer withoutPool() {
        Optional<LoadBalancerView> view = port.loadBalancer();
        if (view.isEmpty()) {
            return unknown("the cloud was not asked");
        }
        boolean none = view.get().complete()
                && (view.get().owned().isEmpty()
                        || (view.get().saysPorts()
                                && view.get()
                                        .listeners(port.port(), port.family())
                                        .isEmpty()));
        return none
                ? absent("nothing in the cloud leads to a pool for port " + port.label())
                : unknown("which pool serves port " + port.label() + " cannot be told");
    }

    private Answer pod(EndpointEntry entry) {
        Resource pool = port.pool().orElseThrow();
        MemberSet members = pool.members().orElse(MemberSet.empty());
        Optional<Member> member = members.get(new MemberKey(entry.address().toString(), entry.port()));
        if (member.isPresent()) {
            return of(member.get());
        }
        List<Member> elsewhere = port.membersAt(entry.address());
        return port.registered().isEmpty()
                ? unknown("the members of " + pool.id() + " are not all known")
                : absent(pool.id() + " has "
                        + (elsewhere.isEmpty()
                                ? "no member " + entry.label()
                                : elsewhere.get(0).key() + " instead of " + entry.label()));
    }

    private Answer ownNode(Backend backend) {
        Optional<Node> node = backend.nodeName().flatMap(about::node);
        Optional<Member> member = node.flatMap(port::memberOf);
        if (member.isPresent()) {
            return of(member.get());
        }
        return port.registered().isPresent() && node.isPresent()
                ? absent(port.pool().orElseThrow().id() + " has no member Node/"
                        + node.get().name())
                : unknown("the members of the pool, or the node of the backend, are not known");
    }

    /** Under policy Cluster every node carries to every pod: one that works is enough. */
    private Answer anyNode() {
        Answer answer = anyNode.orElseGet(this::countNodes);
        anyNode = Optional.of(answer);
        return answer;
    }

    private Answer countNodes() {
        Resource pool = port.pool().orElseThrow();
        Optional<MemberSet> members = pool.members();
        if (members.isEmpty()) {
            return unknown("the members of " + pool.id() + " are not known");
        }
        if (members.get().isEmpty()) {
            return port.registered().isPresent()
                    ? absent(pool.id() + " has no member")
                    : unknown("the members of " + pool.id() + " are not all known");
        }
        int healthy = port.members(MemberHealth.State.HEALTHY).size();
        int size = members.get().size();
        HopResult registered = HopResult.pass(REGISTERED, pool.id() + " has " + size + " members");
        String counted = pool.id() + ": " + healthy + " of " + size + " members are healthy";
        if (healthy > 0) {
            return new Answer(registered, HopResult.pass(HEALTHY, counted), port.members(MemberHealth.State.HEALTHY));
        }
        boolean allFail = port.members(MemberHealth.State.UNHEALTHY).size() == size;
        return new Answer(
                registered,
                allFail ? HopResult.fail(HEALTHY, counted) : HopResult.unknown(HEALTHY, counted),
                members.get().asList());
    }

    private Answer of(Member member) {
        Resource pool = port.pool().orElseThrow();
        String shown = pool.id() + " member " + member.key();
        boolean leaves = member.state() == MemberState.DRAINING;
        MemberHealth.State state = leaves ? MemberHealth.State.DRAINING : port.state(member);
        String told = state.label() + (port.reason(member).isEmpty() ? "" : " (" + port.reason(member) + ")");
        List<Member> targets = List.of(member);
        return switch (state) {
            case HEALTHY ->
                new Answer(HopResult.pass(REGISTERED, shown), HopResult.pass(HEALTHY, shown + " " + told), targets);
            case UNHEALTHY ->
                new Answer(HopResult.pass(REGISTERED, shown), HopResult.fail(HEALTHY, shown + " " + told), targets);
            case UNUSED ->
                new Answer(HopResult.pass(REGISTERED, shown), HopResult.fail(HEALTHY, shown + " " + told), targets);
            case DRAINING ->
                new Answer(HopResult.fail(REGISTERED, shown + " " + told), HopResult.unknown(HEALTHY, told), targets);
            case INITIAL ->
                new Answer(
                        HopResult.pass(REGISTERED, shown),
                        HopResult.unknown(HEALTHY, shown + " " + told + ": its checks are not done yet"),
                        targets);
            case UNKNOWN ->
                new Answer(
                        HopResult.pass(REGISTERED, shown),
                        HopResult.unknown(HEALTHY, "the cloud reports no health of " + shown),
                        targets);
        };
    }

    private static Answer absent(String evidence) {
        return new Answer(
                HopResult.fail(REGISTERED, evidence),
                HopResult.unknown(HEALTHY, "there is no target to check"),
                List.of());
    }

    private static Answer unknown(String evidence) {
        return new Answer(HopResult.unknown(REGISTERED, evidence), HopResult.unknown(HEALTHY, evidence), List.of());
    }
}
