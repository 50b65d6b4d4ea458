package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.HopState;
import io.lbkit.diagnose.chain.Refusal;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.filter.FilterPath.Purpose;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.backend.SourceRangeResolver;
import io.lbkit.reconcile.spi.FilterRequest.Leg;
import java.util.List;
import java.util.stream.Stream;

/** What packet filters of the cloud, and the source ranges of the Service, refuse. */
final class FilterRules {
    private FilterRules() {}

    static List<Rule> all() {
        return List.of(checkBlocked(), clientBlocked(), dataBlocked(), answersBlocked(), noRoute());
    }

    private static Rule.Builder rule(String code, String title, Hop hop) {
        return Rule.builder()
                .code(code)
                .title(title)
                .severity(Severity.ERROR)
                .kind(FindingKind.BLOCKED_TRAFFIC)
                .domain(FaultDomain.NETWORK_PATH)
                .hop(hop);
    }

    private static Rule checkBlocked() {
        return rule("LB-NET-001", "Health-check source blocked", Hop.HEALTHY)
                .symptom("Targets are unhealthy, and the application is fine.")
                .predicate(
                        "A filter of the cloud refuses the packets of the health check, and the target is not healthy.")
                .remedy("Admit the addresses or the security group of the load balancer to the port of the check.")
                .explains("LB-NET-101", "LB-EP-013", "LB-CLD-025")
                .check(about -> refusals(about, Purpose.REQUEST, Leg.CHECK)
                        .map(refusal -> blocked(refusal)
                                .message("The health check of the load balancer cannot reach "
                                        + Match.listed(refusal.targets()) + ": " + refused(refusal) + ".")
                                .confidence(confidence(refusal))
                                .build())
                        .toList())
                .build();
    }

    /** A refusal is certain as far as filters were read; a target that is seen to fail proves it. */
    private static Confidence confidence(Refusal refusal) {
        boolean seen = refusal.chains().stream().anyMatch(chain -> chain.state(Hop.HEALTHY) == HopState.FAIL);
        return seen ? Confidence.CONFIRMED : Confidence.PROBABLE;
    }

    private static Rule clientBlocked() {
        return rule("LB-NET-002", "Client blocked at the front", Hop.ALLOWED)
                .symptom("Some clients time out; the load balancer sees nothing of them.")
                .predicate(
                        "A client that should be served is not in the source ranges of the Service, or a filter of the cloud"
                                + " refuses it at the load balancer.")
                .remedy("Add the client's range.")
                .check(about -> Stream.concat(
                                outOfRange(about),
                                refusals(about, Purpose.REQUEST, Leg.FRONT)
                                        .map(refusal -> blocked(refusal)
                                                .message("Clients at "
                                                        + refusal.client().orElseThrow()
                                                        + " cannot reach the load balancer: " + refused(refusal) + ".")
                                                .build()))
                        .toList())
                .build();
    }

    private static Stream<Match> outOfRange(ServiceCase about) {
        return about.index().input().clients().stream()
                .filter(client ->
                        !SourceRangeResolver.resolve(about.service()).ranges().admits(client))
                .filter(client -> about.service().effectiveFamilies().contains(client.family()))
                .map(client -> outOfRange(about, client));
    }

    private static Match outOfRange(ServiceCase about, IpAddress client) {
        return Match.builder()
                .about("spec.loadBalancerSourceRanges")
                .message("Client " + client + " is in none of the ranges "
                        + about.service().loadBalancerSourceRanges() + ".")
                .remedy("Add " + client + "/" + client.family().bits()
                        + " or a wider range to spec.loadBalancerSourceRanges of " + about.subject() + ".")
                .fact(
                        about.subject(),
                        "spec.loadBalancerSourceRanges",
                        about.service().loadBalancerSourceRanges())
                .build();
    }

    private static Rule dataBlocked() {
        return rule("LB-NET-003", "Data port blocked", Hop.ALLOWED)
                .symptom("Clients time out though targets may be healthy.")
                .predicate("A filter of the cloud refuses what clients send at each target that leads to a backend.")
                .remedy("Admit whom the target sees as sender to the port of the target.")
                .check(about -> refusals(about, Purpose.REQUEST, Leg.DATA)
                        .map(refusal -> blocked(refusal)
                                .message("What clients at " + refusal.client().orElseThrow()
                                        + " send cannot reach " + Match.listed(refusal.targets()) + ": "
                                        + refused(refusal) + ".")
                                .build())
                        .toList())
                .build();
    }

    private static Rule answersBlocked() {
        return rule("LB-NET-004", "Stateless filter cuts answers", Hop.ALLOWED)
                .symptom("Packets arrive, and no answer comes back.")
                .predicate(
                        "A filter that does not know connections, such as a network ACL, refuses answers to the ports that"
                                + " clients send from.")
                .remedy("Admit the ports 1024 to 65535 towards whoever is answered.")
                .clouds(List.of("aws", "simulated"))
                .explains("LB-NET-101", "LB-EP-013", "LB-CLD-025")
                .check(about -> refusals(about, Purpose.ANSWER, Leg.values())
                        .map(refusal -> blocked(refusal)
                                .message(what(refusal) + " is not answered: " + refused(refusal) + ".")
                                .build())
                        .toList())
                .build();
    }

    private static String what(Refusal refusal) {
        return refusal.client()
                .map(client -> "What clients at " + client + " send")
                .orElse("The health check");
    }

    private static Rule noRoute() {
        return rule("LB-NET-008", "No route", Hop.ALLOWED)
                .symptom("Clients of some networks time out, or no target is reached.")
                .predicate("No route leads from the load balancer to a client that should be served, or to a target.")
                .remedy("Add the route, or serve these clients by a load balancer that their network reaches.")
                .explains("LB-NET-101", "LB-EP-013", "LB-CLD-025")
                .check(about -> refusals(about, Purpose.ROUTE, Leg.values())
                        .map(refusal -> blocked(refusal)
                                .message(what(refusal) + " has no way: " + refused(refusal) + ".")
                                .build())
                        .toList())
                .build();
    }

    private static Stream<Refusal> refusals(ServiceCase about, Purpose purpose, Leg... legs) {
        return about.refusals().stream()
                .filter(refusal ->
                        refusal.step().purpose() == purpose && List.of(legs).contains(refusal.leg()));
    }

    private static String refused(Refusal refusal) {
        return refusal.step().stage().name() + " refuses it, as "
                + refusal.step().answer().reason();
    }

    private static Match.Builder blocked(Refusal refusal) {
        return Match.builder()
                .about(refusal.step().stage().name())
                .remedy(remedy(refusal))
                .fact(
                        refusal.step().stage().name(),
                        "rule",
                        refusal.step().answer().reason())
                .backends(Match.backends(refusal.chains()));
    }

    private static String remedy(Refusal refusal) {
        String packets = refusal.step().question().toString();
        return refusal.step().purpose() == Purpose.ROUTE
                ? "Add a route to " + refusal.step().question().peer() + " to "
                        + refusal.step().stage().name() + "."
                : "Admit " + packets + " in " + refusal.step().stage().name() + ".";
    }
}
