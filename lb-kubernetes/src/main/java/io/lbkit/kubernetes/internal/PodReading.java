package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.lbkit.kubernetes.Reading;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.PodPhase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Pod with the defaults of the API server. */
public final class PodReading {
    private static final String SIDECAR = "Always";
    private static final long DEFAULT_GRACE_SECONDS = 30;

    private final Faults faults;
    private final Predicate<String> variables;
    private final Pod.Builder pod = Pod.builder();

    private PodReading(Predicate<String> variables, Faults faults) {
        this.variables = variables;
        this.faults = faults;
    }

    /** Reads a live object with the variables of these names. */
    public static Reading<Pod> read(io.fabric8.kubernetes.api.model.Pod object, Set<String> variables) {
        Faults faults = new Faults(Meta.subject(ObjectType.POD, object), Origin.LIVE);
        return new PodReading(variables::contains, faults).reading(object);
    }

    /** Reads an object of a document, whose variables are those that {@link Ballast} has left. */
    static Reading<Pod> read(io.fabric8.kubernetes.api.model.Pod object, Faults faults) {
        return new PodReading(name -> true, faults).reading(object);
    }

    private Reading<Pod> reading(io.fabric8.kubernetes.api.model.Pod object) {
        readMeta(Meta.of(object));
        PodSpec spec = object.getSpec() == null ? new PodSpec() : object.getSpec();
        PodStatus status = object.getStatus() == null ? new PodStatus() : object.getStatus();
        readSpec(spec, status);
        readStatus(status);
        return faults.finish(pod::build);
    }

    private void readMeta(Meta meta) {
        faults.check(meta::key).ifPresent(pod::key);
        pod.uid(meta.uid());
        pod.labels(meta.labels());
        pod.deletionRequested(meta.deletionRequested(faults));
        pod.owner(meta.owners().stream()
                .filter(owner -> Values.isTrue(owner.getController()))
                .map(owner -> owner.getKind() + "/" + owner.getName())
                .findFirst());
    }

    private void readSpec(PodSpec spec, PodStatus status) {
        pod.nodeName(Values.text(spec.getNodeName()));
        Long grace = spec.getTerminationGracePeriodSeconds();
        pod.terminationGraceSeconds(grace == null || grace < 0 ? DEFAULT_GRACE_SECONDS : grace);
        pod.readinessGates(Values.items(spec.getReadinessGates(), PodReadinessGate::new).stream()
                .map(PodReadinessGate::getConditionType)
                .filter(Objects::nonNull)
                .toList());
        readContainers("spec.containers", spec.getContainers(), status.getContainerStatuses(), false);
        readContainers("spec.initContainers", spec.getInitContainers(), status.getInitContainerStatuses(), true);
    }

    private void readContainers(
            String field,
            @Nullable List<io.fabric8.kubernetes.api.model.Container> containers,
            @Nullable List<ContainerStatus> statuses,
            boolean init) {
        Map<String, ContainerStatus> byName = Values.items(statuses, ContainerStatus::new).stream()
                .collect(Collectors.toMap(
                        status -> Values.orEmpty(status.getName()), Function.identity(), (first, second) -> second));
        List<io.fabric8.kubernetes.api.model.Container> present =
                Values.items(containers, io.fabric8.kubernetes.api.model.Container::new);
        for (int i = 0; i < present.size(); i++) {
            io.fabric8.kubernetes.api.model.Container container = present.get(i);
            if (!init || SIDECAR.equals(container.getRestartPolicy())) {
                ContainerStatus status = byName.get(Values.orEmpty(container.getName()));
                pod.addContainer(
                        ContainerReading.read(field + "[" + i + "]", container, status, init, variables, faults));
            }
        }
    }

    private void readStatus(PodStatus status) {
        String phase = Values.text(status.getPhase()).orElse(PodPhase.PENDING.apiName());
        faults.check(() -> PodPhase.parse("status.phase", phase)).ifPresent(pod::phase);
        readAddresses(status);
        Conditions conditions = new Conditions(faults);
        Values.items(status.getConditions(), PodCondition::new)
                .forEach(c -> conditions.add(
                        c.getType(), c.getStatus(), c.getReason(), c.getMessage(), c.getLastTransitionTime()));
        pod.conditions(conditions.byType());
    }

    private void readAddresses(PodStatus status) {
        List<PodIP> addresses = Values.items(status.getPodIPs(), PodIP::new);
        for (int i = 0; i < addresses.size(); i++) {
            readAddress("status.podIPs[" + i + "].ip", addresses.get(i).getIp());
        }
        if (addresses.isEmpty() && Values.text(status.getPodIP()).isPresent()) {
            readAddress("status.podIP", status.getPodIP());
        }
    }

    private void readAddress(String field, @Nullable String text) {
        faults.orLeaveOut(
                        "Read the pod again from the cluster, without blacking out its addresses.",
                        () -> Values.address(field, text))
                .ifPresent(pod::addIp);
    }
}
