package io.lbkit.reconcile.spi;

import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.Member;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.reconcile.internal.QuestionStyle;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** Packets of one leg of the way from a client to a backend, whose filters a provider is asked for. Immutable. */
@Value.Immutable
@QuestionStyle
public interface FilterRequest {
    /** A part of the way. */
    enum Leg {
        /** From a client to the address of the load balancer. */
        FRONT,
        /** From the load balancer to a member, to ask after its health. */
        CHECK,
        /** From the load balancer to a member, with what the client sent, under the address that the member sees. */
        DATA
    }

    /** {@return the part of the way} */
    Leg leg();

    /** {@return what is known of the networks of the cloud} */
    CloudFacts facts();

    /** {@return what exists, where references of objects lead} */
    ResourceGraph actual();

    /** {@return whether all that exists could be read, so that what is not there does not exist} */
    boolean complete();

    /** {@return the objects that exist for the Service: its load balancer, listeners, firewalls and whatever else} */
    List<Resource> objects();

    /** {@return the pool behind the port, if it is known; the health check and the data need it} */
    Optional<Resource> pool();

    /** {@return the member that packets are sent to; the health check and the data need it} */
    Optional<Member> member();

    /** {@return the Service port} */
    ServicePort port();

    /** {@return the family of the addresses} */
    IpFamily family();

    /** {@return the clients; the health check has none} */
    Optional<Cidr> clients();

    /** Checks that what a leg needs is there. */
    @Value.Check
    default void check() {
        if (leg() != Leg.CHECK && clients().isEmpty()) {
            throw InvalidValueException.of("clients", "", "the leg " + leg() + " needs clients");
        }
        if (leg() != Leg.FRONT && (pool().isEmpty() || member().isEmpty())) {
            throw InvalidValueException.of("member", "", "the leg " + leg() + " needs a pool and a member of it");
        }
    }

    /** {@return a builder; pool, member and clients may be left out where a leg does not need them} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link FilterRequest}. Not thread-safe. */
    final class Builder extends ImmutableFilterRequest.Builder {
        Builder() {}
    }
}
