package io.lbkit.testkit.simulation;

import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderId;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** A provider that does what another one does. */
class Forwarding implements LoadBalancerProvider {
    final LoadBalancerProvider other;

    Forwarding(LoadBalancerProvider other) {
        this.other = other;
    }

    @Override
    public ProviderId id() {
        return other.id();
    }

    @Override
    public Set<ResourceKind> kinds() {
        return other.kinds();
    }

    @Override
    public Observation observe(ObservationScope scope) {
        return other.observe(scope);
    }

    @Override
    public SortedMap<ResourceId, Map<MemberKey, MemberHealth>> health(ObservationScope scope) {
        return other.health(scope);
    }

    @Override
    public Design design(DesignRequest request) {
        return other.design(request);
    }

    @Override
    public BatchResult apply(ChangeBatch batch) {
        return other.apply(batch);
    }
}
