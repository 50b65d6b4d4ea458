package io.lbkit.model.resource;

import io.lbkit.model.cluster.SessionAffinity;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.CheckTiming;
import io.lbkit.model.lb.Exposure;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.immutables.value.Value;

/**
 * The schema of a kind of cloud object: what the engine needs to know to compare two of them and to plan and batch their
 * changes. A constant of a provider. Equal by name.
 */
@Value.Immutable
public interface ResourceKind extends Comparable<ResourceKind> {
    /** {@return the cloud's own public type name, for example {@code compute#forwardingRule}} */
    String name();

    /** {@return the part it plays} */
    @Value.Auxiliary
    @Value.Default
    default Role role() {
        return Role.OTHER;
    }

    /** {@return its fields, in the order in which people list them; names are unique} */
    @Value.Auxiliary
    List<Attribute<?>> attributes();

    /** {@return how it holds members, if it does} */
    @Value.Auxiliary
    Optional<MemberSchema> members();

    /** {@return in which order it is replaced; {@link Replacement#CREATE_FIRST} unless said otherwise} */
    @Value.Auxiliary
    @Value.Default
    default Replacement replacement() {
        return Replacement.CREATE_FIRST;
    }

    /**
     * {@return for a kind that is replaced {@link Replacement#DELETE_FIRST}: the temporary resource that exists meanwhile and
     * keeps what must not be lost, such as the address, made from the resource that is replaced}
     */
    @Value.Auxiliary
    Optional<Function<Resource, Resource>> heldBy();

    /** {@return how its changes are batched; {@link Batching#INDEPENDENT} unless said otherwise} */
    @Value.Auxiliary
    @Value.Default
    default Batching batching() {
        return Batching.INDEPENDENT;
    }

    /** {@return what changes must have in common to go in one batch; the resource itself unless said otherwise} */
    @Value.Auxiliary
    @Value.Default
    default Function<Resource, String> batchKey() {
        return resource -> resource.id().toString();
    }

    /** {@return what removing one does to traffic; {@link Impact#INTERRUPTS} unless said otherwise} */
    @Value.Auxiliary
    @Value.Default
    default Impact deleteImpact() {
        return Impact.INTERRUPTS;
    }

    /**
     * {@return for a kind by which clients find the load balancer: the addresses and domain names that an object publishes,
     * as far as they are known}
     */
    @Value.Auxiliary
    Optional<Function<Resource, SortedSet<String>>> publishes();

    /** {@return for a kind that accepts connections of clients: on which ports an object does so, as far as it is known} */
    @Value.Auxiliary
    Optional<Function<Resource, SortedSet<ServedPort>>> serves();

    /** {@return for a kind that bears upon who can reach a Service: what an object contributes} */
    @Value.Auxiliary
    Optional<Function<Resource, Exposure>> exposes();

    /**
     * {@return for a kind that decides it: whether an object sends all connections of a client to one member, as far as it is
     * known}
     */
    @Value.Auxiliary
    Optional<Function<Resource, Optional<SessionAffinity>>> affinity();

    /** {@return for a kind that says it: how soon an object notices that a member fails, as far as it is known} */
    @Value.Auxiliary
    Optional<Function<Resource, Optional<CheckTiming>>> checks();

    /** {@return for a kind that takes connections in zones: the zones in which an object does so; none if they are not known} */
    @Value.Auxiliary
    Optional<Function<Resource, SortedSet<String>>> zones();

    /**
     * {@return for a kind that decides it: whether an object sends connections that came in one zone to members of every zone,
     * as far as it is known; what holds of a pool holds before what holds of its load balancer}
     */
    @Value.Auxiliary
    Optional<Function<Resource, Optional<Boolean>>> crossesZones();

    /** {@return for a kind whose objects can be protected in the cloud: whether an object is protected from deletion} */
    @Value.Auxiliary
    Optional<Predicate<Resource>> deletionProtected();

    /**
     * {@return the attribute of a name}
     *
     * @param attribute the name
     */
    default Optional<Attribute<?>> attribute(String attribute) {
        for (Attribute<?> candidate : attributes()) {
            if (candidate.name().equals(attribute)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    @Override
    default int compareTo(ResourceKind other) {
        return name().compareTo(other.name());
    }

    /** Checks that names are unique. */
    @Value.Check
    default void check() {
        if (name().isEmpty()) {
            throw InvalidValueException.of("name", "", "a kind has a name");
        }
        Set<String> names = new HashSet<>();
        members().ifPresent(schema -> names.add(schema.attribute()));
        for (Attribute<?> attribute : attributes()) {
            if (!names.add(attribute.name())) {
                throw InvalidValueException.of("attributes", attribute.name(), "the names of attributes differ");
            }
        }
        if (heldBy().isPresent() && replacement() == Replacement.CREATE_FIRST) {
            throw InvalidValueException.of("heldBy", name(), "only a kind that is replaced DELETE_FIRST needs a hold");
        }
    }

    /** {@return a builder; the name is mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link ResourceKind}. Not thread-safe. */
    final class Builder extends ImmutableResourceKind.Builder {
        Builder() {}
    }
}
