package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.PortCase;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Targets that do not get past their first checks. No cloud says since when a target waits, but it waits for no reason if all
 * that it stands for has been ready for much longer than a controller takes to register it and a load balancer to check it.
 */
final class WaitingTargets {
    private static final Duration LONG = Duration.ofMinutes(10);

    private WaitingTargets() {}

    static Rule rule() {
        return ProviderRules.rule(
                        "LB-CLD-025",
                        "A target does not get past its first checks",
                        Severity.WARNING,
                        FindingKind.UNUSABLE_BACKEND,
                        Hop.HEALTHY)
                .symptom("Pods that are ready get no traffic, and a rollout that waits for them hangs.")
                .predicate(
                        "A target is still in its first checks, though its pod, or its node, and the Service were there 10 minutes before"
                                + " the evidence was taken, and no controller wrote an event about the Service since.")
                .remedy("See whether the checks of the load balancer get through; look again if it was just made anew.")
                .addClouds("aws")
                .explains("LB-EP-013")
                .check(about -> about.index()
                        .input()
                        .at()
                        .map(at -> about.ports().stream()
                                .flatMap(port -> waiting(about, port, at.minus(LONG)).stream())
                                .toList())
                        .orElse(List.of()))
                .build();
    }

    private static Optional<Match> waiting(ServiceCase about, PortCase port, Instant latest) {
        if (isTouched(about, latest)) {
            return Optional.empty();
        }
        SortedMap<String, Instant> ready = new TreeMap<>();
        for (Member target : port.members(MemberHealth.State.INITIAL)) {
            ready(about, port, target)
                    .filter(since -> !since.isAfter(latest))
                    .ifPresent(since -> ready.put(PortCase.address(target), since));
        }
        return ready.entrySet().stream()
                .min(Map.Entry.comparingByValue(Comparator.<Instant>naturalOrder()))
                .map(oldest -> match(about, port, ready, oldest));
    }

    private static Match match(
            ServiceCase about, PortCase port, SortedMap<String, Instant> ready, Map.Entry<String, Instant> oldest) {
        String pool = port.pool().orElseThrow().id().toString();
        return Match.builder()
                .about(pool + " members")
                .message("Target " + Match.listed(ready.keySet()) + " is still in its first checks; what is behind "
                        + oldest.getKey() + " is ready since " + oldest.getValue() + ".")
                .remedy("See whether the health check of " + pool + " reaches port "
                        + port.port().targetPort()
                        + " of its targets; look again in 5 minutes if the load balancer was just made anew.")
                .confidence(Confidence.PROBABLE)
                .fact(pool, "health[" + oldest.getKey() + "]", MemberHealth.State.INITIAL.label())
                .fact(about.subject(), "ready since", oldest.getValue())
                .addPorts(port.label())
                .build();
    }

    /** A controller that did something lately may have registered the target just now. */
    private static boolean isTouched(ServiceCase about, Instant latest) {
        return about.service()
                        .created()
                        .filter(created -> !created.isAfter(latest))
                        .isEmpty()
                || about.events().stream()
                        .anyMatch(event -> event.lastSeen()
                                .or(event::firstSeen)
                                .filter(seen -> !seen.isAfter(latest))
                                .isEmpty());
    }

    private static Optional<Instant> ready(ServiceCase about, PortCase port, Member target) {
        return port.sendsTo(BackendMode.POD_IP)
                ? pods(about, target)
                        .flatMap(pod -> since(pod.conditions().get("ContainersReady")).stream())
                        .findFirst()
                : about.index()
                        .node(target)
                        .flatMap(node -> since(node.conditions().get("Ready")));
    }

    private static Stream<Pod> pods(ServiceCase about, Member target) {
        String address = PortCase.address(target);
        return about.stayingPods().stream()
                .filter(pod -> pod.ips().stream().anyMatch(ip -> ip.toString().equals(address)));
    }

    private static Optional<Instant> since(@Nullable Condition condition) {
        return Optional.ofNullable(condition)
                .filter(known -> known.status() == ConditionStatus.TRUE)
                .flatMap(Condition::since);
    }
}
