package io.lbkit.aws.schema;

import io.lbkit.aws.schema.IngressPermission.Group;
import io.lbkit.aws.schema.IngressPermission.GroupOfGraph;
import io.lbkit.model.resource.SpecValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The AWS Load Balancer Controller opens one span of ports for each protocol and group that is admitted, from the lowest port that
 * any of its Services needs to the highest. LBKit opens the single ports, and leaves a span alone as long as it is that of its ports.
 */
final class PortSpans {
    private static final Set<String> WITH_PORTS = Set.of("tcp", "udp");

    private PortSpans() {}

    /** Rules that the controller makes one of. */
    private record Door(String protocol, IngressPermission.Source source) {
        static Door of(IngressPermission rule) {
            return new Door(rule.protocol(), rule.source());
        }

        boolean hasSpan() {
            return WITH_PORTS.contains(protocol) && (source instanceof Group || source instanceof GroupOfGraph);
        }
    }

    /** {@return whether the rules that exist are those that are wanted, but for spans} */
    static boolean doFor(SpecValue wanted, SpecValue present) {
        if (!(wanted instanceof SpecValue.Sequence) || !(present instanceof SpecValue.Sequence)) {
            return false;
        }
        Map<Door, SortedSet<IngressPermission>> wishes = byDoor(IngressPermission.listOf(wanted));
        Map<Door, SortedSet<IngressPermission>> rules = byDoor(IngressPermission.listOf(present));
        return wishes.keySet().equals(rules.keySet())
                && wishes.entrySet().stream()
                        .allMatch(wish -> isSame(
                                wish.getKey(), wish.getValue(), rules.getOrDefault(wish.getKey(), new TreeSet<>())));
    }

    private static Map<Door, SortedSet<IngressPermission>> byDoor(List<IngressPermission> rules) {
        return rules.stream().collect(Collectors.groupingBy(Door::of, Collectors.toCollection(TreeSet::new)));
    }

    private static boolean isSame(
            Door door, SortedSet<IngressPermission> wanted, SortedSet<IngressPermission> present) {
        return present.equals(wanted)
                || (door.hasSpan()
                        && List.copyOf(present).equals(span(wanted).stream().toList()));
    }

    private static Optional<IngressPermission> span(Collection<IngressPermission> rules) {
        return rules.stream()
                .reduce((one, other) -> new IngressPermission(
                        one.protocol(),
                        Math.min(one.fromPort(), other.fromPort()),
                        Math.max(one.toPort(), other.toPort()),
                        one.source()));
    }
}
