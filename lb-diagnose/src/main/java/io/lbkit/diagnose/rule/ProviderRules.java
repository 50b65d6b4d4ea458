package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.PortCase;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.diagnose.evidence.EvidenceIndex;
import io.lbkit.diagnose.evidence.LoadBalancerView;
import io.lbkit.model.Coverage;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.ResourceStatus;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.Role;
import io.lbkit.reconcile.plan.Difference;
import io.lbkit.reconcile.spi.AttributeChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the cloud has and should not have, or lacks. */
final class ProviderRules {
    private static final String[] NO_TARGETS = {"LB-CLD-022", "LB-NET-101"};

    private static final Duration STUCK = Duration.ofMinutes(15);

    private ProviderRules() {}

    static List<Rule> all() {
        return List.of(noLoadBalancer(), notWorking(), noListener(), staleAddress(), drift(), noEligibleNode());
    }

    static Rule.Builder rule(String code, String title, Severity severity, FindingKind kind, Hop hop) {
        return Rule.builder()
                .code(code)
                .title(title)
                .severity(severity)
                .kind(kind)
                .domain(FaultDomain.CLOUD_PROVIDER)
                .hop(hop);
    }

    private static Rule noLoadBalancer() {
        return rule(
                        "LB-CLD-102",
                        "The load balancer is gone",
                        Severity.ERROR,
                        FindingKind.MISSING_RESOURCE,
                        Hop.PROVISIONED)
                .symptom("The address of the Service answers to nobody.")
                .predicate(
                        "The status shows an address, all of the cloud was read, and there is no load balancer that carries the"
                                + " mark of the Service.")
                .remedy("Reconcile the Service, so that the load balancer is made again; the address may change.")
                .explains("LB-CLD-101", "LB-CLD-013", "LB-CLD-012", "LB-CLD-022", "LB-NET-101")
                .check(about -> about.loadBalancer()
                        .filter(view -> view.complete()
                                && view.of(Role.LOAD_BALANCER).isEmpty()
                                && !about.service().ingress().isEmpty())
                        .map(view -> List.of(Match.builder()
                                .about("status.loadBalancer.ingress")
                                .message("The Service shows an address, and the cloud has no load balancer of it.")
                                .remedy("Reconcile " + about.subject() + " (lbctl plan shows what would be made).")
                                .fact(about.subject(), "status.loadBalancer.ingress", shown(about))
                                .build()))
                        .orElse(List.of()))
                .build();
    }

    private static Rule notWorking() {
        return rule(
                        "LB-CLD-011",
                        "The load balancer is stuck",
                        Severity.ERROR,
                        FindingKind.UNKNOWN_STATE,
                        Hop.PROVISIONED)
                .symptom("The address answers to nobody, and no change is carried out.")
                .predicate("The cloud says that the load balancer failed, or that it is being set up for more than "
                        + STUCK.toMinutes() + " minutes by the time of the evidence.")
                .remedy("Read what the cloud says of it; a failed load balancer has to be made again.")
                .explains("LB-CLD-101", "LB-CLD-013", "LB-CLD-010", "LB-CLD-022", "LB-NET-101", "LB-EP-013")
                .check(ProviderRules::notWorking)
                .build();
    }

    private static List<Match> notWorking(ServiceCase about) {
        List<Match> matches = new ArrayList<>();
        about.loadBalancers(ResourceStatus.State.FAILED)
                .forEach((id, status) -> matches.add(stuck(
                        id,
                        "The cloud says that the load balancer failed" + said(status) + ".",
                        "Mend what the cloud names, then delete the load balancer and reconcile " + about.subject()
                                + "; the address may change.",
                        status)));
        about.loadBalancers(ResourceStatus.State.PROVISIONING)
                .forEach((id, status) -> waited(about, status)
                        .filter(time -> time.compareTo(STUCK) > 0)
                        .ifPresent(time -> matches.add(stuck(
                                id,
                                "The load balancer is being set up since " + time.toMinutes() + " minutes"
                                        + said(status) + ".",
                                "See the console of the cloud for why it does not become ready, and the quotas of the account.",
                                status))));
        return matches;
    }

