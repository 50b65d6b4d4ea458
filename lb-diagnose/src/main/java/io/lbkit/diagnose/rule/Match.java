package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Chain;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.Evidence;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.immutables.value.Value;

/** One place at which a rule holds: what it says there. Immutable. */
@Value.Immutable
public interface Match {
    /** {@return the field of the Service, or another object with its field} */
    String about();

    /** {@return one sentence: what is wrong} */
    String message();

    /** {@return one sentence: what to do, with the concrete object, field and value} */
    String remedy();

    /** {@return the facts that show it} */
    List<Evidence> evidence();

    /** {@return how sure it is; confirmed unless said otherwise} */
    @Value.Default
    default Confidence confidence() {
        return Confidence.CONFIRMED;
    }

    /** {@return the backends that it concerns; none means the whole Service} */
    @Value.NaturalOrder
    SortedSet<String> backends();

    /** {@return the labels of the ports that it concerns; none means every port} */
    @Value.NaturalOrder
    SortedSet<String> ports();

    /**
     * {@return the names of backends}
     *
     * @param chains the ways to them
     */
    static SortedSet<String> backends(Collection<Chain> chains) {
        return chains.stream().map(Chain::backend).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * {@return the first names, and how many there are beside them}
     *
     * @param names the names
     */
    static String listed(Collection<String> names) {
        int shown = 3;
        String first = names.stream().sorted().limit(shown).collect(Collectors.joining(", "));
        return names.size() <= shown ? first : first + " and " + (names.size() - shown) + " more";
    }

    /** {@return a builder; place, message and remedy are mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Match}. Not thread-safe. */
    final class Builder extends ImmutableMatch.Builder {
        Builder() {}

        /**
         * Adds a fact.
         *
         * @param object the object
         * @param field its field
         * @param value what stands there
         * @return this builder
         */
        public Builder fact(String object, String field, Object value) {
            return addEvidence(Evidence.of(object, field, value));
        }
    }
}
