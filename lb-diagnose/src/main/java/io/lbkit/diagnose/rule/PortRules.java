package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.HopState;
import io.lbkit.diagnose.chain.PortCase;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.cluster.ContainerPort;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.net.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Faults of target ports. */
final class PortRules {
    private PortRules() {}

    static List<Rule> all() {
        return List.of(selectorTooWide(), notDeclared(), nameUnresolved(), otherProtocol());
    }

    private static Rule selectorTooWide() {
        return ServiceRules.rule(
                        "LB-SVC-003",
                        "Selector too wide",
                        Severity.WARNING,
                        FindingKind.RISKY_CONFIGURATION,
                        Hop.SELECTED)
                .symptom("Another application answers now and then, or some backends have no port.")
                .predicate(
                        "The selected pods have several owners, and those of one owner do not have the target port by name.")
                .remedy("Add a label to the selector that tells the workloads apart.")
                .explains("LB-SVC-005", "LB-EP-003", "LB-CLD-022", "LB-CLD-023", "LB-EP-007")
                .check(PortRules::selectorTooWide)
                .build();
    }

    private static List<Match> selectorTooWide(ServiceCase about) {
        List<Match> matches = new ArrayList<>();
        for (PortCase port : about.ports()) {
            List<Pod> without = without(about, port);
            SortedSet<String> owners = owners(without);
            List<Pod> with = about.stayingPods().stream()
                    .filter(pod -> !without.contains(pod))
                    .toList();
            boolean apart = !with.isEmpty() && owners(with).stream().noneMatch(owners::contains);
            if (!owners.isEmpty() && apart) {
                matches.add(Match.builder()
                        .about("spec.selector")
                        .message("The selector also finds pods of " + Match.listed(owners) + ", which have no port '"
                                + port.port().targetPort() + "'.")
                        .remedy("Add a label to spec.selector of " + about.subject() + " that only the pods of "
                                + Match.listed(owners(with)) + " have.")
                        .fact(about.subject(), "spec.selector", about.service().selector())
                        .fact(
                                "Pod/" + without.get(0).key(),
                                "metadata.labels",
                                without.get(0).labels())
                        .addPort(port.label())
                        .addAllBackends(names(without))
                        .addAllBackends(TargetRules.targets(about, port.stale()))
                        .build());
            }
        }
        return matches;
    }

    /** A ReplicaSet of a Deployment is named after it, with the hash of its template. */
    private static SortedSet<String> owners(List<Pod> pods) {
        SortedSet<String> owners = new TreeSet<>();
        for (Pod pod : pods) {
            pod.owner()
                    .map(owner -> owner.startsWith("ReplicaSet/") && owner.lastIndexOf('-') > 0
                            ? owner.substring(0, owner.lastIndexOf('-'))
                            : owner)
                    .ifPresent(owners::add);
        }
        return owners;
    }

    private static List<Pod> without(ServiceCase about, PortCase port) {
        return about.stayingPods().stream()
                .filter(pod -> !pod.containers().isEmpty())
                .filter(pod -> pod.resolve(port.port().targetPort(), port.port().protocol())
                        .isEmpty())
                .toList();
    }

    private static Set<String> names(List<Pod> pods) {
        return pods.stream().map(pod -> "pod " + pod.key()).collect(Collectors.toSet());
    }

    private static Rule nameUnresolved() {
        return ServiceRules.rule(
                        "LB-SVC-005",
                        "Named target port unresolved",
                        Severity.ERROR,
                        FindingKind.DISAGREEMENT,
                        Hop.LISTED)
                .symptom("The port has no target.")
                .predicate(
                        "spec.ports[].targetPort is a name, and no container of a selected pod declares it for the protocol.")
                .remedy("Use the name that the container declares, or declare the port.")
                .explains(
                        "LB-EP-001",
                        "LB-EP-007",
                        "LB-CLD-022",
                        "LB-CLD-023",
                        "LB-NET-101",
                        "LB-NODE-001",
                        "LB-CLD-012",
                        "LB-CLD-024")
                .check(about -> matches(about, false))
                .build();
    }

    private static Rule otherProtocol() {
        return ServiceRules.rule(
                        "LB-SVC-007", "TCP and UDP do not match", Severity.ERROR, FindingKind.DISAGREEMENT, Hop.LISTED)
                .symptom("Packets are lost without an answer.")
                .predicate("The pods declare the target port for another protocol only.")
                .remedy("Give the Service port the protocol that the application speaks.")
                .explains(
                        "LB-SVC-005",
                        "LB-SVC-004",
                        "LB-EP-001",
                        "LB-EP-007",
                        "LB-CLD-022",
                        "LB-CLD-023",
                        "LB-NET-101",
                        "LB-NODE-001",
                        "LB-CLD-012",
                        "LB-CLD-024")
                .check(about -> matches(about, true))
                .build();
    }

