package io.lbkit.aws.internal.network;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.lb.Member;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.Protocol;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.spi.FilterRequest;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A packet of a load balancer as a target sees it.
 *
 * @param source the source addresses: those of the load balancer, or of clients where they are preserved
 * @param protocol the protocol
 * @param port the port of the target
 */
record TargetPacket(Cidr source, Protocol protocol, int port) {
    private static final String PRESERVE = "preserve_client_ip.enabled";

    /**
     * The packets of the health check or of clients.
     *
     * @param request which ones
     * @param loadBalancer the addresses of the load balancer
     * @return the packets; nothing if the port is not known
     */
    static Optional<TargetPacket> of(FilterRequest request, Cidr loadBalancer) {
        Resource pool = request.pool().orElseThrow();
        Member member = request.member().orElseThrow();
        OptionalInt dataPort = dataPort(pool, member);
        if (request.leg() == FilterRequest.Leg.CHECK) {
            OptionalInt port = checkPort(pool, dataPort);
            return port.isPresent()
                    ? Optional.of(new TargetPacket(loadBalancer, Protocol.TCP, port.getAsInt()))
                    : Optional.empty();
        }
        if (dataPort.isEmpty()) {
            return Optional.empty();
        }
        Cidr source = preservesClients(pool, request.port().protocol())
                ? request.clients().orElseThrow()
                : loadBalancer;
        return Optional.of(new TargetPacket(source, request.port().protocol(), dataPort.getAsInt()));
    }

    private static OptionalInt dataPort(Resource pool, Member member) {
        return member.port().isPresent()
                ? member.port()
                : pool.get(AwsKinds.TARGET_GROUP_PORT).stream()
                        .mapToInt(Long::intValue)
                        .findFirst();
    }

    private static OptionalInt checkPort(Resource pool, OptionalInt dataPort) {
        return pool.get(AwsKinds.HEALTH_CHECK_PORT)
                .map(port ->
                        port.chars().allMatch(Character::isDigit) ? OptionalInt.of(Integer.parseInt(port)) : dataPort)
                .orElse(OptionalInt.empty());
    }

    /** AWS preserves the addresses of clients for instances, and for pods under UDP, unless it is told otherwise. */
    private static boolean preservesClients(Resource pool, Protocol protocol) {
        boolean toInstances =
                pool.get(AwsKinds.TARGET_TYPE).filter("instance"::equals).isPresent();
        return pool.get(AwsKinds.TARGET_GROUP_ATTRIBUTES)
                .flatMap(attributes -> Optional.ofNullable(attributes.get(PRESERVE)))
                .map("true"::equals)
                .orElse(toInstances || protocol == Protocol.UDP);
    }
}
