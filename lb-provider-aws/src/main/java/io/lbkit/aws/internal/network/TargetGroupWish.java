package io.lbkit.aws.internal.network;

import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.net.IpFamily;

/**
 * What matters of a target group to the rules that let packets reach its targets.
 *
 * @param port the port of the Service
 * @param protocol of the target group, for example {@code TCP_UDP}
 * @param mode nodes or pods
 * @param family of the targets
 * @param healthCheckPort {@code traffic-port} or a number
 * @param preservesClientIp whether targets see the address of the client
 * @param preservesByWish whether the Service says so itself
 * @param backends the targets; the members are instances or pod addresses
 */
public record TargetGroupWish(
        ServicePort port,
        String protocol,
        BackendMode mode,
        IpFamily family,
        String healthCheckPort,
        boolean preservesClientIp,
        boolean preservesByWish,
        PortBackends backends) {
    /** {@return whether packets of UDP or QUIC arrive} */
    public boolean hasUdp() {
        return protocol.contains("UDP") || protocol.contains("QUIC");
    }

    /** {@return whether connections of TCP arrive} */
    public boolean hasTcp() {
        return protocol.startsWith("TCP") || protocol.equals("TLS");
    }
}
