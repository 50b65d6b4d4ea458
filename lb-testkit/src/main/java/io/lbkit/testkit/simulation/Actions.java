package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.net.Protocol;
import io.lbkit.model.resource.Role;
import io.lbkit.reconcile.execute.Scheduler;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.testkit.cloud.Fault;
import io.lbkit.testkit.cloud.Operation;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.SmallObjectKinds;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lets the moments of a history happen, and ends what they began. */
final class Actions {
    /** So few Services that things happen to the same one often. */
    private static final int SERVICES = 3;

    private final Scheduler queue;
    private final SimulatedCluster cluster;
    private final SimulatedCloud cloud;
    private final ControllerHost host;
    private final Clients clients;
    private final Tampering tampering;
    private long uids;

    Actions(
            Scheduler queue,
            SimulatedCluster cluster,
            SimulatedCloud cloud,
            ControllerHost host,
            Clients clients,
            Tampering tampering) {
        this.queue = queue;
        this.cluster = cluster;
        this.cloud = cloud;
        this.host = host;
        this.clients = clients;
        this.tampering = tampering;
    }

    void perform(Moment moment) {
        int which = moment.which();
        int amount = moment.amount();
        int slot = which % SERVICES;
        ServiceKey service = Services.key(slot);
        switch (moment.verb()) {
            case DEPLOY -> deploy(service, slot, amount % 2 == 1, amount / 2 % 2 == 1, families(which), 1 + amount / 4);
            case DELETE -> cluster.delete(service);
            case SCALE -> cluster.workload(service).ifPresent(workload -> cluster.apply(workload.scaledTo(amount % 6)));
            case ROLL -> roll(service, Duration.ofSeconds(amount % 3 == 0 ? 0 : 60));
            case FLAP -> cluster.failReadiness(service, which, Duration.ofSeconds(30L * (1 + amount)));
            case CORDON -> cluster.cordon(which, !cluster.machine(which).isCordoned());
            case DRAIN -> cluster.drain(which);
            case LOSE_NODE -> lose(which, amount);
            case LOSE_ZONE -> loseZone(cluster.machine(which).zone(), amount);
            case EXCLUDE -> cluster.exclude(which, !cluster.machine(which).isExcluded());
            case STOP_PROXY -> stopProxy(which, amount);
            case MODE -> edit(service, Services::toggledMode);
            case SPOIL -> edit(service, Services::toggledSpoil);
            case POLICY -> edit(service, before -> Services.toggledPolicy(before, slot));
            case PORT ->
                edit(
                        service,
                        before -> Services.toggledPort(before, slot, amount % 2 == 1 ? Protocol.UDP : Protocol.TCP));
            case MISSPELL -> misspell(service, amount);
            case TAMPER -> tampering.edit(service, amount);
            case FAIL -> fail(which, amount);
            case LAG -> lag(amount);
            case CRASH -> host.killAfter(amount);
            case RESTART -> host.kill();
        }
    }

    private static List<IpFamily> families(int which) {
        return switch (which / SERVICES) {
            case 0 -> List.of(IpFamily.IPV4);
            case 1 -> List.of(IpFamily.IPV4, IpFamily.IPV6);
            case 2 -> List.of(IpFamily.IPV6);
            default -> List.of(IpFamily.IPV6, IpFamily.IPV4);
        };
    }

    void deploy(ServiceKey service, int slot, boolean pods, boolean local, List<IpFamily> families, int replicas) {
        if (cluster.snapshot().service(service).isEmpty()) {
            uids++;
            cluster.apply(Services.make(service, slot, "uid-" + uids, pods, local, families));
            cluster.apply(Workload.of(service, replicas));
            clients.use(service);
        }
    }

    private void roll(ServiceKey service, Duration lingering) {
        cluster.workload(service).ifPresent(workload -> {
            cluster.apply(workload.lingering(lingering));
            cluster.roll(service);
        });
    }

    private void edit(ServiceKey service, UnaryOperator<Service> change) {
        cluster.edit(service, change);
    }

    private void lose(int node, int amount) {
        cluster.lose(node);
        after(Duration.ofSeconds(60L * (1 + amount)), () -> cluster.restore(node));
    }

    private void loseZone(String zone, int amount) {
        for (int node = 0; node < cluster.machines().size(); node++) {
            if (cluster.machine(node).zone().equals(zone)) {
                lose(node, amount);
            }
        }
    }

    private void stopProxy(int node, int amount) {
        cluster.proxy(node, false);
        after(Duration.ofSeconds(30L * (1 + amount)), () -> cluster.proxy(node, true));
    }

    private void misspell(ServiceKey service, int amount) {
        edit(service, Services::misspelt);
        after(Duration.ofSeconds(30L * (1 + amount)), () -> edit(service, Services::mended));
    }

    private void fail(int kind, int amount) {
        List<Fault> faults = List.of(
                Fault.losingAnswer(),
                Fault.refusing(ErrorKind.THROTTLED).retryAfter(Duration.ofSeconds(5)),
                Fault.refusing(ErrorKind.TRANSIENT),
                Fault.refusing(ErrorKind.CONFLICT),
                Fault.refusingBatch(ErrorKind.STATE_UNKNOWN),
                Fault.refusing(ErrorKind.QUOTA),
                Fault.refusing(ErrorKind.PERMISSION),
                Fault.refusing(ErrorKind.TRANSIENT).on(Operation.OBSERVE),
                Fault.refusing(ErrorKind.THROTTLED).on(Operation.OBSERVE),
                Fault.unreadable(someKind() + "/*", ErrorKind.TRANSIENT));
        cloud.faults().add(faults.get(kind).times(1 + amount).withProbability(0.7));
    }

    private String someKind() {
        return cloud.kinds().stream()
                .filter(kind -> kind.role() == Role.LISTENER)
                .findFirst()
                .orElse(SmallObjectKinds.BACKEND_SERVICE_KIND)
                .name();
    }

    private void lag(int amount) {
        cloud.observeBehind(Duration.ofSeconds(amount));
        after(Duration.ofMinutes(1), () -> cloud.observeBehind(Duration.ZERO));
    }

    /** Ends every fault: what people did stays, but for what was plainly a mistake. */
    void calm() {
        cloud.faults().clear();
        cloud.observeBehind(Duration.ZERO);
        for (int node = 0; node < cluster.machines().size(); node++) {
            cluster.restore(node);
            cluster.proxy(node, true);
            cluster.cordon(node, false);
            cluster.exclude(node, false);
        }
        cluster.snapshot().services().forEach(service -> edit(service.key(), Services::mended));
    }

    private void after(Duration time, Runnable task) {
        queue.schedule(queue.instant().plus(time), task);
    }
}
