package io.lbkit.diagnose.chain;

import io.lbkit.model.filter.PortRange;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.PortBackends;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A target that the load balancer finds unhealthy though it should be healthy.
 *
 * @param port the port
 * @param target the member of the pool
 * @param admitted whether every filter of the cloud is known to admit a check of the port that is to be checked; never where
 *     each target is checked on its own port
 * @param chains the ways to backends that lead over the target
 */
public record FailingTarget(PortCase port, Member target, boolean admitted, List<Chain> chains) {
    /**
     * Copies the list.
     *
     * @param port the port
     * @param target the member of the pool
     * @param admitted whether every filter of the cloud is known to admit a check of the port that is to be checked
     * @param chains the ways to backends that lead over the target
     */
    public FailingTarget {
        chains = List.copyOf(chains);
    }

    static List<FailingTarget> of(PortCase port, PortFilters filters, List<Way> ways) {
        Map<Member, List<Chain>> chains = new LinkedHashMap<>();
        for (Way way : ways) {
            if (fails(way.chain())) {
                way.targets().stream()
                        .filter(target -> port.state(target) == MemberHealth.State.UNHEALTHY)
                        .forEach(target -> chains.computeIfAbsent(target, key -> new ArrayList<>())
                                .add(way.chain()));
            }
        }
        Optional<PortRange> check = checkPort(port);
        List<FailingTarget> failing = new ArrayList<>();
        chains.forEach((target, over) -> {
            boolean admitted = check.flatMap(asked -> filters.check(target).filter(answer -> answer.admits(asked)))
                    .isPresent();
            failing.add(new FailingTarget(port, target, admitted, over));
        });
        return failing;
    }

    private static Optional<PortRange> checkPort(PortCase port) {
        return port.wanted()
                .flatMap(PortBackends::healthCheck)
                .filter(check -> check.port().isPresent())
                .map(check -> PortRange.of(check.port().getAsInt()));
    }

    /** A backend that the cluster does not offer has a target that may well be unhealthy. */
    private static boolean fails(Chain chain) {
        return chain.subject() != Chain.Subject.TARGET
                && chain.state(Hop.HEALTHY) == HopState.FAIL
                && chain.firstDisagreement()
                        .filter(hop -> hop.hop() == Hop.HEALTHY)
                        .isPresent();
    }
}
