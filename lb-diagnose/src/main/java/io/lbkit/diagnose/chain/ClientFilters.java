package io.lbkit.diagnose.chain;

import static io.lbkit.diagnose.chain.Hop.ALLOWED;

import io.lbkit.model.lb.Member;
import io.lbkit.model.net.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the filters of the cloud do with clients, from the front to a backend. */
final class ClientFilters {
    private ClientFilters() {}

    /**
     * The answer over all clients.
     *
     * @param port the port
     * @param targets the members of the pool of which each leads to the backend
     * @param filters the filters of the cloud
     * @return a failure if one client is refused, a pass if every one is admitted
     */
    static HopResult of(PortCase port, List<Member> targets, PortFilters filters) {
        Optional<HopResult> open = Optional.empty();
        for (Cidr client : filters.clients()) {
            Optional<LegAnswer> worst = worst(filters.front(client), data(targets, client, filters));
            String shown = worst.map(found -> client + " to port " + port.label() + ": " + found.reason())
                    .orElse("the filters of the cloud are not known");
            if (worst.filter(LegAnswer::isRefused).isPresent()) {
                return HopResult.fail(ALLOWED, shown);
            }
            if (open.isEmpty() && worst.filter(answer -> !answer.isUndecided()).isEmpty()) {
                open = Optional.of(HopResult.unknown(ALLOWED, shown));
            }
        }
        return open.orElseGet(() -> HopResult.pass(ALLOWED, "the filters of the cloud admit every client"));
    }

    /** A refusal counts before what is undecided, and what nobody can tell before an admission. */
    private static Optional<LegAnswer> worst(Optional<LegAnswer> front, Optional<LegAnswer> data) {
        List<LegAnswer> known = Stream.of(front, data).flatMap(Optional::stream).toList();
        Optional<LegAnswer> open = known.stream().filter(LegAnswer::isUndecided).findFirst();
        return known.stream()
                .filter(LegAnswer::isRefused)
                .findFirst()
                .or(() -> open)
                .or(() -> data.isPresent() ? front : data);
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
}
