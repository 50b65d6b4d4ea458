package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.lbkit.model.cluster.Container;
import io.lbkit.model.cluster.ContainerPort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A container of a Pod together with its status. */
final class ContainerReading {
    private ContainerReading() {}

    static Container read(
            String at,
            io.fabric8.kubernetes.api.model.Container in,
            @Nullable ContainerStatus status,
            boolean sidecar,
            Faults faults) {
        Container.Builder out = Container.builder();
        out.name(Values.orEmpty(in.getName()));
        out.sidecar(sidecar);
        out.readinessProbe(in.getReadinessProbe() != null);
        readPorts(at, in, out, faults);
        if (status != null) {
            readStatus(status, out);
        }
        return out.build();
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

    private static void readStatus(ContainerStatus status, Container.Builder out) {
        out.restarts(Math.max(0, Values.orZero(status.getRestartCount())));
        if (status.getState() != null && status.getState().getWaiting() != null) {
            out.waitingReason(Values.text(status.getState().getWaiting().getReason()));
        }
    }
}
