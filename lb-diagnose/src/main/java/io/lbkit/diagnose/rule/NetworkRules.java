package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.HopState;
import io.lbkit.diagnose.chain.PortCase;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.Role;
import io.lbkit.reconcile.plan.Difference;
import io.lbkit.reconcile.spi.RecentTraffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way from clients over the load balancer to its targets. */
final class NetworkRules {
    private NetworkRules() {}

    static List<Rule> all() {
        return List.of(firewallDrift(), checkMismatch(), localOnDataPort(), failOpen(), unhealthy());
    }

    static Rule.Builder rule(String code, String title, Severity severity, FindingKind kind, Hop hop) {
        return Rule.builder()
                .code(code)
                .title(title)
                .severity(severity)
                .kind(kind)
                .domain(FaultDomain.NETWORK_PATH)
                .hop(hop);
    }

    private static Rule firewallDrift() {
        return rule("LB-NET-102", "Filter changed", Severity.ERROR, FindingKind.DISAGREEMENT, Hop.ALLOWED)
                .symptom("Clients time out, or more of them get in than should.")
                .predicate(
                        "A firewall object of the Service differs from what the provider would make of it, or is missing.")
                .remedy("Apply the plan of the Service, after finding out who made the change and why.")
                .explains("LB-NET-001", "LB-NET-002", "LB-NET-003", "LB-NET-004", "LB-NET-101")
                .check(about -> {
                    List<Match> matches = new ArrayList<>();
                    ProviderRules.drifted(about, Role.FIREWALL)
                            .map(difference -> ProviderRules.differing(about, difference))
                            .forEach(matches::add);
                    missing(about, Role.FIREWALL)
                            .forEach(difference -> matches.add(Match.builder()
                                    .about(difference.id().toString())
                                    .message("The firewall object " + difference.id() + " is missing.")
                                    .remedy("Apply the plan of " + about.subject() + ", which makes " + difference.id()
                                            + ".")
                                    .fact(difference.id().toString(), "exists", false)
                                    .build()));
                    return matches;
                })
                .build();
    }

    private static List<Difference> missing(ServiceCase about, Role role) {
        boolean known = about.loadBalancer()
                .filter(view -> view.complete() && !view.of(Role.LOAD_BALANCER).isEmpty())
                .isPresent();
        return !known
                ? List.of()
                : about.differences().stream()
                        .filter(difference -> difference.actual().isEmpty()
                                && difference
                                        .desired()
                                        .filter(wanted -> wanted.kind().role() == role)
                                        .isPresent())
                        .toList();
    }

    private static Rule checkMismatch() {
        return rule(
                        "LB-NET-005",
                        "Health check is not the right one",
                        Severity.ERROR,
                        FindingKind.DISAGREEMENT,
                        Hop.HEALTHY)
                .symptom("Targets are unhealthy though their ports are open, or healthy though nobody serves.")
                .predicate(
                        "Protocol, port or path of the health check differ from what the provider would make of the Service.")
                .remedy("Apply the plan of the Service, or correct the annotation that sets the check.")
                .explains("LB-NET-001", "LB-NET-101", "LB-SVC-004")
                .check(about -> isLocalToNodes(about) ? List.of() : checks(about))
                .build();
    }

    /** While no pod has the port of a name, nobody knows which port is to be checked. */
    private static boolean knowsChecks(ServiceCase about) {
        return about.ports().stream()
                .noneMatch(port -> port.sendsTo(BackendMode.POD_IP)
                        && port.port().targetPort().isNamed()
                        && port.endpoints().entries().isEmpty());
    }

    private static List<Match> checks(ServiceCase about) {
        return !knowsChecks(about)
                ? List.of()
                : ProviderRules.drifted(about, Role.HEALTH_CHECK)
                        .map(difference -> ProviderRules.differing(about, difference))
                        .toList();
    }

    private static boolean isLocalToNodes(ServiceCase about) {
        return about.service().externalTrafficPolicy() == TrafficPolicy.LOCAL
                && about.ports().stream().anyMatch(port -> port.sendsTo(BackendMode.NODE_PORT));
    }

    private static Rule localOnDataPort() {
        return rule(
                        "LB-NET-006",
                        "Policy Local is checked on another port",
                        Severity.ERROR,
                        FindingKind.DISAGREEMENT,
                        Hop.HEALTHY)
                .symptom("Nodes without a pod stay healthy and swallow what they get; or all nodes are unhealthy.")
                .predicate("externalTrafficPolicy is Local, and the check is not HTTP on spec.healthCheckNodePort.")
                .remedy("Check spec.healthCheckNodePort with HTTP, path /healthz.")
                .explains("LB-NET-001", "LB-NET-007", "LB-NET-101", "LB-SVC-004")
                .check(about -> isLocalToNodes(about) ? checks(about) : List.of())
                .build();
    }

