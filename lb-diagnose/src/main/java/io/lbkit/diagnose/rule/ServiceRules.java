package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.PortCase;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.diagnose.evidence.EvidenceIndex;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.net.IpFamily;
import io.lbkit.reconcile.backend.SourceRangeResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Faults of the Service object beside its ports. */
final class ServiceRules {
    private ServiceRules() {}

    static List<Rule> all() {
        List<Rule> rules = new ArrayList<>(List.of(
                noSelector(),
                selectorMatchesNothing(),
                mixedProtocols(),
                noNodePort(),
                noHealthCheckNodePort(),
                notReadyPublished(),
                familyGap(),
                addressIgnored(),
                badRanges(),
                listenerCollision()));
        rules.addAll(PortRules.all());
        return rules;
    }

    static Rule.Builder rule(String code, String title, Severity severity, FindingKind kind, Hop hop) {
        return Rule.builder()
                .code(code)
                .title(title)
                .severity(severity)
                .kind(kind)
                .domain(FaultDomain.SERVICE_CONFIGURATION)
                .hop(hop);
    }

    private static Rule noSelector() {
        return rule("LB-SVC-001", "No selector, no endpoints", Severity.ERROR, FindingKind.NO_BACKENDS, Hop.SELECTED)
                .symptom("Connections are refused; the load balancer has no target.")
                .predicate("spec.selector is empty and no EndpointSlice of the Service has an endpoint.")
                .remedy("Add a selector, or write an EndpointSlice.")
                .explains(
                        "LB-EP-001",
                        "LB-CLD-012",
                        "LB-CLD-022",
                        "LB-CLD-023",
                        "LB-CLD-024",
                        "LB-NET-101",
                        "LB-NODE-001")
                .check(about -> {
                    boolean nobody = about.service().selector().isEmpty()
                            && about.knowsSlices()
                            && about.cluster().endpointSlices(about.service().key()).stream()
                                    .allMatch(slice -> slice.endpoints().isEmpty());
                    return nobody
                            ? List.of(Match.builder()
                                    .about("spec.selector")
                                    .message("The Service has no selector and no endpoint, so it has no backend.")
                                    .remedy("Add spec.selector to " + about.subject()
                                            + ", or write an EndpointSlice with the label kubernetes.io/service-name="
                                            + about.service().key().name() + ".")
                                    .fact(about.subject(), "spec.selector", "{}")
                                    .build())
                            : List.of();
                })
                .build();
    }

    private static Rule selectorMatchesNothing() {
        return rule("LB-SVC-002", "Selector matches no pod", Severity.ERROR, FindingKind.DISAGREEMENT, Hop.SELECTED)
                .symptom("Connections time out or are reset; nothing is ready behind the Service.")
                .predicate("spec.selector is set, every pod is known, and none that lives carries these labels.")
                .remedy(
                        "Correct the selector or the labels of the pods; or scale the workload up if it has no replicas.")
                .explains(
                        "LB-EP-001",
                        "LB-EP-007",
                        "LB-CLD-012",
                        "LB-CLD-022",
                        "LB-CLD-023",
                        "LB-CLD-024",
                        "LB-NET-101",
                        "LB-NODE-001",
                        "LB-SVC-014")
                .check(ServiceRules::selectorMatchesNothing)
                .build();
    }

    private static List<Match> selectorMatchesNothing(ServiceCase about) {
        Service service = about.service();
        boolean nobody = !service.selector().isEmpty() && about.pods().isEmpty() && about.knowsAll(ObjectType.POD);
        if (!nobody) {
            return List.of();
        }
        Match.Builder match = Match.builder()
                .about("spec.selector")
                .message("No living pod of namespace " + service.key().namespace() + " carries " + service.selector()
                        + ".")
                .fact(about.subject(), "spec.selector", service.selector());
        Optional<Pod> near = about.index().pods().nearest(service);
        near.ifPresent(pod -> match.fact("Pod/" + pod.key(), "metadata.labels", pod.labels()));
        return List.of(match.remedy(near.map(pod -> "The nearest pod, " + pod.key() + ", has other values for "
                                + unlike(pod, service) + ": correct spec.selector of " + about.subject()
                                + ", or the labels of "
                                + about.index()
                                        .workloads()
                                        .owner(pod)
                                        .map(workload -> "the template of " + workload.key())
                                        .orElse("the pod's template")
                                + ".")
                        .orElse("Correct spec.selector of " + about.subject()
                                + ", or scale up the workload whose pods should carry these labels."))
                .build());
    }

