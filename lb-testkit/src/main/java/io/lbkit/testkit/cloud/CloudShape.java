package io.lbkit.testkit.cloud;

import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The shape of a simulated cloud: which objects it has, what a Service becomes, and how writing works. Each is drawn after a
 * family of real clouds.
 */
public enum CloudShape {
    /**
     * Separate objects whose names need not be unique, references that keep meaning the old object when a new one takes its
     * name, members in calls of limited size. An object is replaced by a new one beside it. After AWS. See
     * {@link SimulatedKinds}.
     */
    SEPARATE_OBJECTS,

    /**
     * Many small objects with unique names: an object is deleted before its successor is made, and an address object holds the
     * address meanwhile. A change names the revision that it is based on. Each write is an operation that ends two seconds
     * later: the provider waits for it, so that the clock of the cloud moves on, and whoever loses the answer sees the effect only then. After Google. See
     * {@link SmallObjectKinds}.
     */
    MANY_SMALL_OBJECTS,

    /**
     * One document for the front ends, rules, probes and pools of all Services, and of strangers; all changes of a batch are
     * one write, which happens as a whole or not at all. It conflicts if a part that it changes was changed meanwhile, as if
     * the driver read the document, put the named parts in, and wrote it back under its version. Addresses and firewall rules
     * are objects of their own. After Azure. See {@link DocumentKinds}.
     */
    ONE_DOCUMENT;

    private static final Duration OPERATION = Duration.ofSeconds(2);

    /** {@return the name used in settings, for example {@code separate-objects}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return every kind of object that a cloud of this shape has} */
    public Set<ResourceKind> kinds() {
        return switch (this) {
            case SEPARATE_OBJECTS -> SimulatedKinds.all();
            case MANY_SMALL_OBJECTS -> SmallObjectKinds.all();
            case ONE_DOCUMENT -> DocumentKinds.all();
        };
    }

    /** {@return the kind of a name} */
    Optional<ResourceKind> kind(String name) {
        return kinds().stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** {@return what a Service becomes; pure} */
    List<Resource> resources(ServiceWish wish, Optional<IpAddress> requestedAddress) {
        return switch (this) {
            case SEPARATE_OBJECTS -> ServiceResources.all(wish, requestedAddress);
            case MANY_SMALL_OBJECTS -> SmallObjects.all(wish, requestedAddress);
            case ONE_DOCUMENT -> DocumentParts.all(wish, requestedAddress);
        };
    }

    AddressRules addresses(SimulatedFacts facts) {
        return this == SEPARATE_OBJECTS ? new LoadBalancerAddresses(facts) : new HeldAddresses(facts);
    }

    /** {@return how long after a call its effect can be seen} */
    public Duration operationTime() {
        return this == MANY_SMALL_OBJECTS ? OPERATION : Duration.ZERO;
    }
}
