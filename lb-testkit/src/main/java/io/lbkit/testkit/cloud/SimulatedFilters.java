package io.lbkit.testkit.cloud;

import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.filter.FilterPath;
import io.lbkit.model.filter.FilterQuestion;
import io.lbkit.model.filter.FilterRule;
import io.lbkit.model.filter.FilterStage;
import io.lbkit.model.filter.FilterVerdict;
import io.lbkit.model.filter.PortRange;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.Role;
import io.lbkit.reconcile.spi.FilterRequest;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The filters of a simulated cloud: firewalls before its load balancers, which admit what one of them does. Nothing stands behind. */
final class SimulatedFilters {
    private SimulatedFilters() {}

    static List<FilterPath> of(FilterRequest request) {
        return List.of(
                request.leg() == FilterRequest.Leg.FRONT
                        ? new FilterPath(List.of(front(request)))
                        : new FilterPath(List.of()));
    }

    private static FilterPath.Step front(FilterRequest request) {
        List<Resource> firewalls = request.objects().stream()
                .filter(object -> object.kind().role() == Role.FIREWALL)
                .toList();
        List<FilterRule> rules = firewalls.stream()
                .flatMap(firewall -> rule(firewall, request.port()))
                .toList();
        FilterVerdict fallback = request.complete() ? FilterVerdict.REFUSED : FilterVerdict.UNDECIDED;
        return new FilterPath.Step(
                FilterPath.Purpose.REQUEST,
                new FilterStage(name(firewalls), rules, fallback),
                new FilterQuestion(
                        request.clients().orElseThrow(),
                        request.port().protocol(),
                        PortRange.of(request.port().port())));
    }

    private static String name(List<Resource> firewalls) {
        return firewalls.isEmpty()
                ? "firewall"
                : String.join(
                        ", ",
                        firewalls.stream()
                                .map(firewall -> firewall.id().toString())
                                .toList());
    }

    /** A firewall names the ports one by one, so that it has a rule about the port that is asked for or none. */
    private static Stream<FilterRule> rule(Resource firewall, ServicePort asked) {
        String port = asked.protocol() + "/" + asked.port();
        SortedSet<String> sources = firewall.get(SimulatedKinds.SOURCE_RANGES).orElseGet(TreeSet::new);
        return firewall.get(SimulatedKinds.PORTS).filter(ports -> ports.contains(port)).stream()
                .map(ports -> new FilterRule(
                        firewall.name() + " for " + port,
                        FilterVerdict.ADMITTED,
                        Optional.of(CidrSet.of(sources.stream().map(Cidr::parse).toList())),
                        Optional.of(asked.protocol()),
                        PortRange.of(asked.port())));
    }
}
