package io.lbkit.testkit.conformance;

import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.NodeAddress;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import java.util.List;
import java.util.Optional;

/**
 * A provider on an empty cloud of its own, for one test, and what the kit may do around it. Only {@link #provider()} must be
 * written. The other methods adapt the cluster that the kit makes to the provider, or do to the cloud what a provider does
 * not; a question of {@link LoadBalancerProviderContract} says which of the latter work. Methods that are added later are
 * default methods.
 */
public interface ProviderHarness extends AutoCloseable {
    /** {@return the provider; the same object each time} */
    LoadBalancerProvider provider();

    /**
     * {@return another provider for the same cloud, as after a restart of the process; the same one unless overridden. The kit does
     * not close it}
     */
    default LoadBalancerProvider restarted() {
        return provider();
    }

    /**
     * {@return a node of the cluster; unless overridden, it has a name and an internal IPv4 address}
     *
     * @param number from 1; equal numbers give equal nodes
     */
    default Node node(int number) {
        String address = "10.0." + number / 250 + "." + (number % 250 + 1);
        return Node.builder()
                .name("node-%04d".formatted(number))
                .addAddress(new NodeAddress(NodeAddress.Type.INTERNAL_IP, IpAddress.parse(address)))
                .build();
    }

    /**
     * {@return the address of a pod; an IPv4 address of 10.1.0.0/16 unless overridden}
     *
     * @param number from 1; equal numbers give equal addresses
     */
    default IpAddress pod(int number) {
        return IpAddress.parse("10.1." + number / 250 + "." + (number % 250 + 1));
    }

    /**
     * {@return a Service with what the provider needs, such as annotations; unchanged unless overridden}
     *
     * @param plain a Service of type LoadBalancer
     */
    default Service service(Service plain) {
        return plain;
    }

    /**
     * {@return a port that a Service can have; 18080 and the following unless overridden}
     *
     * @param number from 1
     */
    default int port(int number) {
        return 18_079 + number;
    }

    /**
     * {@return edits of a Service, besides those that the kit knows, that change further attributes: one for each annotation
     * and value is best. None unless overridden}
     */
    default List<ServiceEdit> edits() {
        return List.of();
    }

    /**
     * {@return why an edit is not tried, for an emulator that cannot do what it asks for; nothing unless overridden. The report says
     * which edits are left out}
     *
     * @param edit an edit of the kit or of {@link #edits()}
     */
    default Optional<String> leavesOut(ServiceEdit edit) {
        return Optional.empty();
    }

    /**
     * {@return a value that an attribute of an object can be changed to; nothing if there is none. The kit proposes a value that
     * it has seen in a design, or the next number; that is taken unless overridden}
     *
     * @param observed the object
     * @param attribute the name of the attribute
     * @param proposed what the kit proposes; nothing if it knows none
     */
    default Optional<SpecValue> otherValue(Resource observed, String attribute, Optional<SpecValue> proposed) {
        return proposed;
    }

    /** Lets as much time pass as it takes until everything that was written can be read. Nothing happens unless overridden. */
    default void settle() {}

    /** {@return how many calls the cloud got so far; asked only if {@link LoadBalancerProviderContract#canCountCalls()}} */
    default long calls() {
        throw new UnsupportedOperationException("canCountCalls() says yes, so calls() must be written");
    }

    /**
     * Gives an attribute of an object another value behind the provider's back, also one that only a new object could have.
     * Called only if {@link LoadBalancerProviderContract#canEditBehind()}.
     *
     * @param observed the object
     * @param attribute the name of the attribute
     * @param value the value
     */
    default void edit(Resource observed, String attribute, SpecValue value) {
        throw new UnsupportedOperationException("canEditBehind() says yes, so edit(...) must be written");
    }

    /**
     * Lets the listing of a kind of objects fail from now on. Called only if
     * {@link LoadBalancerProviderContract#canHideParts()}.
     *
     * @param kind the kind
     */
    default void hide(ResourceKind kind) {
        throw new UnsupportedOperationException("canHideParts() says yes, so hide(...) must be written");
    }

    /**
     * Lets the cloud refuse the next call that writes, in the way that the provider must report as a kind of error. Called
     * only for kinds of {@link LoadBalancerProviderContract#canProvoke()}.
     *
     * @param kind the kind
     */
    default void provoke(ErrorKind kind) {
        throw new UnsupportedOperationException("canProvoke() names " + kind + ", so provoke(...) must be written");
    }

    /** Frees what the test used; closes the provider unless overridden. */
    @Override
    default void close() {
        provider().close();
    }
}
