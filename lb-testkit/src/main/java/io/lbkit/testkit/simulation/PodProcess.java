package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Container;
import io.lbkit.model.cluster.ContainerPort;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.PodPhase;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A pod as it is, of which the API server learns late. */
final class PodProcess {
    /** The port on which every pod listens. */
    static final int PORT = 8080;

    private final ObjectKey key;
    private final Workload workload;
    private final int version;
    private final Machine machine;
    private final IpAddress address;
    private final IpAddress addressSix;
    private boolean accepting;
    private boolean ready;
    private Optional<Instant> ending = Optional.empty();
    private Optional<Instant> gone = Optional.empty();

    PodProcess(ObjectKey key, Workload workload, int version, Machine machine, int place) {
        this.key = key;
        this.workload = workload;
        this.version = version;
        this.machine = machine;
        this.address = machine.firstPodAddress().plus(place);
        this.addressSix = machine.firstPodAddressSix().plus(place);
    }

    Workload workload() {
        return workload;
    }

    ObjectKey key() {
        return key;
    }

    int version() {
        return version;
    }

    Machine machine() {
        return machine;
    }

    /** Its addresses, one of each family. */
    List<IpAddress> addresses() {
        return List.of(address, addressSix);
    }

    /** Whether its process listens. */
    boolean isAccepting() {
        return accepting;
    }

    void accepting(boolean value) {
        accepting = value;
    }

    /** Whether it passes its readiness probe. */
    boolean isReady() {
        return ready;
    }

    void ready(boolean value) {
        ready = value;
    }

    /** Whether the API server takes it for ready. */
    boolean seemsReady() {
        return ready && machine.isReported();
    }

    boolean isEnding() {
        return ending.isPresent();
    }

    void end(Instant now) {
        ending = Optional.of(now);
    }

    Optional<Instant> gone() {
        return gone;
    }

    void gone(Instant now) {
        accepting = false;
        ready = false;
        gone = Optional.of(now);
    }

    /** Whether it delivers what is sent to it, as far as the network reaches it. */
    boolean serves() {
        return accepting && ready && machine.isUp();
    }

    boolean isOf(String namespace, String app) {
        return key.namespace().equals(namespace) && workload.service().name().equals(app);
    }

    Pod toPod() {
        return Pod.builder()
                .key(key)
                .uid("uid-" + key.name())
                .putLabel("app", workload.service().name())
                .putLabel("version", Integer.toString(version))
                .deletionRequested(ending)
                .owner("ReplicaSet/" + workload.service().name() + "-" + version)
                .phase(PodPhase.RUNNING)
                .addIps(address, addressSix)
                .nodeName(machine.name())
                .terminationGraceSeconds(workload.grace().toSeconds())
                .putCondition("Ready", Condition.of(seemsReady() ? ConditionStatus.TRUE : ConditionStatus.FALSE))
                .addContainer(Container.builder()
                        .name("app")
                        .readinessProbe(true)
                        .addPort(new ContainerPort("http", PORT, Protocol.TCP))
                        .build())
                .build();
    }
}
