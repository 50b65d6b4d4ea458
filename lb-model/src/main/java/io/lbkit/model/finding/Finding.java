package io.lbkit.model.finding;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * Something worth saying about an input, a Service or a state of the cloud: what, where, why it matters and what to write
 * instead. Immutable; ordered by severity, then Service, code, place and message.
 */
@Value.Immutable
public interface Finding extends Comparable<Finding> {
    /** {@return the stable code} */
    FindingCode code();

    /** {@return how much it matters} */
    Severity severity();

    /** {@return what sort of thing it reports} */
    FindingKind kind();

    /** {@return where the fault sits} */
    FaultDomain domain();

    /** {@return the Service it concerns as {@code namespace/name}, if it concerns one} */
    Optional<String> service();

    /**
     * {@return the field of the Service, or another object as {@code Kind/namespace/name} with its field, or a file with a
     * place in it}
     */
    String about();

    /** {@return one sentence: what is wrong, with the value and the rule} */
    String message();

    /** {@return one sentence: what to do} */
    String remedy();

    /** {@return the facts that show it, in the order in which they are best read} */
    List<Evidence> evidence();

    /** {@return how sure it is; {@link Confidence#CONFIRMED} unless said otherwise} */
    @Value.Default
    default Confidence confidence() {
        return Confidence.CONFIRMED;
    }

    /** {@return codes of the findings that this one is a consequence of} */
    List<FindingCode> causes();

    /** {@return codes of the findings that are consequences of this one} */
    List<FindingCode> effects();

    /** {@return whether nothing may be changed for the Service because of this finding} */
    default boolean blocks() {
        return severity() == Severity.ERROR;
    }

    @Override
    default int compareTo(Finding other) {
        return Comparator.comparing(Finding::severity)
                .thenComparing(f -> f.service().orElse(""))
                .thenComparing(Finding::code)
                .thenComparing(Finding::about)
                .thenComparing(Finding::message)
                .thenComparing(Finding::remedy)
                .compare(this, other);
    }

    /** {@return a builder; code, severity, kind, domain, about, message and remedy are mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Finding}. Not thread-safe. */
    final class Builder extends ImmutableFinding.Builder {
        Builder() {}

        /**
         * Sets the code from its text.
         *
         * @param code for example {@code LB-SVC-019}
         * @return this builder
         */
        public Builder code(String code) {
            return code(FindingCode.of(code));
        }
    }
}
