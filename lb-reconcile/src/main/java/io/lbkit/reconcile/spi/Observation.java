package io.lbkit.reconcile.spi;

import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.ResourceStatus;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.immutables.value.Value;

/** What a provider found in the cloud at one moment. Immutable. */
@Value.Immutable
public interface Observation {
    /** {@return what a design needs to know about the cloud} */
    @Value.Default
    default CloudFacts facts() {
        return CloudFacts.none();
    }

    /**
     * {@return the objects that exist: those with our ownership mark, and foreign ones that have a name of ours (their owners
     * are empty or of another cluster)}
     */
    @Value.Default
    default ResourceGraph actual() {
        return ResourceGraph.empty();
    }

    /**
     * {@return objects of ours whose place another one of the same id has taken: what a replacement leaves behind when the
     * process dies before it could delete the old object. What refers to one of them, instead of to its successor, is
     * returned with a reference to {@link #supersededId}, so that it is seen to need a change}
     */
    List<Resource> superseded();

    /** {@return the health of the members of a resource, where the cloud reports it} */
    @Value.NaturalOrder
    SortedMap<ResourceId, Map<MemberKey, MemberHealth>> health();

    /** {@return whether objects work, where the cloud says it; an object that is missing here is unknown} */
    @Value.NaturalOrder
    SortedMap<ResourceId, ResourceStatus> states();

    /** {@return the recent traffic of an object, where the cloud counts it; an object that is missing here is unknown} */
    @Value.NaturalOrder
    SortedMap<ResourceId, RecentTraffic> traffic();

    /** {@return what could not be read} */
    List<Unread> unread();

    /**
     * {@return whether it is known that an object exists or does not}
     *
     * @param id the object
     */
    default boolean knows(ResourceId id) {
        return unread().stream().noneMatch(part -> part.covers(id));
    }

    /**
     * What a reference to a superseded object names, so that it differs from a reference to the successor: the kind and the
     * cloud id of the old object, with {@code |} for each slash, which a name cannot have.
     *
     * @param superseded the old object
     * @return the id that stands in references to it
     */
    static ResourceId supersededId(Resource superseded) {
        String cloudId = superseded.cloudId().orElse(superseded.name() + "@superseded");
        return new ResourceId(superseded.kind().name(), cloudId.replace('/', '|'));
    }

    /** {@return an observation of an empty cloud} */
    static Observation empty() {
        return builder().build();
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds an {@link Observation}. Not thread-safe. */
    final class Builder extends ImmutableObservation.Builder {
        Builder() {}
    }
}
