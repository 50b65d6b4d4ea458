package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.Route;
import io.lbkit.aws.facts.RouteTable;
import io.lbkit.aws.facts.Subnet;
import io.lbkit.model.filter.FilterRule;
import io.lbkit.model.filter.FilterStage;
import io.lbkit.model.filter.FilterVerdict;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The route table of a subnet as a filter: the longest prefix decides, and where no route leads nothing arrives. */
public final class RouteFilter {
    private static final String PREFIX_LIST = "pl-";

    private RouteFilter() {}

    /**
     * {@return the filter of packets that leave a subnet} Every route table has routes: without one they were not read.
     *
     * @param facts what is known about the VPC
     * @param subnet the subnet
     */
    public static FilterStage of(AwsFacts facts, Subnet subnet) {
        return facts.routeTableOf(subnet)
                .filter(table -> !table.routes().isEmpty())
                .map(table -> new FilterStage(
                        "route table " + table.id() + " of " + subnet.id(), rules(facts, table), FilterVerdict.REFUSED))
                .orElseGet(() -> FilterStage.unknown("route table of " + subnet.id() + ", which is not known"));
    }

    private static List<FilterRule> rules(AwsFacts facts, RouteTable table) {
        List<Leg> legs = new ArrayList<>();
        table.routes().forEach(route -> legs.addAll(legs(facts, route)));
        legs.sort(Comparator.comparingInt(Leg::prefix).reversed());
        return legs.stream().map(Leg::rule).toList();
    }

    /**
     * One destination of a route.
     *
     * @param route the route
     * @param range the destination; nothing if it is a prefix list that is not known, which may hold any prefix
     */
    private record Leg(Route route, Optional<Cidr> range) {
        int prefix() {
            return range.map(Cidr::prefix).orElse(Integer.MAX_VALUE);
        }

        FilterRule rule() {
            return FilterRule.ofAllPorts(
                    "the route " + route.destination() + " to " + route.target(),
                    route.blackhole() ? FilterVerdict.REFUSED : FilterVerdict.ADMITTED,
                    range.map(CidrSet::of));
        }
    }

    private static List<Leg> legs(AwsFacts facts, Route route) {
        if (!route.destination().startsWith(PREFIX_LIST)) {
            return List.of(new Leg(route, Optional.of(Cidr.parseStored(route.destination()))));
        }
        return facts.prefixList(route.destination())
                .map(known -> known.cidrs().stream()
                        .map(range -> new Leg(route, Optional.of(range)))
                        .toList())
                .orElseGet(() -> List.of(new Leg(route, Optional.empty())));
    }
}
