package io.lbkit.model.resource;

import io.lbkit.model.Coverage;
import io.lbkit.model.Fingerprint;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.MemberSet;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.immutables.value.Value;

/**
 * One cloud object, wanted or observed: its kind and name, owners, the values of its attributes, and its members. Immutable.
 *
 * <p>An attribute without a value is <em>unmanaged</em> in a wanted resource (it may have any value) and <em>unknown</em> in
 * an observed one (it was not read); neither causes a change. {@link SpecValue#absent()} means that it must not be set, or is
 * known not to be.
 */
@Value.Immutable
public interface Resource {
    /** {@return the schema} */
    ResourceKind kind();

    /** {@return the name, unique in its kind, without a slash} */
    String name();

    /** {@return who it belongs to; none means that it is not ours} */
    @Value.NaturalOrder
    SortedSet<Owner> owners();

    /** {@return the values of attributes by their names} */
    @Value.NaturalOrder
    SortedMap<String, SpecValue> spec();

    /** {@return the members; absent if unmanaged, unknown, or if the kind has none} */
    Optional<MemberSet> members();

    /** {@return how much is known of the members; while it is not complete, no member is removed} */
    @Value.Default
    default Coverage membersCoverage() {
        return Coverage.COMPLETE;
    }

    /** {@return resources that must exist before this one, besides those it refers to} */
    @Value.NaturalOrder
    SortedSet<ResourceId> after();

    /** {@return the cloud's own id, for example an ARN; only on observed resources} */
    @Value.Auxiliary
    Optional<String> cloudId();

    /** {@return the cloud's version of the object, such as an ETag; only on observed resources} */
    @Value.Auxiliary
    Optional<String> revision();

    /** {@return what LBKit wrote to it last, if that is known; only on observed resources} */
    @Value.Auxiliary
    Optional<Applied> applied();

    /** {@return kind and name} */
    default ResourceId id() {
        return new ResourceId(kind().name(), name());
    }

    /** {@return everything that must exist before this one: what it refers to and {@link #after()}} */
    @Value.Lazy
    default SortedSet<ResourceId> dependsOn() {
        SortedSet<ResourceId> all = new TreeSet<>(after());
        spec().values().forEach(value -> all.addAll(value.references()));
        return Collections.unmodifiableSortedSet(all);
    }

    /**
     * The value of an attribute.
     *
     * @param <T> its Java type
     * @param attribute the attribute
     * @return the value; nothing if it is absent, unmanaged or unknown
     * @throws InvalidValueException if the kept value has not the form of the attribute
     */
    default <T> Optional<T> get(Attribute<T> attribute) {
        SpecValue value = spec().get(attribute.name());
        return value == null || value instanceof SpecValue.Absent
                ? Optional.empty()
                : Optional.of(attribute.decode(value));
    }

    /** {@return the fingerprint of the attributes} */
    default Fingerprint specFingerprint() {
        return Fingerprint.of(new SpecValue.Mapping(spec()).toString());
    }

    /** Checks attributes and members against the schema. */
    @Value.Check
    default void check() {
        id();
        spec().forEach((attribute, value) -> kind().attribute(attribute)
                .orElseThrow(() -> InvalidValueException.of(
                        "spec." + attribute, value, "a " + kind().name() + " has only " + kind().attributes()))
                .check(value));
        if (members().isPresent() && kind().members().isEmpty()) {
            throw InvalidValueException.of("members", id(), "a " + kind().name() + " has no members");
        }
    }

    /** {@return a builder; kind and name are mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Resource}. Not thread-safe. */
    final class Builder extends ImmutableResource.Builder {
        Builder() {}

        /**
         * Wants or states a value.
         *
         * @param <T> the Java type of the attribute
         * @param attribute the attribute
         * @param value the value
         * @return this builder
         */
        public <T> Builder set(Attribute<T> attribute, T value) {
            return putSpec(attribute.name(), attribute.encode(value));
        }

        /**
         * Wants or states that an attribute is not set.
         *
         * @param attribute the attribute
         * @return this builder
         */
        public Builder unset(Attribute<?> attribute) {
            return putSpec(attribute.name(), SpecValue.absent());
        }
    }
}
