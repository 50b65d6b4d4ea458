package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.reconcile.execute.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A cluster in virtual time: nodes in zones, workloads that roll out and scale, pods that start, become ready and end with
 * their grace, slices that are written late, and a kube-proxy on each node that learns of them later still. What people do to
 * it are its methods; time passes in the {@link Simulation} that it belongs to. Nodes count from 0. Not thread-safe.
 */
public final class SimulatedCluster {
    private static final Duration NODE_MONITOR_GRACE = Duration.ofSeconds(40);
    private static final Duration EVICTION = Duration.ofSeconds(60);

    private final Scheduler queue;
    private final ApiServer api;
    private final List<Machine> machines = new ArrayList<>();
    private final Map<String, Machine> machinesByName = new HashMap<>();
    private final Pods pods;
    private final Deployments deployments;
    private final SliceController slices;

    SimulatedCluster(Scheduler queue, ClusterShape shape, RandomGenerator random) {
        this.queue = queue;
        this.api = new ApiServer(queue);
        this.pods = new Pods(queue, api, random);
        this.deployments = new Deployments(queue, pods, machines);
        this.slices = new SliceController(queue, api, Duration.ofMillis(200 + random.nextInt(1_300)));
        pods.watch(slices::podChanged);
        for (int i = 0; i < shape.nodes(); i++) {
            String zone = String.valueOf((char) ('a' + i % shape.zones()));
            Machine machine = new Machine(i, zone, Duration.ofMillis(100 + random.nextInt(1_900)));
            machines.add(machine);
            machinesByName.put(machine.name(), machine);
            api.write(machine.toNode());
        }
    }

    ApiServer api() {
        return api;
    }

    Pods pods() {
        return pods;
    }

    List<Machine> machines() {
        return machines;
    }

    /** {@return the objects of the API server now} */
    public ClusterSnapshot snapshot() {
        return api.cluster();
    }

    /**
     * {@return the workload behind a Service, if it has one}
     *
     * @param service the Service
     */
    public Optional<Workload> workload(ServiceKey service) {
        return deployments.workload(service);
    }

    /**
     * Writes a Service, new or changed.
     *
     * @param service the Service
     */
    public void apply(Service service) {
        Optional<Service> before = snapshot().service(service.key());
        if (!before.equals(Optional.of(service))) {
            api.write(service);
            slices.changed(service.key());
        }
    }

    /**
     * Changes a Service, if it is there.
     *
     * @param key the Service
     * @param change what becomes of it
     */
    public void edit(ServiceKey key, UnaryOperator<Service> change) {
        snapshot().service(key).ifPresent(service -> apply(change.apply(service)));
    }

    /**
     * Writes a workload, new or with other figures.
     *
     * @param workload the workload
     */
    public void apply(Workload workload) {
        deployments.put(workload);
    }

    /**
     * Rolls a workload out in a new version.
     *
     * @param service the Service of the workload
     */
    public void roll(ServiceKey service) {
        deployments.roll(service);
    }

    /**
     * Deletes a Service with its workload.
     *
     * @param service the Service
     */
    public void delete(ServiceKey service) {
        deployments.remove(service);
        if (snapshot().service(service).isPresent()) {
            api.write(service, snapshot().without(ObjectType.SERVICE, service.toString()));
            slices.changed(service);
        }
    }

    /**
     * Lets a pod fail its readiness probe for some time, although its process goes on listening.
     *
     * @param service the Service of the pod
     * @param pod which of its pods, from 0; counted round
     * @param time how long
     */
    public void failReadiness(ServiceKey service, int pod, Duration time) {
        List<PodProcess> all = pods.of(service);
        if (!all.isEmpty()) {
            PodProcess chosen = all.get(pod % all.size());
            pods.ready(chosen, false);
            after(time, () -> pods.ready(chosen, true));
        }
    }

    /**
     * Cordons a node or ends that.
     *
     * @param node which node
     * @param cordoned whether it is to take no new pods
     */
    public void cordon(int node, boolean cordoned) {
        change(node, machine -> machine.cordoned(cordoned));
    }

    /**
     * Cordons a node and ends its pods.
     *
     * @param node which node
     */
    public void drain(int node) {
        cordon(node, true);
        Machine machine = machine(node);
        pods.all().stream().filter(pod -> pod.machine() == machine).forEach(pods::end);
    }

    /**
     * Labels a node so that it is left out of load balancers, or ends that.
     *
     * @param node which node
     * @param excluded whether it is to be left out
     */
    public void exclude(int node, boolean excluded) {
        change(node, machine -> machine.excluded(excluded));
    }

    /**
     * Stops kube-proxy on a node, or starts it: while it is down, the rules stay as they are and no probe is answered.
     *
     * @param node which node
     * @param runs whether it runs
     */
    public void proxy(int node, boolean runs) {
        Machine machine = machine(node);
        if (runs) {
            machine.startProxy();
        } else if (machine.isProxyUp()) {
            machine.stopProxy(api, now());
        }
    }

    /**
     * Cuts a node off. After 40 seconds the API server takes it for lost, and 60 seconds later its pods are replaced.
     *
     * @param node which node
     */
    public void lose(int node) {
        Machine machine = machine(node);
        if (!machine.isUp()) {
            return;
        }
        machine.up(false);
        after(NODE_MONITOR_GRACE, () -> {
            if (!machine.isUp()) {
                report(machine, false);
                after(EVICTION, () -> evict(machine));
            }
        });
    }

    private void evict(Machine machine) {
        if (!machine.isUp()) {
            pods.all().stream().filter(pod -> pod.machine() == machine).forEach(pods::end);
        }
    }

    /**
     * Lets a node that was cut off come back.
     *
     * @param node which node
     */
    public void restore(int node) {
        Machine machine = machine(node);
        if (!machine.isUp()) {
            machine.up(true);
            pods.killOverdue(machine);
            after(Duration.ofSeconds(5), () -> {
                if (machine.isUp()) {
                    report(machine, true);
                }
            });
        }
    }

    private void report(Machine machine, boolean ready) {
        if (machine.isReported() != ready) {
            machine.reported(ready);
            api.write(machine.toNode());
            pods.all().stream().filter(pod -> pod.machine() == machine).forEach(pods::report);
            deployments.syncAll();
        }
    }

    /**
     * Publishes the addresses of a Service in its status.
     *
     * @param service the Service
     * @param ingress the addresses
     */
    void publish(ServiceKey service, List<LoadBalancerIngress> ingress) {
        edit(service, before -> Service.builder().from(before).ingress(ingress).build());
    }

    private void change(int node, Consumer<Machine> change) {
        Machine machine = machine(node);
        Node before = machine.toNode();
        change.accept(machine);
        if (!before.equals(machine.toNode())) {
            api.write(machine.toNode());
            deployments.syncAll();
        }
    }

    Machine machine(int node) {
        return machines.get(Math.floorMod(node, machines.size()));
    }

    /** {@return whether a node is up and its kube-proxy works, known to anybody or not} */
    boolean isAlive(String node) {
        return machine(node)
                .filter(machine -> machine.isUp() && machine.isProxyUp())
                .isPresent();
    }

    Optional<Machine> machine(String name) {
        return Optional.ofNullable(machinesByName.get(name));
    }

    private Instant now() {
        return queue.instant();
    }

    private void after(Duration time, Runnable task) {
        queue.schedule(now().plus(time), task);
    }
}