    private static Set<String> unlike(Pod pod, Service service) {
        return service.selector().entrySet().stream()
                .filter(wanted -> !wanted.getValue().equals(pod.labels().get(wanted.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Rule mixedProtocols() {
        return rule(
                        "LB-SVC-008",
                        "Mixed protocols unsupported",
                        Severity.ERROR,
                        FindingKind.UNSUPPORTED_CONFIGURATION,
                        Hop.PROVISIONED)
                .symptom("One protocol does not work.")
                .predicate("The ports have two protocols and the condition LoadBalancerPortsError is True.")
                .remedy("Use one Service for each protocol, or a class that supports both.")
                .explains("LB-CLD-101", "LB-CLD-012", "LB-NET-102")
                .check(about -> {
                    Condition condition = about.service().conditions().get("LoadBalancerPortsError");
                    boolean mixed = about.service().ports().stream()
                                    .map(ServicePort::protocol)
                                    .distinct()
                                    .count()
                            > 1;
                    return mixed && condition != null && condition.status() == ConditionStatus.TRUE
                            ? List.of(Match.builder()
                                    .about("spec.ports")
                                    .message(
                                            "The load balancer does not support the protocols of the Service together: "
                                                    + (condition.message().isEmpty()
                                                            ? condition.reason()
                                                            : condition.message())
                                                    + ".")
                                    .remedy("Split " + about.subject() + " into one Service for each protocol.")
                                    .fact(about.subject(), "status.conditions['LoadBalancerPortsError']", "True")
                                    .build())
                            : List.of();
                })
                .build();
    }

    private static Rule noNodePort() {
        return rule(
                        "LB-SVC-009",
                        "Node ports are off but needed",
                        Severity.ERROR,
                        FindingKind.UNSUPPORTED_CONFIGURATION,
                        Hop.CARRIER)
                .symptom("The load balancer has no target, or all targets are down.")
                .predicate("The load balancer sends to nodes, a port has no nodePort, and"
                        + " spec.allocateLoadBalancerNodePorts is false.")
                .remedy("Send to pods (ip mode), or let node ports be allocated.")
                .explains("LB-CLD-022", "LB-CLD-024", "LB-NET-101", "LB-NODE-001", "LB-NODE-101")
                .check(about -> about.ports().stream()
                        .filter(port -> port.sendsTo(BackendMode.NODE_PORT)
                                && port.port().nodePort().isEmpty()
                                && !about.service().allocateLoadBalancerNodePorts())
                        .map(port -> Match.builder()
                                .about("spec.ports[" + about.service().ports().indexOf(port.port()) + "].nodePort")
                                .message("Port " + port.label()
                                        + " has no node port, and the load balancer sends to nodes.")
                                .remedy("Set spec.allocateLoadBalancerNodePorts of " + about.subject()
                                        + " to true, or let the load balancer send to pods.")
                                .fact(about.subject(), "spec.allocateLoadBalancerNodePorts", false)
                                .build())
                        .toList())
                .build();
    }

    private static Rule noHealthCheckNodePort() {
        return rule(
                        "LB-SVC-010",
                        "Policy Local without a health-check node port",
                        Severity.ERROR,
                        FindingKind.INVALID_FIELD,
                        Hop.HEALTHY)
                .symptom("All targets are down, or nodes without a pod get traffic.")
                .predicate(
                        "spec.externalTrafficPolicy is Local, the load balancer sends to nodes, and the stored object has no"
                                + " spec.healthCheckNodePort.")
                .remedy("Recreate the Service, so that the API server allocates the port.")
                .explains("LB-NET-101")
                .check(about -> {
                    boolean missing = about.service().externalTrafficPolicy() == TrafficPolicy.LOCAL
                            && about.isStored()
                            && about.service().healthCheckNodePort().isEmpty()
                            && about.ports().stream().anyMatch(port -> port.sendsTo(BackendMode.NODE_PORT));
                    return missing
                            ? List.of(Match.builder()
                                    .about("spec.healthCheckNodePort")
                                    .message(
                                            "externalTrafficPolicy is Local and no healthCheckNodePort is allocated, so nodes"
                                                    + " without a ready pod cannot be told apart.")
                                    .remedy("Recreate " + about.subject()
                                            + ", or set spec.healthCheckNodePort when creating it.")
                                    .fact(about.subject(), "spec.externalTrafficPolicy", "Local")
                                    .build())
                            : List.of();
                })
                .build();
    }

    private static Rule notReadyPublished() {
        return rule(
                        "LB-SVC-013",
                        "Pods that are not ready get traffic",
                        Severity.WARNING,
                        FindingKind.RISKY_CONFIGURATION,
                        Hop.LISTED)
                .symptom("Errors whenever pods start or stop.")
                .predicate("spec.publishNotReadyAddresses is true.")
                .remedy("Unset the field; it is meant for peers that find each other, not for clients.")
                .check(about -> about.service().publishNotReadyAddresses()
                        ? List.of(Match.builder()
                                .about("spec.publishNotReadyAddresses")
                                .message("Every pod is published as ready, whether it is or not.")
                                .remedy("Remove spec.publishNotReadyAddresses from " + about.subject() + ".")
                                .fact(about.subject(), "spec.publishNotReadyAddresses", true)
                                .build())
                        : List.of())
                .build();
    }

    private static Rule familyGap() {
        return rule(
                        "LB-SVC-014",
                        "A family without backends",
                        Severity.WARNING,
                        FindingKind.UNUSABLE_BACKEND,
                        Hop.LISTED)
                .symptom("Clients of one IP family fail.")
                .predicate("The Service has two families; one has a ready endpoint and the other has none.")
                .remedy("Make the pods dual-stack, or take the family from the Service.")
                .explains("LB-CLD-022", "LB-NET-101")
                .check(ServiceRules::familyGap)
                .build();
    }

    private static List<Match> familyGap(ServiceCase about) {
        if (!about.knowsSlices() || about.service().effectiveFamilies().size() < 2) {
            return List.of();
        }
        List<IpFamily> served = about.ports().stream()
                .filter(port -> port.endpoints().entries().stream()
                        .anyMatch(entry -> entry.endpoint().isReady()))
                .map(PortCase::family)
                .distinct()
                .toList();
        return served.size() != 1
                ? List.of()
                : about.service().effectiveFamilies().stream()
                        .filter(family -> !served.contains(family))
                        .map(family -> Match.builder()
                                .about("spec.ipFamilies")
                                .message("No ready endpoint has an " + family
                                        + " address, though the Service has the family.")
                                .remedy("Give the pods of " + about.subject() + " " + family
                                        + " addresses, or remove the family from spec.ipFamilies.")
                                .fact(
                                        about.subject(),
                                        "spec.ipFamilies",
                                        about.service().effectiveFamilies())
                                .backends(Match.backends(about.chains().stream()
                                        .filter(chain -> about.ports().stream()
                                                .anyMatch(port -> port.family() == family
                                                        && port.label().equals(chain.port())))
                                        .toList()))
                                .build())
                        .toList();
    }

    private static Rule addressIgnored() {
        return rule(
                        "LB-SVC-018",
                        "spec.loadBalancerIP is ignored",
                        Severity.WARNING,
                        FindingKind.UNSUPPORTED_CONFIGURATION,
                        Hop.PROVISIONED)
                .symptom("The Service has another address than expected.")
                .predicate("spec.loadBalancerIP is set and the status shows other addresses.")
                .remedy("Use the provider's own annotation for a fixed address.")
                .check(about -> {
                    List<String> shown = about.service().ingress().stream()
                            .map(EvidenceIndex::address)
                            .toList();
                    return about.service()
                            .loadBalancerIp()
                            .filter(wanted -> !shown.isEmpty() && !shown.contains(wanted))
                            .map(wanted -> List.of(Match.builder()
                                    .about("spec.loadBalancerIP")
                                    .message("The Service asks for " + wanted + " and has " + String.join(", ", shown)
                                            + ".")
                                    .remedy("Remove spec.loadBalancerIP from " + about.subject()
                                            + " and ask for the address in the way of the provider.")
                                    .fact(about.subject(), "spec.loadBalancerIP", wanted)
                                    .fact(about.subject(), "status.loadBalancer.ingress", shown)
                                    .build()))
                            .orElse(List.of());
                })
                .build();
    }

    private static Rule badRanges() {
        return rule(
                        "LB-SVC-019",
                        "Source ranges bad or doubled",
                        Severity.WARNING,
                        FindingKind.CONFLICTING_CONFIGURATION,
                        Hop.ALLOWED)
                .symptom("The filter before the load balancer is not the one that was meant.")
                .predicate("A source range is no CIDR, or field and annotation differ.")
                .remedy("Keep one list of valid ranges.")
                .check(about -> SourceRangeResolver.resolve(about.service()).findings().stream()
                        .filter(finding -> finding.code().text().equals("LB-SVC-019"))
                        .map(finding -> Match.builder()
                                .about(finding.about())
                                .message(finding.message())
                                .remedy(finding.remedy())
                                .evidence(finding.evidence())
                                .build())
                        .toList())
                .build();
    }

    private static Rule listenerCollision() {
        return rule(
                        "LB-SVC-020",
                        "Two Services claim one listener",
                        Severity.ERROR,
                        FindingKind.CONFLICTING_CONFIGURATION,
                        Hop.PROVISIONED)
                .symptom("One of the Services never works.")
                .predicate(
                        "The statuses of two Services show the same address, and both have the same port and protocol.")
                .remedy("Change the port or the address of one of them.")
                .explains("LB-CLD-013", "LB-CLD-101")
                .check(ServiceRules::listenerCollision)
                .build();
    }

    private static List<Match> listenerCollision(ServiceCase about) {
        List<Match> matches = new ArrayList<>();
        about.service()
                .ingress()
                .forEach(ingress -> about.service().ports().forEach(port -> {
                    List<String> others = about.index().claimants(ingress, port).stream()
                            .filter(key -> !key.equals(about.service().key()))
                            .map(ServiceKey::toString)
                            .toList();
                    if (!others.isEmpty()) {
                        String listener = EvidenceIndex.address(ingress) + " " + port.protocol() + "/" + port.port();
                        matches.add(Match.builder()
                                .about("status.loadBalancer.ingress")
                                .message("Service " + Match.listed(others) + " claims " + listener + " as well.")
                                .remedy("Change port " + port.port() + " or the address of " + about.subject()
                                        + " or of Service/" + others.get(0) + ".")
                                .fact(about.subject(), "status.loadBalancer.ingress", EvidenceIndex.address(ingress))
                                .fact(
                                        "Service/" + others.get(0),
                                        "status.loadBalancer.ingress",
                                        EvidenceIndex.address(ingress))
                                .build());
                    }
                }));
        return matches;
    }
}
