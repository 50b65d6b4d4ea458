package io.lbkit.reconcile.execute;

import io.lbkit.reconcile.plan.Gate;
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
        SKIPPED,
        /** It was not tried, because a guardrail has something against it or against what it needs, and nobody approved. */
        WITHHELD,
        /** Its gate did not open in time; what existed stays. */
        TIMED_OUT,
        /** The execution was cancelled before it was done; it had no effect, or only some members moved. */
        CANCELLED;

        /** {@return the name used in text and JSON, for example {@code timed-out}} */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
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

    /** {@return how many times it was sent to the provider; several where its members go in several calls} */
    @Value.Default
    default int attempts() {
        return 0;
    }

    /** {@return how many times a change was sent again after it had failed} */
    @Value.Default
    default int retries() {
        return 0;
    }

    /** {@return what the caller may do next after the last failure; absent if it is done or was not tried} */
    Optional<ErrorKind> error();

    /** {@return why it is not done: the cloud's words and hint, what it waited for, or which approval it needs; else empty} */
    @Value.Default
    default String detail() {
        return "";
    }

    /** {@return what it waited for in vain, if it timed out} */
    List<Gate> waitedFor();

    /** {@return the steps that it would have needed, if it was skipped, or withheld because of them} */
    List<String> missing();

    /** {@return why it is not done, one line without the step itself; empty if it is done} */
    default String reason() {
        String moved = membersMoved() > 0 ? " after " + membersMoved() + " members" : "";
        return switch (status()) {
            case DONE -> "";
            case SKIPPED -> "needs " + String.join(", ", missing());
            case WITHHELD -> detail().isEmpty() ? "needs " + String.join(", ", missing()) : detail();
            case TIMED_OUT -> detail();
            case FAILED -> error().map(ErrorKind::label).orElse("failed") + moved + ": " + detail();
            case CANCELLED ->
                "cancelled" + moved
                        + error().map(kind -> "; last failure: " + kind.label() + ": " + detail())
                                .orElse("");
        };
    }

    /** {@return a builder; step and status are mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link StepOutcome}. Not thread-safe. */
    final class Builder extends ImmutableStepOutcome.Builder {
        Builder() {}
    }
}