    private static Optional<Duration> waited(ServiceCase about, ResourceStatus status) {
        return about.index().input().at().flatMap(at -> status.since().map(since -> Duration.between(since, at)));
    }

    private static String said(ResourceStatus status) {
        return status.reason().isEmpty() ? "" : ": " + status.reason();
    }

    private static Match stuck(ResourceId id, String message, String remedy, ResourceStatus status) {
        return Match.builder()
                .about(id + " status")
                .message(message)
                .remedy(remedy)
                .fact(id.toString(), "status", status.state().label() + said(status))
                .build();
    }

    private static List<String> shown(ServiceCase about) {
        return about.service().ingress().stream().map(EvidenceIndex::address).toList();
    }

    private static Rule noListener() {
        return rule(
                        "LB-CLD-101",
                        "No listener for a port",
                        Severity.ERROR,
                        FindingKind.MISSING_RESOURCE,
                        Hop.PROVISIONED)
                .symptom("Connections to one port are refused or time out.")
                .predicate("The load balancer exists, all of the cloud was read, and nothing listens on the port.")
                .remedy("Reconcile the Service; if the listener was refused, see the events of the Service.")
                .explains(NO_TARGETS)
                .check(ProviderRules::noListener)
                .build();
    }

    private static List<Match> noListener(ServiceCase about) {
        List<Match> matches = new ArrayList<>();
        for (PortCase port : about.ports()) {
            boolean missing = about.loadBalancer()
                    .filter(view ->
                            view.complete() && !view.of(Role.LOAD_BALANCER).isEmpty())
                    .filter(view -> view.listeners(port.port(), port.family()).isEmpty())
                    .filter(view -> view.saysPorts() || isWanted(about, Role.LISTENER))
                    .isPresent();
            if (missing) {
                matches.add(Match.builder()
                        .about("spec.ports[" + about.service().ports().indexOf(port.port()) + "]")
                        .message("The load balancer has no listener for "
                                + port.port().protocol() + "/" + port.port().port() + " " + port.family() + ".")
                        .remedy("Reconcile " + about.subject() + ", so that the listener is made.")
                        .fact(about.subject(), "spec.ports", port.label())
                        .addPort(port.label())
                        .backends(Match.backends(on(about, port)))
                        .build());
            }
        }
        return matches;
    }

    private static boolean isWanted(ServiceCase about, Role role) {
        return about.differences().stream()
                .anyMatch(difference -> difference.actual().isEmpty()
                        && difference
                                .desired()
                                .filter(wanted -> wanted.kind().role() == role)
                                .isPresent());
    }

    /** {@return the ways to the backends of a port} */
    static List<Chain> on(ServiceCase about, PortCase port) {
        return about.chains().stream()
                .filter(chain -> chain.port().equals(port.label()))
                .toList();
    }

    private static Rule staleAddress() {
        return rule(
                        "LB-CLD-013",
                        "Published address is stale",
                        Severity.ERROR,
                        FindingKind.DISAGREEMENT,
                        Hop.PROVISIONED)
                .symptom("Clients connect to an address that leads nowhere.")
                .predicate("The load balancer has addresses, and the status shows none of them.")
                .remedy("Correct the status by reconciling the Service, then the DNS entries that were made from it.")
                .check(about -> {
                    List<String> shown = shown(about);
                    SortedSet<String> published = about.loadBalancer()
                            .map(LoadBalancerView::published)
                            .orElseGet(TreeSet::new);
                    boolean stale = !shown.isEmpty() && !published.isEmpty() && Collections.disjoint(shown, published);
                    return stale
                            ? List.of(Match.builder()
                                    .about("status.loadBalancer.ingress")
                                    .message("The Service shows " + String.join(", ", shown)
                                            + ", the load balancer has " + String.join(", ", published) + ".")
                                    .remedy("Let the controller write the status of " + about.subject()
                                            + " again, and point DNS entries to " + published.first() + ".")
                                    .fact(about.subject(), "status.loadBalancer.ingress", shown)
                                    .fact("LoadBalancer", "addresses", published)
                                    .build())
                            : List.of();
                })
                .build();
    }

