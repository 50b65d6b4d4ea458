package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingCode;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * One failure mode: how it shows, what it looks at, what to do. A constant of the catalogue. Immutable; its check is pure.
 */
@Value.Immutable
public interface Rule {
    /** {@return the code} */
    FindingCode code();

    /** {@return a few words} */
    String title();

    /** {@return how much it matters} */
    Severity severity();

    /** {@return where the fault sits} */
    FaultDomain domain();

    /** {@return what sort of thing it reports} */
    FindingKind kind();

    /** {@return the hop at which it shows first} */
    Hop hop();

    /** {@return the clouds that it is about; none means all} */
    @Value.NaturalOrder
    SortedSet<String> clouds();

    /** {@return what clients and operators notice} */
    String symptom();

    /** {@return what it looks at, in words} */
    String predicate();

    /** {@return what to do in general; a finding names the object, field and value} */
    String remedy();

    /** {@return codes of what follows from it, and is then not reported by itself} */
    @Value.NaturalOrder
    SortedSet<FindingCode> explains();

    /** {@return where it holds in a case; missing facts make no match} */
    @Value.Auxiliary
    Function<ServiceCase, List<Match>> check();

    /**
     * {@return a match as a finding}
     *
     * @param about the case
     * @param match the match
     */
    default Finding finding(ServiceCase about, Match match) {
        return Finding.builder()
                .code(code())
                .severity(severity())
                .kind(kind())
                .domain(domain())
                .service(about.service().key().toString())
                .about(match.about())
                .message(match.message())
                .remedy(match.remedy())
                .evidence(match.evidence())
                .confidence(match.confidence())
                .build();
    }

    /** {@return a builder; clouds and what is explained may be left out} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Rule}. Not thread-safe. */
    final class Builder extends ImmutableRule.Builder {
        Builder() {}

        /**
         * Sets the code from its text.
         *
         * @param code for example {@code LB-EP-003}
         * @return this builder
         */
        public Builder code(String code) {
            return code(FindingCode.of(code));
        }

        /**
         * Says what follows from it.
         *
         * @param codes the codes
         * @return this builder
         */
        public Builder explains(String... codes) {
            SortedSet<FindingCode> all = new TreeSet<>();
            for (String code : codes) {
                all.add(FindingCode.of(code));
            }
            return explains(all);
        }
    }
}
