package io.lbkit.kubernetes;

import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.finding.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What became of a Kubernetes object: a value, or the note that the object exists but breaks the rules of its API. Both tell
 * everything that is wrong, not only the first fault. Either part fits into a
 * {@link io.lbkit.model.cluster.ClusterSnapshot}; an object that was refused must go in too, since it is not absent.
 *
 * @param <T> the value
 */
public sealed interface Reading<T> {
    /** {@return what is worth saying about the object} */
    List<Finding> findings();

    /** {@return the value, unless the object was refused} */
    Optional<T> value();

    /**
     * An object that could be read.
     *
     * @param <T> the value
     * @param object the value
     * @param findings what is odd about it; never an error
     */
    record Read<T>(T object, List<Finding> findings) implements Reading<T> {
        /**
         * Copies the list.
         *
         * @param object the value
         * @param findings what is odd about it
         */
        public Read {
            findings = List.copyOf(findings);
        }

        @Override
        public Optional<T> value() {
            return Optional.of(object);
        }
    }

    /**
     * An object that could not be read.
     *
     * @param <T> what it would have been
     * @param object what is known of it, with all its faults
     */
    record Refused<T>(Unreadable object) implements Reading<T> {
        @Override
        public List<Finding> findings() {
            return object.findings();
        }

        @Override
        public Optional<T> value() {
            return Optional.empty();
        }
    }
}
