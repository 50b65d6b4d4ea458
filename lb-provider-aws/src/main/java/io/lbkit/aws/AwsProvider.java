package io.lbkit.aws;

import io.lbkit.aws.internal.design.AwsDesign;
import io.lbkit.aws.internal.driver.AwsDriver;
import io.lbkit.aws.internal.driver.DriverSettings;
import io.lbkit.aws.internal.driver.SdkDriver;
import io.lbkit.aws.internal.network.QuicTargets;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.filter.FilterPath;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
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
 * Network Load Balancers of AWS: what the AWS Load Balancer Controller makes for a Service of type LoadBalancer, with the same
 * names, tags and settings. Safe for use by many threads.
 */
public final class AwsProvider implements LoadBalancerProvider {
    /** Its name. */
    public static final ProviderId ID = new ProviderId("aws");

    private final AwsDesign design;
    private final AwsDriver driver;

    AwsProvider(AwsSettings settings, AwsDriver driver) {
        this.design = new AwsDesign(settings.controller());
        this.driver = driver;
    }

    /**
     * A provider.
     *
     * @param settings where and how it works; nothing is asked of AWS before the first call
     * @return the provider
     */
    public static AwsProvider of(AwsSettings settings) {
        return new AwsProvider(settings, new SdkDriver(forDriver(settings)));
    }

    static DriverSettings forDriver(AwsSettings settings) {
        return new DriverSettings(
                settings.region(), settings.endpoint(), settings.vpcId(), settings.readOnly(), settings.controller());
    }

    @Override
    public ProviderId id() {
        return ID;
    }

    @Override
    public Set<ResourceKind> kinds() {
        return AwsKinds.all();
    }

    @Override
    public Set<String> podVariables() {
        return QuicTargets.VARIABLES;
    }

    @Override
    public Observation observe(ObservationScope scope) {
        return driver.observe(scope);
    }

    @Override
    public CloudFacts facts(ObservationScope scope) {
        return driver.facts(scope);
    }

    @Override
    public SortedMap<ResourceId, Map<MemberKey, MemberHealth>> health(ObservationScope scope) {
        return driver.health(scope);
    }

    @Override
    public Design design(DesignRequest request) {
        return design.design(request);
    }

    @Override
    public List<FilterPath> filters(FilterRequest request) {
        try {
            return AwsFilters.of(design.facts(request.facts()), request);
        } catch (InvalidValueException unreadable) {
            // The design of the Service says what is wrong with the facts; about filters they say nothing.
            return List.of();
        }
    }

    @Override
    public BatchResult apply(ChangeBatch batch) {
        return driver.apply(batch);
    }

    @Override
    public void close() {
        driver.close();
    }
}
