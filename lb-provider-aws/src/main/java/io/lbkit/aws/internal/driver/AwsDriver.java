package io.lbkit.aws.internal.driver;

import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import java.util.Map;
import java.util.SortedMap;

/**
 * The calls of AWS behind a provider, with the promises of {@link io.lbkit.reconcile.spi.LoadBalancerProvider}. Safe for use by
 * many threads.
 */
public interface AwsDriver extends AutoCloseable {
    /**
     * Reads what exists.
     *
     * @param scope what to read at least
     * @return what exists
     */
    Observation observe(ObservationScope scope);

    /**
     * Reads what a design needs to know.
     *
     * @param scope whose VPC it is
     * @return the facts
     */
    CloudFacts facts(ObservationScope scope);

    /**
     * Reads the health of targets.
     *
     * @param scope what to read at least
     * @return the health of the targets of each target group
     */
    SortedMap<ResourceId, Map<MemberKey, MemberHealth>> health(ObservationScope scope);

    /**
     * Carries out changes.
     *
     * @param batch the changes
     * @return one result for each change
     */
    BatchResult apply(ChangeBatch batch);

    @Override
    void close();
}
