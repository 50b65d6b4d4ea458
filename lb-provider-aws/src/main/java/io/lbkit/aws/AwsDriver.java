package io.lbkit.aws;

import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import java.util.Map;
import java.util.SortedMap;

/** The calls of AWS behind an {@link AwsProvider}, with the promises of {@code LoadBalancerProvider}. */
interface AwsDriver extends AutoCloseable {
    Observation observe(ObservationScope scope);

    SortedMap<ResourceId, Map<MemberKey, MemberHealth>> health(ObservationScope scope);

    BatchResult apply(ChangeBatch batch);

    @Override
    void close();
}
