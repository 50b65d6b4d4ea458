package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.PortCase;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.diagnose.evidence.ObservedCheck;
import io.lbkit.model.cluster.Container;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.HealthCheck;
import io.lbkit.model.lb.PortBackends;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Pods that end before the load balancer has noticed. That matters where health checks alone take a pod out: under policy
 * Local, where a node keeps its target and fails its check once its last pod ends. Targets that are pods are deregistered by
 * the controller, and under policy Cluster kube-proxy sends to other nodes at once.
 */
final class ShutdownRules {
    private ShutdownRules() {}

    static List<Rule> all() {
        return List.of(checkSlowerThanShutdown());
    }

    private static Rule checkSlowerThanShutdown() {
        return NetworkRules.rule(
                        "LB-NET-007",
                        "Health check is slower than the end of a pod",
                        Severity.WARNING,
                        FindingKind.RISKY_CONFIGURATION,
                        Hop.HEALTHY)
                .symptom("Connections fail for some seconds at every rollout.")
                .predicate(
                        "externalTrafficPolicy is Local, a pod is the only ready one on its node, and interval times failures"
                                + " of the health check is longer than terminationGracePeriodSeconds of the pod; possible if it is"
                                + " longer than its preStop sleep alone.")
                .remedy(
                        "Let pods serve until the check has failed (preStop sleep and a longer grace period), or check more"
                                + " often.")
                .check(about -> about.ports().stream()
                        .filter(ShutdownRules::isTakenOutByCheck)
                        .flatMap(port -> check(port).flatMap(check -> match(about, port, check)).stream())
                        .limit(1)
                        .toList())
                .build();
    }

    private static boolean isTakenOutByCheck(PortCase port) {
        return port.sendsTo(BackendMode.NODE_PORT)
                && port.wanted()
                        .flatMap(PortBackends::healthCheck)
                        .filter(check -> check.meaning() == HealthCheck.Meaning.NODE_HAS_READY_ENDPOINT)
                        .isPresent();
    }

    private static Optional<ObservedCheck> check(PortCase port) {
        return port.loadBalancer().flatMap(view -> view.check(port.port(), port.family()));
    }

    private static Optional<Match> match(ServiceCase about, PortCase port, ObservedCheck check) {
        Duration detection = check.timing().detection();
        List<Pod> alone = alone(about);
        return shortest(alone, pod -> OptionalLong.of(pod.terminationGraceSeconds()))
                .filter(pod -> isShorter(pod.terminationGraceSeconds(), detection))
                .map(pod -> match(about, check, pod, true))
                .or(() -> shortest(alone, ShutdownRules::sleep)
                        .filter(pod -> isShorter(sleep(pod).getAsLong(), detection))
                        .map(pod -> match(about, check, pod, false)))
                .map(match ->
                        match.addAllPorts(TargetRules.sharing(about, port)).build());
    }

    /** While another pod of its node is ready, the node passes its check, rightly. */
    private static List<Pod> alone(ServiceCase about) {
        Map<String, List<Pod>> byNode = about.stayingPods().stream()
                .filter(pod -> pod.isReady() && pod.nodeName().isPresent())
                .collect(Collectors.groupingBy(pod -> pod.nodeName().orElseThrow()));
        return byNode.values().stream()
                .filter(pods -> pods.size() == 1)
                .flatMap(List::stream)
                .toList();
    }

    private static Optional<Pod> shortest(List<Pod> pods, Function<Pod, OptionalLong> seconds) {
        return pods.stream()
                .filter(pod -> seconds.apply(pod).isPresent())
                .min(Comparator.comparingLong((Pod pod) -> seconds.apply(pod).getAsLong())
                        .thenComparing(Pod::key));
    }

    private static boolean isShorter(long seconds, Duration detection) {
        return Duration.ofSeconds(seconds).compareTo(detection) < 0;
    }

    /** Which container serves is not always told: the longest sleep counts. */
    private static OptionalLong sleep(Pod pod) {
        return pod.containers().stream()
                .map(Container::preStopSleepSeconds)
                .flatMapToLong(OptionalLong::stream)
                .max();
    }

    private static Match.Builder match(ServiceCase about, ObservedCheck check, Pod pod, boolean killed) {
        long needed = check.timing().detection().toSeconds();
        String served = killed
                ? "is killed after " + pod.terminationGraceSeconds() + " s at the latest"
                : "is asked to end after a sleep of " + sleep(pod).getAsLong() + " s";
        Match.Builder match = Match.builder()
                .about("Pod/" + pod.key() + " spec.terminationGracePeriodSeconds")
                .message("The load balancer takes " + needed + " s to notice that Node/"
                        + pod.nodeName().orElse("") + " has no pod any more, and the last one, Pod/" + pod.key() + ", "
                        + served + ".")
                .remedy("Set lifecycle.preStop.sleep.seconds of the serving container in " + about.maker() + " to "
                        + needed + " or more and terminationGracePeriodSeconds to more than that, or let "
                        + check.object()
                        + " check more often.")
                .fact(
                        check.object().toString(),
                        "interval",
                        check.timing().interval().toSeconds() + " s")
                .fact(check.object().toString(), "failures", check.timing().failures())
                .fact("Pod/" + pod.key(), "spec.terminationGracePeriodSeconds", pod.terminationGraceSeconds())
                .confidence(killed ? Confidence.CONFIRMED : Confidence.POSSIBLE);
        sleep(pod).ifPresent(seconds -> match.fact("Pod/" + pod.key(), "lifecycle.preStop.sleep.seconds", seconds));
        return match;
    }
}
