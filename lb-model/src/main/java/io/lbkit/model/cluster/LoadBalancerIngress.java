package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.IpAddress;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** One entry of {@code status.loadBalancer.ingress}: an address that clients use. Immutable. */
@Value.Immutable
public interface LoadBalancerIngress {
    /** {@return the address, if it is published as one} */
    Optional<IpAddress> ip();

    /** {@return the host name, if one is published} */
    Optional<String> hostname();

    /** {@return how packets arrive; {@link IpMode#VIP} unless said otherwise, as the API server defaults it} */
    @Value.Default
    default IpMode ipMode() {
        return IpMode.VIP;
    }

    /** {@return the outcome per port, if the implementation reports it} */
    List<IngressPort> ports();

    /** Checks that there is an address or a host name. */
    @Value.Check
    default void check() {
        if (ip().isEmpty() && hostname().isEmpty()) {
            throw InvalidValueException.of("ingress", "", "an entry has an ip or a hostname");
        }
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link LoadBalancerIngress}. Not thread-safe. */
    final class Builder extends ImmutableLoadBalancerIngress.Builder {
        Builder() {}
    }
}
