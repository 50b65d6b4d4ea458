package io.lbkit.reconcile.execute;

import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.ErrorKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.immutables.value.Value;

/** What became of one step. Immutable. */
@Value.Immutable
public interface StepOutcome {
    /** What became of a step. */
    enum Status {
        /** The provider has carried it out. */
        DONE,
        /** The provider refused it, or its effect is not known. */
        FAILED,
        /** It was not tried, because a step before it was not done. */
        SKIPPED;

        /** {@return the name used in text and JSON, for example {@code done}} */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@return the step} */
    Step step();

    /** {@return what became of it} */
    Status status();

    /** {@return how many members were registered or deregistered; a failed step may have moved some} */
    @Value.Default
    default int membersMoved() {
        return 0;
    }

    /** {@return what the caller may do next, if it failed} */
    Optional<ErrorKind> error();

    /** {@return the cloud's words and hint, if it failed; empty otherwise} */
    @Value.Default
    default String detail() {
        return "";
    }

    /** {@return the steps that it would have needed, if it was skipped} */
    List<String> missing();

    /** {@return a builder; step and status are mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link StepOutcome}. Not thread-safe. */
    final class Builder extends ImmutableStepOutcome.Builder {
        Builder() {}
    }
}
