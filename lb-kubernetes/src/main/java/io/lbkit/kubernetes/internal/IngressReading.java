package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.PortStatus;
import io.lbkit.model.cluster.IngressPort;
import io.lbkit.model.cluster.IpMode;
import io.lbkit.model.cluster.LoadBalancerIngress;
import java.util.List;
import java.util.Optional;

/**
 * An entry of the published addresses. One that cannot be used is left out with a warning and not held against the Service:
 * dumps for support often have their addresses blacked out.
 */
final class IngressReading {
    private static final String REMEDY = "Read the Service again from the cluster, without blacking out its status.";

    private IngressReading() {}

    static Optional<LoadBalancerIngress> read(
            String at, io.fabric8.kubernetes.api.model.LoadBalancerIngress in, Faults faults) {
        LoadBalancerIngress.Builder out = LoadBalancerIngress.builder();
        Optional<String> ip = Values.text(in.getIp());
        Optional<String> hostname = Values.text(in.getHostname());
        out.hostname(hostname);
        boolean usable = hostname.isPresent();
        if (ip.isPresent() || !usable) {
            var address = faults.orLeaveOut(REMEDY, () -> Values.address(at + ".ip", in.getIp()));
            out.ip(address);
            usable |= address.isPresent();
        }
        Values.text(in.getIpMode())
                .flatMap(mode -> faults.orLeaveOut(REMEDY, () -> IpMode.parse(at + ".ipMode", mode)))
                .ifPresent(out::ipMode);
        readPorts(at, in, faults, out);
        return usable ? Optional.of(out.build()) : Optional.empty();
    }

    private static void readPorts(
            String at,
            io.fabric8.kubernetes.api.model.LoadBalancerIngress in,
            Faults faults,
            LoadBalancerIngress.Builder out) {
        List<PortStatus> ports = Values.items(in.getPorts(), PortStatus::new);
        for (int i = 0; i < ports.size(); i++) {
            PortStatus port = ports.get(i);
            String field = at + ".ports[" + i + "].protocol";
            faults.orLeaveOut(
                            REMEDY,
                            () -> new IngressPort(
                                    Values.orZero(port.getPort()),
                                    Values.protocol(field, port.getProtocol()),
                                    Values.text(port.getError())))
                    .ifPresent(out::addPort);
        }
    }
}
