package io.lbkit.diagnose.change;

import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.cluster.ObjectKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import org.immutables.value.Value;

/** Something that changed in the cluster. Immutable; ordered by time. */
@Value.Immutable
public interface Change extends Comparable<Change> {
    /** {@return when: a moment, or the time between two snapshots} */
    Window when();

    /** {@return what sort of change it is} */
    ChangeKind kind();

    /** {@return the object as {@code Kind/namespace/name}, or {@code Kind/name} without a namespace} */
    String object();

    /** {@return the field with its values before and after, or the words of an event} */
    String detail();

    /** {@return who did it: the manager of the field or the reporter of the event} */
    Optional<String> actor();

    /** {@return the pods that it concerns, as far as that is known} */
    @Value.NaturalOrder
    SortedSet<ObjectKey> affected();

    @Override
    default int compareTo(Change other) {
        return Comparator.comparing(Change::when)
                .thenComparing(Change::kind)
                .thenComparing(Change::object)
                .thenComparing(Change::detail)
                .thenComparing(change -> change.actor().orElse(""))
                .thenComparing(change -> change.affected().toString())
                .compare(this, other);
    }

    /** {@return a builder; the affected pods and the actor may be left out} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Change}. Not thread-safe. */
    final class Builder extends ImmutableChange.Builder {
        Builder() {}

        /**
         * Says at which moment it happened.
         *
         * @param time the moment
         * @return this builder
         */
        public Builder at(Instant time) {
            return when(new Window(time, time));
        }
    }
}
