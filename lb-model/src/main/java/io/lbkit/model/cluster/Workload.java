package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.immutables.value.Value;

/**
 * Something that keeps pods of one template running, cut to what matters to a load balancer. Immutable.
 */
@Value.Immutable
public interface Workload {
    /** {@return kind, namespace and name} */
    WorkloadKey key();

    /** {@return the controlling owner as {@code Kind/name}, for example {@code Deployment/web} of a ReplicaSet} */
    Optional<String> owner();

    /** {@return {@code metadata.deletionTimestamp}} */
    Optional<Instant> deletionRequested();

    /** {@return the pods that it takes for its own} */
    LabelSelector selector();

    /** {@return the labels that new pods get, {@code spec.template.metadata.labels}} */
    @Value.NaturalOrder
    SortedMap<String, String> templateLabels();

    /** {@return the bits of the template's labels, as {@link LabelDigest} makes them} */
    @Value.Derived
    @Value.Auxiliary
    default long templateDigest() {
        return LabelDigest.of(templateLabels());
    }

    /**
     * {@return how many pods it wants: {@code spec.replicas}, or {@code status.desiredNumberScheduled} of a DaemonSet; absent if that
     * is not known}
     */
    OptionalInt desired();

    /** {@return how many pods there are; absent while its controller has not said so} */
    Optional<ReplicaCounts> counts();

    /** {@return how it replaces pods; absent of a ReplicaSet, which does not} */
    Optional<UpdateStrategy> strategy();

    /** {@return whether its rollout is paused} */
    @Value.Default
    default boolean paused() {
        return false;
    }

    /** {@return {@code metadata.generation}: how often what it should be was changed; 0 if that is not known} */
    @Value.Default
    default long generation() {
        return 0;
    }

    /** {@return the generation that its controller saw last; absent while it has not said so} */
    OptionalLong observedGeneration();

    /** {@return {@code status.conditions} by type} */
    @Value.NaturalOrder
    SortedMap<String, Condition> conditions();

    /** {@return the workload that controls it, if it is one of the kinds that are known} */
    default Optional<WorkloadKey> controller() {
        return owner().flatMap(owner -> controller(key().namespace(), owner));
    }

    /**
     * Reads an owner.
     *
     * @param namespace the namespace of what is owned
     * @param owner the owner as {@code Kind/name}
     * @return the key of the workload; absent if it is of another kind
     */
    static Optional<WorkloadKey> controller(String namespace, String owner) {
        int slash = owner.indexOf('/');
        for (WorkloadKind kind : WorkloadKind.values()) {
            if (slash > 0 && owner.substring(0, slash).equals(kind.apiName()) && slash + 1 < owner.length()) {
                return Optional.of(WorkloadKey.of(kind, namespace, owner.substring(slash + 1)));
            }
        }
        return Optional.empty();
    }

    /** Checks the ranges. */
    @Value.Check
    default void check() {
        if (desired().orElse(0) < 0) {
            throw InvalidValueException.of("spec.replicas", desired().getAsInt(), "a number of pods is not negative");
        }
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Workload}. Not thread-safe. */
    final class Builder extends ImmutableWorkload.Builder {
        Builder() {}
    }
}
