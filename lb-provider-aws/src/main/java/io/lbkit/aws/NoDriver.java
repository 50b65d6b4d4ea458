package io.lbkit.aws;

import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.Map;
import java.util.SortedMap;

/** Stands in until there are calls: refuses everything. */
final class NoDriver implements AwsDriver {
    @Override
    public Observation observe(ObservationScope scope) {
        throw refused();
    }

    @Override
    public SortedMap<ResourceId, Map<MemberKey, MemberHealth>> health(ObservationScope scope) {
        throw refused();
    }

    @Override
    public BatchResult apply(ChangeBatch batch) {
        throw refused();
    }

    @Override
    public void close() {}

    private static ProviderException refused() {
        return new ProviderException(ErrorKind.INVALID, "This release designs only and does not call AWS.");
    }
}
