package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.SleepAction;
import io.lbkit.model.cluster.Container;
import io.lbkit.model.cluster.ContainerPort;
import io.lbkit.model.cluster.EnvVariable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A container of a Pod together with its status. */
final class ContainerReading {
    private ContainerReading() {}

    static Container read(
            String at,
            io.fabric8.kubernetes.api.model.Container in,
            @Nullable ContainerStatus status,
            boolean sidecar,
            Predicate<String> variables,
            Faults faults) {
        Container.Builder out = Container.builder();
        out.name(Values.orEmpty(in.getName()));
        out.sidecar(sidecar);
        out.readinessProbe(in.getReadinessProbe() != null);
        sleepBeforeStop(in).ifPresent(out::preStopSleepSeconds);
        readPorts(at, in, out, faults);
        readVariables(in, variables, out);
        if (status != null) {
            readStatus(status, out);
        }
        return out.build();
    }

    private static Optional<Long> sleepBeforeStop(io.fabric8.kubernetes.api.model.Container in) {
        return Optional.ofNullable(in.getLifecycle())
                .map(Lifecycle::getPreStop)
                .map(LifecycleHandler::getSleep)
                .map(SleepAction::getSeconds)
                .filter(seconds -> seconds >= 0);
    }

    private static void readPorts(
            String at, io.fabric8.kubernetes.api.model.Container in, Container.Builder out, Faults faults) {
        List<io.fabric8.kubernetes.api.model.ContainerPort> ports =
                Values.items(in.getPorts(), io.fabric8.kubernetes.api.model.ContainerPort::new);
        for (int i = 0; i < ports.size(); i++) {
            String field = at + ".ports[" + i + "]";
            io.fabric8.kubernetes.api.model.ContainerPort port = ports.get(i);
            faults.check(
                            field,
                            () -> new ContainerPort(
                                    Values.orEmpty(port.getName()),
                                    Values.orZero(port.getContainerPort()),
                                    Values.protocol("protocol", port.getProtocol())))
                    .ifPresent(out::addPort);
        }
    }

    /** Of variables of one name, a process gets the last. */
    private static void readVariables(
            io.fabric8.kubernetes.api.model.Container in, Predicate<String> variables, Container.Builder out) {
        Map<String, EnvVariable> known = new LinkedHashMap<>();
        for (EnvVar variable : Values.items(in.getEnv(), EnvVar::new)) {
            String name = Values.orEmpty(variable.getName());
            if (variables.test(name)) {
                known.put(name, new EnvVariable(name, valueInPod(variable)));
            }
        }
        out.variables(known.values());
    }

    private static Optional<String> valueInPod(EnvVar variable) {
        return variable.getValueFrom() == null ? Optional.of(Values.orEmpty(variable.getValue())) : Optional.empty();
    }

    private static void readStatus(ContainerStatus status, Container.Builder out) {
        out.restarts(Math.max(0, Values.orZero(status.getRestartCount())));
        if (status.getState() != null && status.getState().getWaiting() != null) {
            out.waitingReason(Values.text(status.getState().getWaiting().getReason()));
        }
    }
}
