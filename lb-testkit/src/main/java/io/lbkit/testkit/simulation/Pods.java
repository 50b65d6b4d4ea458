package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.execute.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Starts pods on machines, lets them become ready, and ends them with their grace. */
final class Pods {
    /** So many addresses of a machine are used in turn: an address comes back, as it does in a real network. */
    private static final int ADDRESSES = 50;

    private final Scheduler queue;
    private final ApiServer api;
    private final RandomGenerator random;
    private final SortedMap<ObjectKey, PodProcess> running = new TreeMap<>();
    private final Map<IpAddress, PodProcess> byAddress = new HashMap<>();
    private final Map<Machine, Integer> given = new HashMap<>();
    private final List<Consumer<PodProcess>> watchers = new ArrayList<>();
    private long count;

    Pods(Scheduler queue, ApiServer api, RandomGenerator random) {
        this.queue = queue;
        this.api = api;
        this.random = random;
    }

    /** The watcher is told whenever the API server learns something new of a pod. */
    void watch(Consumer<PodProcess> watcher) {
        watchers.add(watcher);
    }

    List<PodProcess> all() {
        return List.copyOf(running.values());
    }

    List<PodProcess> of(ServiceKey workload) {
        return running.values().stream()
                .filter(pod -> pod.workload().service().equals(workload))
                .toList();
    }

    Optional<PodProcess> at(IpAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    void start(Workload workload, int version, List<Machine> machines) {
        Optional<Machine> chosen = machines.stream()
                .filter(machine -> machine.isReported() && !machine.isCordoned())
                .min(Comparator.comparingLong((Machine machine) -> load(machine, workload))
                        .thenComparing(Machine::name));
        if (chosen.isEmpty()) {
            return;
        }
        Machine machine = chosen.get();
        count++;
        String name = workload.service().name() + "-" + version + "-" + count;
        PodProcess pod = new PodProcess(
                ObjectKey.of(workload.service().namespace(), name), workload, version, machine, nextPlace(machine));
        running.put(pod.key(), pod);
        pod.addresses().forEach(address -> byAddress.put(address, pod));
        report(pod);
        Duration startUp = workload.startUp().plusMillis(random.nextInt(3_000));
        after(startUp, () -> accept(pod));
    }

    private long load(Machine machine, Workload workload) {
        return running.values().stream()
                .filter(pod -> pod.machine() == machine && !pod.isEnding())
                .mapToLong(pod -> pod.workload().service().equals(workload.service()) ? 100 : 1)
                .sum();
    }

    private int nextPlace(Machine machine) {
        int place;
        do {
            place = 1 + given.merge(machine, 1, Integer::sum) % ADDRESSES;
        } while (byAddress.containsKey(machine.firstPodAddress().plus(place)));
        return place;
    }

    private void accept(PodProcess pod) {
        if (pod.gone().isEmpty() && !pod.isEnding()) {
            pod.accepting(true);
            after(Duration.ofMillis(500 + random.nextInt(1_500)), () -> ready(pod, true));
        }
    }

    /** A readiness probe begins to pass or to fail. */
    void ready(PodProcess pod, boolean passes) {
        if (pod.gone().isEmpty() && pod.isAccepting() && pod.isReady() != passes) {
            pod.ready(passes);
            report(pod);
        }
    }

    void end(PodProcess pod) {
        if (pod.isEnding() || pod.gone().isPresent()) {
            return;
        }
        pod.end(queue.instant());
        report(pod);
        after(pod.workload().lingers(), () -> pod.accepting(false));
        after(pod.workload().grace(), () -> kill(pod));
    }

    /** Nobody can end a pod on a machine that cannot be reached. */
    void kill(PodProcess pod) {
        if (pod.gone().isEmpty() && pod.machine().isUp()) {
            pod.gone(queue.instant());
            running.remove(pod.key());
            pod.addresses().forEach(byAddress::remove);
            api.remove(pod.toPod());
            watchers.forEach(watcher -> watcher.accept(pod));
        }
    }

    /** Ends at once what should have ended while its machine could not be reached. */
    void killOverdue(Machine machine) {
        all().stream()
                .filter(pod -> pod.machine() == machine && pod.isEnding() && !pod.isAccepting())
                .forEach(this::kill);
    }

    void report(PodProcess pod) {
        api.write(pod.toPod());
        watchers.forEach(watcher -> watcher.accept(pod));
    }

    private void after(Duration time, Runnable task) {
        queue.schedule(queue.instant().plus(time), task);
    }
}