    private static Rule drift() {
        return rule("LB-CLD-012", "Out-of-band drift", Severity.WARNING, FindingKind.DISAGREEMENT, Hop.PROVISIONED)
                .symptom("The load balancer behaves otherwise than the Service says.")
                .predicate(
                        "An attribute of the load balancer, a listener or a pool differs from what the provider would make of"
                                + " the Service.")
                .remedy("Apply the plan of the Service, after finding out who made the change and why.")
                .explains("LB-NET-101")
                .check(about -> drifted(about, Role.LOAD_BALANCER, Role.LISTENER, Role.BACKEND_POOL, Role.OTHER)
                        .filter(difference -> !hasWrongPort(about, difference))
                        .map(difference -> differing(about, difference))
                        .toList())
                .build();
    }

    /** {@return the objects of some roles that exist and differ in an attribute} */
    static Stream<Difference> drifted(ServiceCase about, Role... roles) {
        return about.differences().stream()
                .filter(difference -> difference.actual().isPresent()
                        && difference.attributes().stream().anyMatch(AttributeChange::isAttribute)
                        && List.of(roles)
                                .contains(difference.actual().get().kind().role()));
    }

    private static boolean hasWrongPort(ServiceCase about, Difference difference) {
        return about.ports().stream()
                .anyMatch(port -> port.wrongPort().isPresent()
                        && port.pool()
                                .map(Resource::id)
                                .filter(difference.id()::equals)
                                .isPresent());
    }

    /** {@return what differs in an object} */
    static Match differing(ServiceCase about, Difference difference) {
        Match.Builder match = Match.builder();
        List<String> changes = new ArrayList<>();
        for (AttributeChange change : difference.attributes()) {
            if (change.isAttribute()) {
                changes.add(change.path() + " is " + change.from() + " instead of " + change.to());
                match.fact(difference.id().toString(), change.path(), change.from());
            }
        }
        return match.about(
                        difference.id() + " " + difference.attributes().get(0).path())
                .message("Of " + difference.id() + " " + String.join(", ", changes) + ".")
                .remedy("Apply the plan of " + about.subject() + ": "
                        + String.join(", ", changes).replace(" is ", " from ").replace(" instead of ", " to ") + ".")
                .build();
    }

    private static Rule noEligibleNode() {
        return rule("LB-CLD-017", "No eligible node", Severity.ERROR, FindingKind.NO_BACKENDS, Hop.CARRIER)
                .symptom("The load balancer has no target.")
                .predicate("The load balancer sends to nodes, every node is known, and all of them are left out.")
                .remedy("See the reason for each node; remove the exclusion label where it is not meant.")
                .explains("LB-CLD-022", "LB-NET-101", "LB-NODE-001", "LB-NODE-008", "LB-CLD-023")
                .check(about -> about.ports().stream()
                        .filter(port -> port.sendsTo(BackendMode.NODE_PORT)
                                && port.port().nodePort().isPresent())
                        .filter(port -> port.wanted()
                                .filter(wanted -> wanted.members().isEmpty() && wanted.coverage() == Coverage.COMPLETE)
                                .isPresent())
                        .limit(1)
                        .map(port -> {
                            Match.Builder match = Match.builder()
                                    .about("status.loadBalancer")
                                    .message(
                                            "None of " + about.cluster().nodes().size()
                                                    + " nodes is eligible, so the load balancer has no target.");
                            port.wanted().orElseThrow().excluded().stream()
                                    .limit(3)
                                    .forEach(out -> match.fact(
                                            "Node/" + out.id(), out.reason().label(), out.detail()));
                            return match.remedy("Make a node eligible: "
                                            + port.wanted().orElseThrow().excluded().stream()
                                                    .findFirst()
                                                    .map(out -> "undo '" + out.detail() + "'")
                                                    .orElse("add one")
                                            + ".")
                                    .build();
                        })
                        .toList())
                .build();
    }
}
