package io.lbkit.diagnose.chain;

import io.lbkit.model.filter.FilterPath;
import io.lbkit.model.lb.Member;
import io.lbkit.model.net.Cidr;
import io.lbkit.reconcile.spi.FilterRequest.Leg;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Collects what filters refuse on the ways to the backends of one port, the first refusal of each way: what is refused at the
 * front is not followed to the backends, and what the health check does not reach is not asked about data.
 */
final class Refusals {
    private final PortCase port;
    private final PortFilters filters;
    private final List<Way> ways;
    private final List<Refusal> found = new ArrayList<>();

    Refusals(PortCase port, PortFilters filters, List<Way> ways) {
        this.port = port;
        this.filters = filters;
        this.ways = ways;
    }

    List<Refusal> all() {
        List<Cidr> admitted = new ArrayList<>();
        for (Cidr client : filters.clients()) {
            Optional<LegAnswer> answer = filters.front(client).filter(LegAnswer::isRefused);
            if (answer.isPresent()) {
                found.add(
                        new Refusal(Leg.FRONT, port, Optional.of(client), step(answer.get()), List.of(), chains(ways)));
            } else {
                admitted.add(client);
            }
        }
        collect(Leg.CHECK, Optional.empty(), unproven(), filters::check);
        for (Cidr client : admitted) {
            collect(Leg.DATA, Optional.of(client), unserved(), member -> filters.data(member, client));
        }
        return List.copyOf(found);
    }

    private static List<Chain> chains(List<Way> ways) {
        return ways.stream().map(Way::chain).toList();
    }

    private static FilterPath.Step step(LegAnswer refused) {
        return refused.refusal().orElseThrow();
    }

    /** A target that is healthy is reached by checks, whatever is known of filters. */
    private List<Way> unproven() {
        return registered()
                .filter(way -> way.chain().state(Hop.HEALTHY) != HopState.PASS)
                .toList();
    }

    private List<Way> unserved() {
        return registered()
                .filter(way -> way.chain().state(Hop.ALLOWED) == HopState.FAIL)
                .filter(way -> found.stream()
                        .noneMatch(refusal ->
                                refusal.leg() == Leg.CHECK && refusal.chains().contains(way.chain())))
                .toList();
    }

    private Stream<Way> registered() {
        return ways.stream().filter(way -> way.chain().state(Hop.REGISTERED) == HopState.PASS);
    }

    /** A way is refused if each of its targets is. One refusal stands for all that are about packets of the same sort. */
    private void collect(
            Leg leg, Optional<Cidr> client, List<Way> candidates, Function<Member, Optional<LegAnswer>> ask) {
        SortedMap<FilterPath.Purpose, Refusal> refused = new TreeMap<>();
        for (Way way : candidates) {
            List<LegAnswer> answers = way.targets().stream()
                    .map(ask)
                    .flatMap(Optional::stream)
                    .takeWhile(LegAnswer::isRefused)
                    .toList();
            if (!way.targets().isEmpty() && answers.size() == way.targets().size()) {
                FilterPath.Step step = step(answers.get(0));
                Refusal one = new Refusal(leg, port, client, step, names(way.targets()), List.of(way.chain()));
                refused.merge(step.purpose(), one, Refusals::both);
            }
        }
        found.addAll(refused.values());
    }

    private static List<String> names(List<Member> targets) {
        return targets.stream().map(member -> member.key().toString()).toList();
    }

    private static Refusal both(Refusal first, Refusal second) {
        SortedSet<String> targets = new TreeSet<>(first.targets());
        targets.addAll(second.targets());
        List<Chain> chains = new ArrayList<>(first.chains());
        chains.addAll(second.chains());
        return new Refusal(first.leg(), first.port(), first.client(), first.step(), List.copyOf(targets), chains);
    }
}
