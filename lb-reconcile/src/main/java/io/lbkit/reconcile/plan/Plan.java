package io.lbkit.reconcile.plan;

import io.lbkit.model.Fingerprint;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.resource.ResourceId;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.immutables.value.Value;

/**
 * The way from what exists to what is wanted: steps in an order in which they can be carried out. Planning touches nothing.
 * Equal inputs give equal plans. Immutable.
 */
@Value.Immutable
public interface Plan {
    /** {@return the steps} */
    List<Step> steps();

    /** {@return what is worth saying: findings of the Services, and why some are kept as they are; sorted} */
    List<Finding> findings();

    /** {@return the Services whose load balancers are kept as they are because of a finding} */
    @Value.NaturalOrder
    SortedSet<ServiceKey> held();

    /** {@return the cloud's ids of the objects that exist, for references to them} */
    @Value.Auxiliary
    @Value.NaturalOrder
    SortedMap<ResourceId, String> cloudIds();

    /** {@return whether there is nothing to do} */
    default boolean isEmpty() {
        return steps().isEmpty();
    }

    /** {@return the Services that a step is for} */
    default SortedSet<ServiceKey> services() {
        SortedSet<ServiceKey> all = new TreeSet<>();
        steps().forEach(step -> all.addAll(step.services()));
        return all;
    }

    /** {@return a digest of the steps; two plans with equal digests do the same} */
    @Value.Lazy
    default Fingerprint digest() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps()) {
            text.append(step.id())
                    .append('|')
                    .append(step.action().label())
                    .append('|')
                    .append(step.resource());
            text.append('|')
                    .append(step.cause())
                    .append('|')
                    .append(step.impact())
                    .append('|')
                    .append(step.after());
            text.append('|').append(step.services()).append('|').append(step.attributes());
            text.append('|').append(step.change().resource().specFingerprint());
            text.append('|')
                    .append(step.added().fingerprint())
                    .append('|')
                    .append(step.removed().fingerprint());
            text.append('\n');
        }
        return Fingerprint.of(text.toString());
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Plan}. Not thread-safe. */
    final class Builder extends ImmutablePlan.Builder {
        Builder() {}
    }
}
