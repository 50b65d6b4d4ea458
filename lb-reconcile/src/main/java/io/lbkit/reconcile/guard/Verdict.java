package io.lbkit.reconcile.guard;

import io.lbkit.model.finding.Evidence;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import org.immutables.value.Value;

/** What a guardrail has against a plan: the rule, the facts, what clients would notice, and what would allow it. Immutable. */
@Value.Immutable
public interface Verdict {
    /** How strongly a guardrail speaks against a plan. Without the approval, neither is carried out. */
    enum Level {
        /** It may be meant; somebody has to say so. */
        NEEDS_APPROVAL,
        /** It would cut clients off although Kubernetes has backends for them. */
        DENIED;

        /** {@return the name used in text and JSON, for example {@code needs-approval}} */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** {@return how strongly it speaks against the plan} */
    Level level();

    /** {@return the rule that it follows from} */
    default String rule() {
        return approval().rule();
    }

    /** {@return the steps that must not be carried out, by their ids} */
    @Value.NaturalOrder
    SortedSet<String> steps();

    /** {@return what would happen, one sentence with its figures} */
    String reason();

    /** {@return what clients would notice, one sentence} */
    String consequence();

    /** {@return the facts that it rests on} */
    List<Evidence> evidence();

    /** {@return the approval that would allow it, and nothing more} */
    Approval approval();

    /** {@return a builder; everything but the evidence is mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Verdict}. Not thread-safe. */
    final class Builder extends ImmutableVerdict.Builder {
        Builder() {}
    }
}
