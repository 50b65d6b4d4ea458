package io.lbkit.reconcile.plan;

import io.lbkit.model.Fingerprint;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
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

    /** {@return what the plan is based on, for guardrails to look at} */
    @Value.Auxiliary
    @Value.Default
    default Observation observation() {
        return Observation.empty();
    }

    /** {@return the Services that want a load balancer and whose designs the plan follows} */
    @Value.Auxiliary
    @Value.NaturalOrder
    SortedSet<ServiceKey> wanted();

    /** {@return what the plan leads to: the objects that the Services want, where shared ones only grow while one is held} */
    @Value.Auxiliary
    @Value.Default
    default ResourceGraph desired() {
        return ResourceGraph.empty();
    }

    /**
     * The plan without some steps and without everything that needs one of them. Steps keep their ids.
     *
     * @param keep which steps may stay
     * @return the smaller plan; this one if every step stays
     */
    default Plan keeping(Predicate<Step> keep) {
        Set<String> gone = new HashSet<>();
        List<Step> kept = new ArrayList<>();
        for (Step step : steps()) {
            if (keep.test(step) && Collections.disjoint(step.after(), gone)) {
                kept.add(step);
            } else {
                gone.add(step.id());
            }
        }
        return gone.isEmpty() ? this : builder().from(this).steps(kept).build();
    }

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
            text.append("|")
                    .append(step.gates())
                    .append("|")
                    .append(step.services())
                    .append('|')
                    .append(step.attributes());
            text.append('|').append(step.change().resource().specFingerprint());
            text.append('|')
                    .append(step.added().fingerprint())
                    .append('|')
                    .append(step.removed().fingerprint());
            if (step.change() instanceof Change.Delete delete) {
                text.append('|').append(delete.resource().cloudId().orElse(""));
            }
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
