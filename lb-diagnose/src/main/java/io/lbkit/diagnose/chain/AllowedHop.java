package io.lbkit.diagnose.chain;

import static io.lbkit.diagnose.chain.Hop.ALLOWED;

import io.lbkit.diagnose.policy.Decision;
import io.lbkit.diagnose.policy.PolicyEvaluator;
import io.lbkit.diagnose.policy.Source;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.SourceRanges;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.backend.EndpointEntry;
import io.lbkit.reconcile.backend.SourceRangeResolver;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether source ranges and filters of the cloud admit the clients, and NetworkPolicies what arrives at a pod. */
final class AllowedHop {
    private final ServiceCase about;
    private final PortCase port;
    private final PolicyEvaluator policies;
    private final List<IpAddress> clients;
    private final Optional<IpAddress> refused;

    AllowedHop(ServiceCase about, PortCase port) {
        this.about = about;
        this.port = port;
        this.policies = about.index().policies();
        this.clients = about.index().input().clients().stream()
                .filter(client -> client.family() == port.family())
                .toList();
        SourceRanges ranges = SourceRangeResolver.resolve(about.service()).ranges();
        this.refused = clients.stream().filter(client -> !ranges.admits(client)).findFirst();
    }

    /**
     * The answer for one backend.
     *
     * @param backend the backend
     * @param targets the members of the pool of which each leads to the backend
     * @param filters the filters of the cloud
     */
    HopResult of(Backend backend, List<Member> targets, PortFilters filters) {
        HopResult policed = policed(backend);
        if (refused.isPresent()) {
            return refused("the source ranges of " + about.subject() + " do not admit " + refused.get(), policed);
        }
        HopResult filtered = ClientFilters.of(port, targets, filters);
        if (filtered.state() == HopState.FAIL) {
            return refused(filtered.evidence(), policed);
        }
        HopResult open = policed.state() == HopState.PASS && filtered.state() == HopState.UNKNOWN ? filtered : policed;
        return open.state() == HopState.UNKNOWN && !clients.isEmpty()
                ? HopResult.doubted(ALLOWED, open.evidence())
                : open;
    }

    /** Whoever mends the refusal wants to know of the policy behind it. */
    private static HopResult refused(String refusal, HopResult policed) {
        return HopResult.fail(
                ALLOWED, policed.state() == HopState.FAIL ? refusal + "; " + policed.evidence() : refusal);
    }

    private HopResult policed(Backend backend) {
        if (backend.pod().isEmpty() || backend.entry().isEmpty()) {
            return HopResult.unknown(ALLOWED, "the pod was not read");
        }
        Decision decision = policy(backend.pod().get(), backend.entry().get());
        String shown = "NetworkPolicies of Pod/" + backend.pod().get().key() + ": " + decision.reason()
                + (decision.policies().isEmpty() ? "" : " " + decision.policies());
        return switch (decision.outcome()) {
            case DENY -> HopResult.fail(ALLOWED, shown);
            case ALLOW ->
                clients.isEmpty()
                        ? HopResult.unknown(ALLOWED, shown + "; no client is known")
                        : HopResult.pass(
                                ALLOWED, shown + "; source ranges and filters of the cloud admit every known client");
            case UNKNOWN -> HopResult.unknown(ALLOWED, shown);
            case DENIED_SO_FAR -> HopResult.doubted(ALLOWED, shown);
        };
    }

    private Decision policy(Pod pod, EndpointEntry entry) {
        boolean hidden =
                port.sendsTo(BackendMode.NODE_PORT) && about.service().externalTrafficPolicy() == TrafficPolicy.CLUSTER;
        Decision anybody = policies.fromOutside(pod, entry.port(), port.port().protocol());
        if (anybody.outcome() != Decision.Outcome.UNKNOWN) {
            return anybody;
        }
        Comparator<Decision> bestFirst = Comparator.comparing(Decision::outcome);
        Comparator<Decision> order = hidden ? bestFirst : bestFirst.reversed();
        Decision.Outcome decisive = hidden ? Decision.Outcome.ALLOW : Decision.Outcome.DENY;
        Optional<Decision> chosen = Optional.empty();
        for (IpAddress source : hidden ? nodes() : clients) {
            Decision one = policies.ingress(
                    pod, Source.outside(source), entry.port(), port.port().protocol());
            if (one.outcome() == decisive) {
                return one;
            }
            chosen = chosen.filter(other -> order.compare(other, one) <= 0).or(() -> Optional.of(one));
        }
        return chosen.orElse(anybody);
    }

    /** With the source hidden, packets come from the node that the load balancer chose. */
    private List<IpAddress> nodes() {
        return port.wanted().map(wanted -> wanted.members()).orElse(MemberSet.empty()).asList().stream()
                .map(Member::address)
                .flatMap(Optional::stream)
                .toList();
    }
}
