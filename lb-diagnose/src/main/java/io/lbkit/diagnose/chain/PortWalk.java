package io.lbkit.diagnose.chain;

import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Walks to every backend of one port. */
final class PortWalk {
    private static final HopResult UNSEEN = HopResult.unknown(Hop.OBSERVED, "not looked for at what is no backend");

    private final ServiceCase about;
    private final PortCase port;
    private final HopResult front;
    private final PortFilters filters;
    private final ListingHops listing;
    private final TargetHops targets;
    private final AllowedHop allowed;
    private final ObservedHop observed;

    PortWalk(ServiceCase about, PortCase port, HopResult front, PortFilters filters) {
        this.about = about;
        this.port = port;
        this.front = front;
        this.filters = filters;
        this.listing = new ListingHops(about);
        this.targets = new TargetHops(about, port);
        this.allowed = new AllowedHop(about, port);
        this.observed = new ObservedHop(about);
    }

    List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        List<Backend> backends = Backend.of(about, port);
        for (Backend backend : backends) {
            ways.add(way(backend, targets.of(backend)));
        }
        if (port.sendsTo(BackendMode.POD_IP)) {
            strangers(backends).forEach(member -> ways.add(new Way(unaccounted(member), List.of())));
        } else if (about.service().externalTrafficPolicy() == TrafficPolicy.CLUSTER) {
            port.missing().forEach(member -> ways.add(new Way(node(member, Optional.empty()), List.of())));
            Set<Member> stale = Set.copyOf(port.stale());
            port.members(MemberHealth.State.UNHEALTHY).stream()
                    .filter(member -> !stale.contains(member))
                    .forEach(member -> ways.add(new Way(node(member, Optional.of(member)), List.of(member))));
        }
        return ways;
    }

    /** The targets that are on the way to no backend; the others are a part of its way, and not another one. */
    private List<Member> strangers(List<Backend> backends) {
        Set<String> behind = new HashSet<>();
        backends.forEach(backend -> backend.target(port).ifPresent(behind::add));
        return port.stale().stream()
                .filter(member -> {
                    String address = PortCase.address(member);
                    return !behind.contains(address)
                            && !behind.contains(
                                    Backend.target(address, member.port().orElse(0)));
                })
                .toList();
    }

    private Way way(Backend backend, TargetHops.Answer target) {
        Optional<BackendTraffic> traffic = BackendTraffic.of(about, backend, port);
        List<HopResult> hops = List.of(
                front,
                listing.selected(backend, port),
                listing.listed(backend, port),
                listing.carrier(backend, port),
                target.registered(),
                target.healthy(),
                allowed.of(backend, target.targets(), filters),
                observed.of(traffic));
        Optional<String> pod = backend.podName();
        Chain chain = pod.map(name -> new Chain(
                        Chain.Subject.POD, about.service().key().namespace() + "/" + name, port.label(), hops))
                .orElseGet(() -> new Chain(
                        Chain.Subject.ENDPOINT, backend.entry().orElseThrow().label(), port.label(), hops));
        return new Way(chain, target.targets(), traffic);
    }

    private Chain unaccounted(Member member) {
        String pool = port.pool().orElseThrow().id() + " member " + member.key();
        String told = pool + " " + port.state(member).label();
        HopResult health = switch (port.state(member)) {
            case HEALTHY -> HopResult.pass(Hop.HEALTHY, told);
            case UNHEALTHY -> HopResult.fail(Hop.HEALTHY, told);
            default -> HopResult.unknown(Hop.HEALTHY, told);
        };
        return new Chain(
                Chain.Subject.TARGET,
                member.key().toString(),
                port.label(),
                List.of(
                        front,
                        HopResult.fail(Hop.SELECTED, "no backend of " + about.subject() + " has this address"),
                        HopResult.none(Hop.LISTED, "nothing lists it"),
                        HopResult.none(Hop.CARRIER, "nothing stands between"),
                        HopResult.pass(Hop.REGISTERED, pool),
                        health,
                        HopResult.unknown(Hop.ALLOWED, "not asked for a target that nobody wants"),
                        UNSEEN));
    }

    private Chain node(Member member, Optional<Member> registered) {
        String pool = port.pool().orElseThrow().id() + " member " + member.key();
        String none = "a node carries to every pod under externalTrafficPolicy Cluster";
        return new Chain(
                Chain.Subject.NODE,
                member.id(),
                port.label(),
                List.of(
                        front,
                        HopResult.none(Hop.SELECTED, none),
                        HopResult.none(Hop.LISTED, none),
                        HopResult.pass(Hop.CARRIER, "Node/" + member.id() + " is eligible"),
                        registered.isPresent()
                                ? HopResult.pass(Hop.REGISTERED, pool)
                                : HopResult.fail(Hop.REGISTERED, pool + " is missing"),
                        registered.isPresent()
                                ? HopResult.fail(Hop.HEALTHY, pool + " unhealthy " + port.reason(member))
                                : HopResult.unknown(Hop.HEALTHY, "there is no target to check"),
                        HopResult.unknown(Hop.ALLOWED, "not asked for a node"),
                        UNSEEN));
    }
}