    private static List<Match> matches(ServiceCase about, boolean protocol) {
        List<Match> matches = new ArrayList<>();
        for (PortCase port : about.ports()) {
            List<Pod> pods = protocol
                    ? about.stayingPods().stream()
                            .filter(pod -> speaksOtherwise(pod, port))
                            .toList()
                    : without(about, port);
            if (!pods.isEmpty()) {
                matches.add(match(about, port, pods, protocol));
            }
        }
        return matches;
    }

    private static Match match(ServiceCase about, PortCase port, List<Pod> pods, boolean protocol) {
        String field = "spec.ports[" + about.service().ports().indexOf(port.port()) + "]";
        List<String> declared = declared(pods.get(0));
        String wanted = port.port().targetPort() + "/" + port.port().protocol();
        return Match.builder()
                .about(field + (protocol ? ".protocol" : ".targetPort"))
                .message("Pod "
                        + Match.listed(
                                pods.stream().map(pod -> pod.key().toString()).toList())
                        + " does not declare " + wanted + "; it declares " + declared + ".")
                .remedy(
                        protocol
                                ? "Set " + field + ".protocol of " + about.subject()
                                        + " to the protocol of the container."
                                : "Set " + field + ".targetPort of " + about.subject() + " to one of " + declared
                                        + ", or name the container's port '"
                                        + port.port().targetPort() + "'.")
                .fact(about.subject(), field + ".targetPort", wanted)
                .fact("Pod/" + pods.get(0).key(), "spec.containers[].ports", declared)
                .confidence(port.port().targetPort().isNamed() ? Confidence.CONFIRMED : Confidence.PROBABLE)
                .addPort(port.label())
                .addAllBackends(names(pods))
                .addAllBackends(TargetRules.targets(about, port.stale()))
                .build();
    }

    private static List<String> declared(Pod pod) {
        return pod.containers().stream()
                .flatMap(container -> container.ports().stream())
                .map(PortRules::label)
                .toList();
    }

    private static String label(ContainerPort port) {
        return (port.name().isEmpty() ? "" : port.name() + "=") + port.port() + "/" + port.protocol();
    }

    /** An application may use the number with both protocols; only the other one alone is a contradiction. */
    private static boolean speaksOtherwise(Pod pod, PortCase port) {
        List<Protocol> protocols = pod.containers().stream()
                .flatMap(container -> container.ports().stream())
                .filter(declared -> port.port().targetPort().isNamed()
                        ? declared.name().equals(port.port().targetPort().name())
                        : declared.port() == port.port().targetPort().number())
                .map(ContainerPort::protocol)
                .toList();
        return !protocols.isEmpty() && !protocols.contains(port.port().protocol());
    }

    private static Rule notDeclared() {
        return ServiceRules.rule(
                        "LB-SVC-004",
                        "Numeric target port not served",
                        Severity.WARNING,
                        FindingKind.DISAGREEMENT,
                        Hop.HEALTHY)
                .symptom("Connections are reset after they were accepted, or targets are unhealthy.")
                .predicate(
                        "Targets are unhealthy, and the containers declare ports but not the target port. Undeclared ports"
                                + " can be served, so this is possible, not certain.")
                .remedy("Correct spec.ports[].targetPort.")
                .explains("LB-NET-101", "LB-APP-002")
                .check(PortRules::notDeclared)
                .build();
    }

    private static List<Match> notDeclared(ServiceCase about) {
        List<Match> matches = new ArrayList<>();
        for (PortCase port : about.ports()) {
            List<Chain> failing = about.chains().stream()
                    .filter(chain -> chain.port().equals(port.label()) && chain.state(Hop.HEALTHY) == HopState.FAIL)
                    .toList();
            List<Pod> pods = about.stayingPods();
            boolean undeclared = !port.port().targetPort().isNamed()
                    && !pods.isEmpty()
                    && pods.stream().allMatch(pod -> declaresOthers(pod, port));
            if (undeclared
                    && !failing.isEmpty()
                    && failing.stream().noneMatch(c -> c.subject() == Chain.Subject.NODE)) {
                matches.add(Match.builder()
                        .about("spec.ports[" + about.service().ports().indexOf(port.port()) + "].targetPort")
                        .message("Targets are unhealthy, and the containers declare " + declared(pods.get(0))
                                + " but not " + port.port().targetPort() + ".")
                        .remedy("Check on which port the application of Pod/"
                                + pods.get(0).key() + " listens, and set targetPort of " + about.subject() + " to it.")
                        .fact(about.subject(), "targetPort", port.port().targetPort())
                        .confidence(Confidence.POSSIBLE)
                        .addPort(port.label())
                        .backends(Match.backends(failing))
                        .build());
            }
        }
        return matches;
    }

    private static boolean declaresOthers(Pod pod, PortCase port) {
        List<ContainerPort> declared = pod.containers().stream()
                .flatMap(container -> container.ports().stream())
                .toList();
        return !declared.isEmpty()
                && declared.stream()
                        .noneMatch(
                                each -> each.port() == port.port().targetPort().number());
    }
}
