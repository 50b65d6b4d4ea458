package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.reconcile.execute.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps the number of pods of each workload, and replaces old versions as a rolling update does. */
final class Deployments {
    private static final Duration REACTION = Duration.ofMillis(100);

    private final Scheduler queue;
    private final Pods pods;
    private final List<Machine> machines;
    private final SortedMap<ServiceKey, Rollout> rollouts = new TreeMap<>();
    private final Set<ServiceKey> due = new HashSet<>();

    /** What is wanted: a workload in a version. */
    private record Rollout(Workload workload, int version) {
        boolean includes(PodProcess pod) {
            return pod.version() == version;
        }
    }

    Deployments(Scheduler queue, Pods pods, List<Machine> machines) {
        this.queue = queue;
        this.pods = pods;
        this.machines = machines;
        pods.watch(pod -> syncSoon(pod.workload().service()));
    }

    Optional<Workload> workload(ServiceKey service) {
        return Optional.ofNullable(rollouts.get(service)).map(Rollout::workload);
    }

    void put(Workload workload) {
        int version = Optional.ofNullable(rollouts.get(workload.service()))
                .map(Rollout::version)
                .orElse(1);
        rollouts.put(workload.service(), new Rollout(workload, version));
        syncSoon(workload.service());
    }

    void roll(ServiceKey service) {
        rollouts.computeIfPresent(service, (key, now) -> new Rollout(now.workload(), now.version() + 1));
        syncSoon(service);
    }

    void remove(ServiceKey service) {
        rollouts.remove(service);
        pods.of(service).forEach(pods::end);
    }

    void syncAll() {
        rollouts.keySet().forEach(this::syncSoon);
    }

    private void syncSoon(ServiceKey service) {
        if (due.add(service)) {
            queue.schedule(queue.instant().plus(REACTION), () -> {
                due.remove(service);
                sync(service);
            });
        }
    }

    private void sync(ServiceKey service) {
        Rollout wanted = rollouts.get(service);
        if (wanted == null) {
            return;
        }
        Workload workload = wanted.workload();
        List<PodProcess> staying = new ArrayList<>(
                pods.of(service).stream().filter(pod -> !pod.isEnding()).toList());
        long current = staying.stream().filter(wanted::includes).count();
        boolean isRolling = current < staying.size();
        int most = workload.replicas() + (isRolling ? workload.surge() : 0);
        for (long all = staying.size(); current < workload.replicas() && all < most; current++, all++) {
            pods.start(workload, wanted.version(), machines);
        }
        endSpare(wanted, staying, isRolling);
    }

    /** Old ones first, then those that do not work; never so many that too few are left that work. */
    private void endSpare(Rollout wanted, List<PodProcess> staying, boolean isRolling) {
        int needed = wanted.workload().replicas() - wanted.workload().unavailable();
        staying.sort(Comparator.comparing(wanted::includes)
                .thenComparing(PodProcess::seemsReady)
                .thenComparing(pod -> pod.key().name()));
        long ready = staying.stream().filter(PodProcess::seemsReady).count();
        long left = staying.size();
        for (PodProcess pod : staying) {
            boolean spare =
                    isRolling ? !wanted.includes(pod) : left > wanted.workload().replicas();
            if (spare && (!pod.seemsReady() || ready > needed)) {
                left--;
                ready -= pod.seemsReady() ? 1 : 0;
                pods.end(pod);
            }
        }
    }
}
