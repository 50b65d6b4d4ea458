package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Container;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Why selected pods are not ready. */
final class PodRules {
    private static final Set<String> STUCK = Set.of(
            "CrashLoopBackOff",
            "ImagePullBackOff",
            "ErrImagePull",
            "InvalidImageName",
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError");

    /** As many restarts as make a container that is not ready an unstable one. */
    private static final int RESTARTS = 3;

    /** How close to each other pods lose their readiness if one thing takes it from all of them. */
    private static final Duration TOGETHER = Duration.ofMinutes(1);

    private static final String[] FOLLOWS = {
        "LB-EP-001",
        "LB-EP-002",
        "LB-CLD-022",
        "LB-CLD-023",
        "LB-NET-101",
        "LB-NODE-001",
        "LB-EP-011",
        "LB-EP-012",
        "LB-EP-020"
    };

    private PodRules() {}

    static List<Rule> all() {
        return List.of(probeFails(), noProbe(), gateStuck(), crashes(), unscheduled());
    }

    private static boolean isUnready(Pod pod) {
        Condition ready = pod.conditions().get("Ready");
        return ready != null && ready.status() != ConditionStatus.TRUE;
    }

    private static boolean isUnscheduled(Pod pod) {
        Condition scheduled = pod.conditions().get("PodScheduled");
        return scheduled != null && scheduled.status() == ConditionStatus.FALSE;
    }

    private static boolean crashes(Pod pod) {
        return isUnready(pod) && pod.containers().stream().anyMatch(PodRules::isUnstable);
    }

    private static boolean isUnstable(Container container) {
        return container.waitingReason().filter(STUCK::contains).isPresent() || container.restarts() >= RESTARTS;
    }

    /** {@return the readiness gate that a pod waits for, while its containers are ready} */
    static Optional<String> openGate(Pod pod) {
        boolean containersReady = Optional.ofNullable(pod.conditions().get("ContainersReady"))
                .filter(condition -> condition.status() == ConditionStatus.TRUE)
                .isPresent();
        return pod.readinessGates().stream()
                .filter(gate -> containersReady && isUnready(pod))
                .filter(gate -> Optional.ofNullable(pod.conditions().get(gate))
                        .filter(condition -> condition.status() == ConditionStatus.TRUE)
                        .isEmpty())
                .findFirst();
    }

    /** {@return whether several pods run, and all became unready at about the same time} */
    static boolean fellTogether(ServiceCase about) {
        List<Pod> pods = about.stayingPods();
        List<Instant> since = pods.stream()
                .filter(PodRules::failsItsProbe)
                .flatMap(pod -> Optional.ofNullable(pod.conditions().get("Ready")).flatMap(Condition::since).stream())
                .sorted()
                .toList();
        return pods.size() > 1
                && since.size() == pods.size()
                && Duration.between(since.get(0), since.get(since.size() - 1)).compareTo(TOGETHER) <= 0;
    }

    private static boolean failsItsProbe(Pod pod) {
        return isUnready(pod)
                && !isUnscheduled(pod)
                && !crashes(pod)
                && openGate(pod).isEmpty();
    }

    private static List<Match> on(
            ServiceCase about, Predicate<Pod> test, BiFunction<Pod, List<Pod>, Match.Builder> says) {
        List<Pod> pods = about.stayingPods().stream().filter(test).toList();
        return pods.isEmpty()
                ? List.of()
                : List.of(says.apply(pods.get(0), pods)
                        .backends(pods.stream().map(pod -> "pod " + pod.key()).toList())
                        .build());
    }

    private static String names(List<Pod> pods) {
        return Match.listed(pods.stream().map(pod -> pod.key().toString()).toList());
    }

    private static Rule probeFails() {
        return EndpointRules.rule(
                        "LB-EP-003",
                        "Readiness probe fails",
                        Severity.WARNING,
                        FindingKind.UNUSABLE_BACKEND,
                        Hop.LISTED)
                .symptom("Pods that run get no traffic.")
                .predicate(
                        "A selected pod runs and is not Ready, and neither scheduling, nor its containers' state, nor a readiness"
                                + " gate says why. Certain with an event of the probe.")
                .remedy("Read the probe's message; mend the application or the probe.")
                .explains(FOLLOWS)
                .check(about -> on(about, PodRules::failsItsProbe, (pod, pods) -> probeFails(about, pod, pods)))
                .build();
    }

    private static Match.Builder probeFails(ServiceCase about, Pod pod, List<Pod> pods) {
        Optional<ClusterEvent> event = about.cluster().events("Pod/" + pod.key()).stream()
                .filter(each -> each.reason().equals("Unhealthy"))
                .findFirst();
        Condition ready = pod.conditions().get("Ready");
        Match.Builder match = Match.builder()
                .about("Pod/" + pod.key() + " status.conditions['Ready']")
                .message("Pod " + names(pods) + " runs and is not ready"
                        + event.map(each -> ": " + each.message()).orElse("") + ".")
                .remedy("See what the readiness probe of Pod/" + pod.key()
                        + " asks and why the application does not answer" + " (kubectl describe pod).")
                .confidence(event.isPresent() ? Confidence.CONFIRMED : Confidence.PROBABLE)
                .fact(
                        "Pod/" + pod.key(),
                        "status.conditions['Ready']",
                        ready == null ? "" : ready.status().apiName() + " " + ready.reason());
        event.ifPresent(each -> match.fact("Pod/" + pod.key(), "event Unhealthy", each.message()));
        return match;
    }

    private static Rule noProbe() {
        return EndpointRules.rule(
                        "LB-EP-005", "No readiness probe", Severity.INFO, FindingKind.RISKY_CONFIGURATION, Hop.LISTED)
                .symptom("Errors whenever a pod starts.")
                .predicate("No container of a selected pod has a readiness probe.")
                .remedy("Add a readiness probe to the container that serves.")
                .check(about -> on(
                        about,
                        pod -> !pod.containers().isEmpty()
                                && pod.containers().stream().noneMatch(Container::readinessProbe),
                        (pod, pods) -> Match.builder()
                                .about("Pod/" + pod.key() + " spec.containers[].readinessProbe")
                                .message("Pod " + names(pods) + " counts as ready as soon as it runs.")
                                .remedy("Add a readinessProbe to container "
                                        + pod.containers().get(0).name() + " in the template of Pod/" + pod.key() + ".")
                                .fact("Pod/" + pod.key(), "spec.containers[].readinessProbe", "none")))
                .build();
    }

    private static Rule gateStuck() {
        return EndpointRules.rule(
                        "LB-EP-013", "Readiness gate stuck", Severity.WARNING, FindingKind.UNUSABLE_BACKEND, Hop.LISTED)
                .symptom("The rollout hangs though the containers are ready.")
                .predicate("The containers of a pod are ready, and the condition of a readiness gate is not True.")
                .remedy("See why the controller of the gate does not set it: usually the target is not healthy yet.")
                .explains(FOLLOWS)
                .check(about -> on(
                        about,
                        pod -> openGate(pod).isPresent(),
                        (pod, pods) -> Match.builder()
                                .about("Pod/" + pod.key() + " spec.readinessGates")
                                .message("Pod " + names(pods) + " waits for the readiness gate "
                                        + openGate(pod).orElse("") + ".")
                                .remedy("See why the controller does not set condition "
                                        + openGate(pod).orElse("") + " of Pod/" + pod.key()
                                        + ": is its target registered and healthy?")
                                .fact("Pod/" + pod.key(), "status.conditions['ContainersReady']", "True")
                                .fact(
                                        "Pod/" + pod.key(),
                                        "status.conditions['" + openGate(pod).orElse("") + "']",
                                        "not True")))
                .build();
    }

    private static Rule crashes() {
        return EndpointRules.rule(
                        "LB-EP-016",
                        "A container crashes or cannot start",
                        Severity.WARNING,
                        FindingKind.UNUSABLE_BACKEND,
                        Hop.LISTED)
                .symptom("Readiness flaps, or pods never become ready.")
                .predicate(
                        "A selected pod is not Ready, and a container waits with an error such as CrashLoopBackOff or"
                                + " ImagePullBackOff, or was restarted " + RESTARTS + " times or more.")
                .remedy("Read the log of the container before its last end; check limits, image name and pull secret.")
                .explains(FOLLOWS)
                .check(about -> on(about, PodRules::crashes, (pod, pods) -> {
                    Container container = pod.containers().stream()
                            .filter(PodRules::isUnstable)
                            .findFirst()
                            .orElseThrow();
                    String state =
                            container.waitingReason().orElse("restarted") + ", " + container.restarts() + " restarts";
                    return Match.builder()
                            .about("Pod/" + pod.key() + " status.containerStatuses['" + container.name() + "']")
                            .message("Container " + container.name() + " of pod " + names(pods) + " does not stay up: "
                                    + state + ".")
                            .remedy("kubectl logs --previous -n " + pod.key().namespace() + " "
                                    + pod.key().name() + " -c " + container.name()
                                    + ", then mend the image, the configuration or the limits.")
                            .fact("Pod/" + pod.key(), "containers['" + container.name() + "'].state", state);
                }))
                .build();
    }

    private static Rule unscheduled() {
        return EndpointRules.rule(
                        "LB-EP-017",
                        "Pods cannot be scheduled",
                        Severity.WARNING,
                        FindingKind.UNUSABLE_BACKEND,
                        Hop.SELECTED)
                .symptom("Capacity is missing.")
                .predicate("The condition PodScheduled of a selected pod is False.")
                .remedy("Add nodes, or lower what the pods ask for.")
                .explains(FOLLOWS)
                .check(about -> on(about, PodRules::isUnscheduled, (pod, pods) -> {
                    Condition scheduled = pod.conditions().get("PodScheduled");
                    String why = scheduled == null ? "" : scheduled.message();
                    return Match.builder()
                            .about("Pod/" + pod.key() + " status.conditions['PodScheduled']")
                            .message("Pod " + names(pods) + " has no node" + (why.isEmpty() ? "" : ": " + why) + ".")
                            .remedy("Give the cluster room for Pod/" + pod.key()
                                    + " (nodes, quota), or change its requests, affinity or tolerations.")
                            .fact("Pod/" + pod.key(), "status.conditions['PodScheduled']", "False " + why);
                }))
                .build();
    }
}
