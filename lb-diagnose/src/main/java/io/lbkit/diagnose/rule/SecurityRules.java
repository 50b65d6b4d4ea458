package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.Exposure;
import io.lbkit.model.lb.SourceRanges;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.Role;
import io.lbkit.reconcile.backend.SourceRangeResolver;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who can reach more than was meant. */
final class SecurityRules {
    private static final Set<Integer> ADMINISTRATION =
            Set.of(22, 23, 2375, 2379, 3306, 3389, 5432, 5601, 6379, 9200, 10250, 11211, 27017);

    private SecurityRules() {}

    static List<Rule> all() {
        return List.of(rangesNotEnforced(), schemeChanged(), externalIps(), administrationPort());
    }

    private static Rule.Builder rule(String code, String title, Severity severity, FindingKind kind) {
        return Rule.builder()
                .code(code)
                .title(title)
                .severity(severity)
                .kind(kind)
                .domain(FaultDomain.SECURITY)
                .hop(Hop.ALLOWED);
    }

    private static Rule rangesNotEnforced() {
        return rule("LB-SEC-004", "Source ranges are not enforced", Severity.WARNING, FindingKind.DISAGREEMENT)
                .symptom("More clients get in than the Service says.")
                .predicate("The Service restricts its clients, and a firewall object of it admits others too.")
                .remedy("Apply the plan of the Service; find out who widened the filter.")
                .explains("LB-NET-102")
                .check(about -> about.loadBalancer().stream()
                        .flatMap(view -> view.of(Role.FIREWALL).stream())
                        .filter(firewall -> isWider(about, firewall))
                        .map(firewall -> Match.builder()
                                .about(firewall.id().toString())
                                .message(
                                        "The filter admits " + sources(firewall).orElseThrow() + ", the Service only "
                                                + about.service().loadBalancerSourceRanges() + ".")
                                .remedy("Apply the plan of " + about.subject() + ", which narrows " + firewall.id()
                                        + ".")
                                .fact(
                                        about.subject(),
                                        "spec.loadBalancerSourceRanges",
                                        about.service().loadBalancerSourceRanges())
                                .fact(
                                        firewall.id().toString(),
                                        "sources",
                                        sources(firewall).orElseThrow())
                                .build())
                        .toList())
                .build();
    }

    private static Optional<CidrSet> sources(Resource firewall) {
        return firewall.kind().exposes().map(exposes -> exposes.apply(firewall)).flatMap(Exposure::sources);
    }

    private static boolean isWider(ServiceCase about, Resource firewall) {
        SourceRanges ranges = SourceRangeResolver.resolve(about.service()).ranges();
        return !ranges.restricted().isEmpty()
                && sources(firewall)
                        .filter(admitted -> admitted.ranges().stream().anyMatch(cidr -> !isWithin(cidr, ranges)))
                        .isPresent();
    }

    private static boolean isWithin(Cidr cidr, SourceRanges ranges) {
        return ranges.admitted(cidr.address().family()).containsAll(CidrSet.of(cidr));
    }

    private static Rule schemeChanged() {
        return rule("LB-SEC-012", "An internal load balancer is public", Severity.ERROR, FindingKind.DISAGREEMENT)
                .symptom("A private Service can be reached from the internet.")
                .predicate("The provider would make the load balancer internal, and the one that exists is public.")
                .remedy("Apply the plan of the Service; find out who made the change.")
                .explains("LB-CLD-012", "LB-CLD-101", "LB-NET-102")
                .check(about -> publicOnes(about).stream()
                        .map(loadBalancer -> Match.builder()
                                .about(loadBalancer.id().toString())
                                .message("The load balancer should be internal and is public.")
                                .remedy("Apply the plan of " + about.subject() + ", which replaces " + loadBalancer.id()
                                        + ".")
                                .fact(loadBalancer.id().toString(), "reach", "public")
                                .build())
                        .toList())
                .build();
    }

    /** An internal load balancer takes another object than a public one, often of another name. */
    private static List<Resource> publicOnes(ServiceCase about) {
        Set<Exposure.Reach> wanted = about.design().stream()
                .flatMap(design -> design.resources().stream())
                .flatMap(resource -> reach(resource).stream())
                .collect(Collectors.toSet());
        return !wanted.equals(Set.of(Exposure.Reach.INTERNAL))
                ? List.of()
                : about.loadBalancer().stream()
                        .flatMap(view -> view.owned().stream())
                        .filter(resource -> reach(resource)
                                .filter(Exposure.Reach.PUBLIC::equals)
                                .isPresent())
                        .toList();
    }

    private static Optional<Exposure.Reach> reach(Resource resource) {
        return resource.kind().exposes().map(exposes -> exposes.apply(resource)).flatMap(Exposure::reach);
    }

    private static Rule externalIps() {
        return rule("LB-SEC-013", "External addresses are set", Severity.WARNING, FindingKind.RISKY_CONFIGURATION)
                .symptom("Traffic of others to these addresses can be intercepted (CVE-2020-8554).")
                .predicate("spec.externalIPs is not empty.")
                .remedy("Remove the field; let the load balancer give the address.")
                .check(about -> about.service().externalIps().isEmpty()
                        ? List.of()
                        : List.of(Match.builder()
                                .about("spec.externalIPs")
                                .message("The Service takes traffic to "
                                        + about.service().externalIps() + " on every node.")
                                .remedy("Remove spec.externalIPs from " + about.subject() + ".")
                                .fact(
                                        about.subject(),
                                        "spec.externalIPs",
                                        about.service().externalIps())
                                .build()))
                .build();
    }

    private static Rule administrationPort() {
        return rule(
                        "LB-SEC-014",
                        "A port for administration or data is public",
                        Severity.ERROR,
                        FindingKind.RISKY_CONFIGURATION)
                .symptom("Anybody can try to take over.")
                .predicate("The load balancer is public, the source ranges admit everybody, and a port is one of "
                        + ADMINISTRATION.stream().sorted().toList() + ".")
                .remedy("Make the load balancer internal, or restrict the source ranges.")
                .check(about -> {
                    boolean open = about.loadBalancer().stream()
                                    .flatMap(view -> view.owned().stream())
                                    .anyMatch(resource -> reach(resource)
                                            .filter(Exposure.Reach.PUBLIC::equals)
                                            .isPresent())
                            && SourceRangeResolver.resolve(about.service())
                                    .ranges()
                                    .restricted()
                                    .isEmpty();
                    return !open
                            ? List.of()
                            : about.service().ports().stream()
                                    .filter(port -> ADMINISTRATION.contains(port.port()))
                                    .map(port -> open(about, port))
                                    .toList();
                })
                .build();
    }

    private static Match open(ServiceCase about, ServicePort port) {
        return Match.builder()
                .about("spec.ports[" + about.service().ports().indexOf(port) + "].port")
                .message("Port " + port.port() + " is open to the internet.")
                .remedy("Set spec.loadBalancerSourceRanges of " + about.subject()
                        + ", or make its load balancer internal.")
                .fact(about.subject(), "spec.ports[].port", port.port())
                .build();
    }
}
