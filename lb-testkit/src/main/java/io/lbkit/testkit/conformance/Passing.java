package io.lbkit.testkit.conformance;

import io.lbkit.model.filter.FilterPath;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.FilterRequest;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * A provider that passes every call on to another one. What stands between the engine and a provider, to look on or to make
 * trouble, overrides some of the methods. As safe for use by many threads as the other provider.
 */
public class Passing implements LoadBalancerProvider {
    private final LoadBalancerProvider next;

    /**
     * A provider that passes every call on.
     *
     * @param next to whom
     */
    public Passing(LoadBalancerProvider next) {
        this.next = next;
    }

    @Override
    public ProviderId id() {
        return next.id();
    }

    @Override
    public Set<ResourceKind> kinds() {
        return next.kinds();
    }

    @Override
    public String designVersion() {
        return next.designVersion();
    }

    @Override
    public Set<String> podVariables() {
        return next.podVariables();
    }

    @Override
    public Observation observe(ObservationScope scope) {
        return next.observe(scope);
    }

    @Override
    public SortedMap<ResourceId, Map<MemberKey, MemberHealth>> health(ObservationScope scope) {
        return next.health(scope);
    }

    @Override
    public CloudFacts facts(ObservationScope scope) {
        return next.facts(scope);
    }

    @Override
    public Design design(DesignRequest request) {
        return next.design(request);
    }

    @Override
    public List<FilterPath> filters(FilterRequest request) {
        return next.filters(request);
    }

    @Override
    public boolean designsLocally() {
        return next.designsLocally();
    }

    @Override
    public boolean designsAlike(CloudFacts facts, MemberSet before, MemberSet after) {
        return next.designsAlike(facts, before, after);
    }

    @Override
    public BatchResult apply(ChangeBatch batch) {
        return next.apply(batch);
    }

    @Override
    public void close() {
        next.close();
    }
}
