package io.lbkit.reconcile.spi;

import io.lbkit.model.filter.FilterPath;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * One kind of load balancer: a cloud's, or your own. See the description of the package for how to write one.
 *
 * <p>{@link #observe} and {@link #apply} may be called by several threads at once for different Services; {@link #design} is
 * a pure function and may be called by any thread. Methods that are added later are default methods.
 */
public interface LoadBalancerProvider extends AutoCloseable {
    /** {@return its name} */
    ProviderId id();

    /** {@return the schema of every kind of object that it designs or observes} */
    Set<ResourceKind> kinds();

    /**
     * The version of its designs, raised when a new release designs the same Service differently; it tells such changes from
     * changes of a Service.
     *
     * @return the version, {@code 1} unless said otherwise
     */
    default String designVersion() {
        return "1";
    }

    /**
     * The environment variables of containers that a design reads. Whoever reads pods keeps the values of these that stand in the
     * pod, and no other variable; see {@link io.lbkit.model.cluster.ClusterSnapshot#podVariables()} for what a snapshot holds.
     *
     * @return the names; none unless said otherwise
     */
    default Set<String> podVariables() {
        return Set.of();
    }

    /**
     * Reads the cloud; changes nothing.
     *
     * <p>Values that refer to an observed object are returned as references. An attribute that is known not to be set has the
     * value {@link io.lbkit.model.resource.SpecValue#absent()}; one that could not be read has none. A reference to an object
     * that another one of the same id has superseded names {@link Observation#supersededId}, so that it differs from
     * a reference to the successor. A part that cannot be
     * read becomes an {@link Unread} and does not fail the rest. Eventually consistent clouds may return an older state.
     *
     * @param scope what to read at least
     * @return what exists
     * @throws ProviderException if nothing could be read at all
     */
    Observation observe(ObservationScope scope);

    /**
     * Reads the health of members again, for a step that waits for it; changes nothing. A provider overrides it where the
     * cloud can tell health with fewer calls than a whole observation.
     *
     * @param scope what to read at least
     * @return the health of the members of each pool, where the cloud reports it
     * @throws ProviderException if nothing could be read
     */
    default SortedMap<ResourceId, Map<MemberKey, MemberHealth>> health(ObservationScope scope) {
        return observe(scope).health();
    }

    /**
     * Discovers what a design needs to know about the cloud; changes nothing. A provider overrides it where that takes fewer
     * calls than a whole observation.
     *
     * @param scope whose cloud it is
     * @return the facts, as they are in an observation
     * @throws ProviderException if they could not be read
     */
    default CloudFacts facts(ObservationScope scope) {
        return observe(scope).facts();
    }

    /**
     * Says what one Service should have. Pure: the same request gives an equal design, whatever was called before, and no I/O
     * happens.
     *
     * <p>Bad input gives findings, not exceptions. An error among them blocks the Service: what it has is kept.
     *
     * @param request the Service, its cluster, and what exists
     * @return the design
     */
    Design design(DesignRequest request);

    /**
     * Says which packet filters stand in the way of packets, as neutral data. Pure: it answers from the request alone, so that a
     * saved observation answers as the cloud does that it was taken from. What the facts do not hold becomes a stage that is
     * undecided, see {@link io.lbkit.model.filter.FilterStage#unknown}.
     *
     * @param request the packets
     * @return one path for each place that the packets may come from or go to, where it is not known which of them they take;
     *     none if the provider cannot tell, which is so unless it overrides the method
     */
    default List<FilterPath> filters(FilterRequest request) {
        return List.of();
    }

    /**
     * Whether designs are local, so that a fleet may keep a design for as long as these things stay the same: the Service, its
     * EndpointSlices, the nodes, how much of each of these is known, the facts, and what was observed of the objects that carry
     * the mark of the Service or of the whole cluster. A design that looks at anything else, such as another Service, a pod or
     * an object of another owner, is not local.
     *
     * @return whether it is so; false unless said otherwise, and then every change designs the whole fleet again
     */
    default boolean designsLocally() {
        return false;
    }

    /**
     * Whether a design stays right when one set of nodes is exchanged for another. It is asked for sets that are not empty and
     * that designs pass through: the very {@link io.lbkit.model.lb.MemberSet} of the backends became the members of a pool. A
     * provider may say yes if every such design would be the same but for that set: which nodes there are, and how many, bears
     * upon no name, attribute, finding or member of another pool. Asked only if {@link #designsLocally()}.
     *
     * @param facts what was discovered about the cloud
     * @param before the nodes that the design was made with
     * @param after the nodes that there are now
     * @return whether the sets may be exchanged; false unless said otherwise, and then Services are designed again
     */
    default boolean designsAlike(CloudFacts facts, MemberSet before, MemberSet after) {
        return false;
    }

    /**
     * Carries out changes that go together. Never waits for more than the calls themselves, never retries.
     *
     * <p>Precondition: what the changes depend on exists. Atomicity: for a kind with
     * {@link io.lbkit.model.resource.Batching#ATOMIC} all changes happen or none; otherwise each on its own. Idempotence: a
     * batch that is applied again after its answer was lost has the same effect as once.
     *
     * <p>Lost races: the object was changed by somebody else since ({@link ErrorKind#CONFLICT}); it is gone
     * ({@link ErrorKind#NOT_FOUND}; for a deletion that is success); a foreign object has the name
     * ({@link ErrorKind#ALREADY_EXISTS}); somebody still uses it ({@link ErrorKind#IN_USE}); the answer was lost
     * ({@link ErrorKind#STATE_UNKNOWN}).
     *
     * @param batch the changes
     * @return one result for each change
     * @throws ProviderException if no change of the batch was carried out, for one reason
     */
    BatchResult apply(ChangeBatch batch);

    /** Frees connections; nothing to do unless overridden. */
    @Override
    default void close() {}
}
