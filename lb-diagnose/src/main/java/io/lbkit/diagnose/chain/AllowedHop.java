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
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.backend.EndpointEntry;
import io.lbkit.reconcile.backend.SourceRangeResolver;
import java.util.List;
import java.util.Optional;

/** Whether source ranges and filters of the cloud admit the clients, and NetworkPolicies what arrives at a pod. */
final class AllowedHop {
    private final ServiceCase about;
    private final PolicyEvaluator policies;
    private final List<IpAddress> clients;

    AllowedHop(ServiceCase about) {
        this.about = about;
        this.policies = about.index().policies();
        this.clients = about.index().input().clients();
    }

    /**
     * The answer for one backend.
     *
     * @param backend the backend
     * @param port the port
     * @param targets the members of the pool of which each leads to the backend
     * @param filters the filters of the cloud
     */
    HopResult of(Backend backend, PortCase port, List<Member> targets, PortFilters filters) {
        Optional<IpAddress> refused = refused(port);
        if (refused.isPresent()) {
            return HopResult.fail(
                    ALLOWED, "the source ranges of " + about.subject() + " do not admit " + refused.get());
        }
        Optional<HopResult> filtered = filtered(port, targets, filters);
        if (filtered.isPresent() && filtered.get().state() == HopState.FAIL) {
            return filtered.get();
        }
        HopResult policed = policed(backend, port);
        return policed.state() == HopState.PASS ? filtered.orElse(policed) : policed;
    }

    private HopResult policed(Backend backend, PortCase port) {
        if (backend.pod().isEmpty() || backend.entry().isEmpty()) {
            return HopResult.unknown(ALLOWED, "the pod was not read");
        }
        Decision decision = policy(backend.pod().get(), backend.entry().get(), port);
        String shown = "NetworkPolicies of Pod/" + backend.pod().get().key() + ": " + decision.reason()
                + (decision.policies().isEmpty() ? "" : " " + decision.policies());
        return switch (decision.outcome()) {
            case DENY -> HopResult.fail(ALLOWED, shown);
            case ALLOW ->
                clientsOf(port).isEmpty()
                        ? HopResult.unknown(ALLOWED, shown + "; no client is known")
                        : HopResult.pass(ALLOWED, shown + "; the source ranges admit every known client");
            case UNKNOWN -> HopResult.unknown(ALLOWED, shown);
        };
    }

    /** What the filters of the cloud refuse or leave open; nothing if they admit everybody, or if none is known. */
    private static Optional<HopResult> filtered(PortCase port, List<Member> targets, PortFilters filters) {
        Optional<HopResult> open = Optional.empty();
        for (Cidr client : filters.clients()) {
            Optional<LegAnswer> front = filters.front(client);
            Optional<LegAnswer> worst = front.filter(LegAnswer::isRefused).or(() -> data(targets, client, filters));
            Optional<LegAnswer> answer = worst.filter(LegAnswer::isRefused)
                    .or(() -> front.filter(LegAnswer::isUndecided))
                    .or(() -> worst);
            String shown = answer.map(found -> client + " to port " + port.label() + ": " + found.reason())
                    .orElse("");
            if (answer.filter(LegAnswer::isRefused).isPresent()) {
                return Optional.of(HopResult.fail(ALLOWED, shown));
            }
            if (open.isEmpty() && answer.filter(LegAnswer::isUndecided).isPresent()) {
                open = Optional.of(HopResult.unknown(ALLOWED, shown));
            }
        }
        return open;
    }

    /** One member that clients reach is enough. */
    private static Optional<LegAnswer> data(List<Member> targets, Cidr client, PortFilters filters) {
        Optional<LegAnswer> refused = Optional.empty();
        for (Member target : targets) {
            Optional<LegAnswer> answer = filters.data(target, client);
            if (answer.filter(LegAnswer::isRefused).isEmpty()) {
                return answer;
            }
            refused = answer;
        }
        return refused;
    }

    private Optional<IpAddress> refused(PortCase port) {
        return clientsOf(port).stream()
                .filter(client ->
                        !SourceRangeResolver.resolve(about.service()).ranges().admits(client))
                .findFirst();
    }

    private List<IpAddress> clientsOf(PortCase port) {
        return clients.stream()
                .filter(client -> client.family() == port.family())
                .toList();
    }

    private Decision policy(Pod pod, EndpointEntry entry, PortCase port) {
        boolean hidden =
                port.sendsTo(BackendMode.NODE_PORT) && about.service().externalTrafficPolicy() == TrafficPolicy.CLUSTER;
        Decision anybody = policies.fromOutside(pod, entry.port(), port.port().protocol());
        if (anybody.outcome() != Decision.Outcome.UNKNOWN) {
            return anybody;
        }
        List<IpAddress> sources = hidden ? nodes(port) : clientsOf(port);
        if (sources.isEmpty()) {
            return anybody;
        }
        List<Decision> decisions = sources.stream()
                .map(source -> policies.ingress(
                        pod, Source.outside(source), entry.port(), port.port().protocol()))
                .toList();
        return decisions.stream()
                .filter(each -> each.outcome() == (hidden ? Decision.Outcome.ALLOW : Decision.Outcome.DENY))
                .findFirst()
                .orElse(decisions.get(0));
    }

    /** With the source hidden, packets come from the node that the load balancer chose. */
    private static List<IpAddress> nodes(PortCase port) {
        return port.wanted().map(wanted -> wanted.members()).orElse(MemberSet.empty()).asList().stream()
                .map(Member::address)
                .flatMap(Optional::stream)
                .toList();
    }
}