    private static Rule failOpen() {
        return rule(
                        "LB-NET-015",
                        "Fail-open hides an outage",
                        Severity.WARNING,
                        FindingKind.RISKY_CONFIGURATION,
                        Hop.HEALTHY)
                .symptom("Some requests succeed though no target is healthy.")
                .predicate("No target is healthy, and the load balancer carries traffic.")
                .remedy("Mend what makes the targets unhealthy; the load balancer sends to all of them meanwhile.")
                .addClouds("aws", "gcp", "simulated")
                .check(NetworkRules::failOpen)
                .build();
    }

    private static List<Match> failOpen(ServiceCase about) {
        boolean none = about.ports().stream()
                .allMatch(port -> !port.health().isEmpty()
                        && port.members(MemberHealth.State.HEALTHY).isEmpty());
        Optional<Resource> carrying = about.loadBalancer().stream()
                .flatMap(view -> view.of(Role.LOAD_BALANCER).stream())
                .filter(loadBalancer -> traffic(about, loadBalancer)
                        .filter(recent -> recent.connections() > 0)
                        .isPresent())
                .findFirst();
        return none && carrying.isPresent()
                ? List.of(Match.builder()
                        .about(carrying.get().id().toString())
                        .message("No target is healthy, and the load balancer had "
                                + traffic(about, carrying.get()).orElseThrow().connections() + " connections lately.")
                        .remedy("Mend what makes the targets of " + about.subject() + " unhealthy.")
                        .fact(
                                carrying.get().id().toString(),
                                "connections",
                                traffic(about, carrying.get()).orElseThrow().connections())
                        .build())
                : List.of();
    }

    private static Optional<RecentTraffic> traffic(ServiceCase about, Resource loadBalancer) {
        return about.index()
                .input()
                .observation()
                .flatMap(seen -> Optional.ofNullable(seen.traffic().get(loadBalancer.id())));
    }

    private static Rule unhealthy() {
        return rule(
                        "LB-NET-101",
                        "Target unhealthy, cause not in the evidence",
                        Severity.ERROR,
                        FindingKind.UNUSABLE_BACKEND,
                        Hop.HEALTHY)
                .symptom("Less capacity; none at all if every target is unhealthy.")
                .predicate(
                        "The cluster has a backend ready and the load balancer finds its target unhealthy, and no other rule says"
                                + " why.")
                .remedy(
                        "See whether the way of the check is open: firewalls from the source of the checks to their port, then"
                                + " whether the application listens there.")
                .explains("LB-NET-015", "LB-NET-016", "LB-NET-017", "LB-NODE-002")
                .check(NetworkRules::unhealthy)
                .build();
    }

    private static List<Match> unhealthy(ServiceCase about) {
        List<Match> matches = new ArrayList<>();
        for (PortCase port : about.ports()) {
            List<Chain> failing = about.chains().stream()
                    .filter(chain -> chain.port().equals(port.label()))
                    .filter(chain -> chain.subject() != Chain.Subject.TARGET)
                    .filter(chain -> chain.state(Hop.HEALTHY) == HopState.FAIL && !TargetRules.isUnused(chain))
                    .filter(chain -> chain.firstDisagreement()
                            .filter(hop -> hop.hop() == Hop.HEALTHY)
                            .isPresent())
                    .toList();
            if (!failing.isEmpty()) {
                matches.add(Match.builder()
                        .about(TargetRules.pool(port) + " members")
                        .message("The load balancer finds " + Match.listed(Match.backends(failing))
                                + " unhealthy, and the evidence does not say why.")
                        .remedy("Ask the health check's question from where the load balancer asks it" + check(port)
                                + "; then look at the firewalls before " + Match.listed(Match.backends(failing)) + ".")
                        .fact(
                                TargetRules.pool(port).toString(),
                                "health",
                                failing.get(0).at(Hop.HEALTHY).evidence())
                        .confidence(Confidence.PROBABLE)
                        .addAllPorts(TargetRules.sharing(about, port))
                        .backends(Match.backends(failing))
                        .build());
            }
        }
        return matches;
    }

    private static String check(PortCase port) {
        return port.wanted()
                .flatMap(wanted -> wanted.healthCheck())
                .map(check -> " (" + check.protocol() + " "
                        + (check.port().isPresent() ? "port " + check.port().getAsInt() : "on the target's port")
                        + check.path().map(path -> " " + path).orElse("") + ")")
                .orElse("");
    }
}
