package io.lbkit.diagnose;

import io.lbkit.diagnose.chain.Chain;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.Finding;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** What is known of the way to the backends of one Service. Immutable. */
@Value.Immutable
public interface Diagnosis {
    /** {@return the Service} */
    ServiceKey service();

    /** {@return whether requests reach its backends} */
    Verdict verdict();

    /**
     * {@return how sure the verdict is: confirmed if nothing that is unknown could turn it; no more than probable where it rests on
     * filters and policies alone and no client is known}
     */
    Confidence confidence();

    /** {@return to how many backends requests get, from 0} */
    int delivering();

    /** {@return how many backends there are: those that the cluster has, and targets that take traffic and lead nowhere} */
    int backends();

    /** {@return the way to every backend} */
    List<Chain> chains();

    /** {@return the causes that were found, the first in the order of the way and the worst first; none for a healthy Service} */
    List<Finding> findings();

    /** {@return what follows from the causes, in the same order; not to be mended by itself} */
    List<Finding> effects();

    /**
     * {@return what tells the backends that are not reached from the others: what says most of it, and what says as much; none
     * if nothing tells them apart, if fewer than two fail, or if all do}
     */
    List<Discriminator> discriminators();

    /** {@return what to get next where evidence is missing, the cheapest and most decisive first} */
    List<String> missingEvidence();

    /** {@return the cause to look at first, if there is one} */
    default Optional<Finding> primary() {
        return findings().stream().findFirst();
    }

    /** {@return a builder; all but the collections is mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Diagnosis}. Not thread-safe. */
    final class Builder extends ImmutableDiagnosis.Builder {
        Builder() {}
    }
}
