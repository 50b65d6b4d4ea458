package io.lbkit.examples.haproxy;

import io.lbkit.examples.haproxy.client.HaproxyConfig;
import io.lbkit.examples.haproxy.client.HaproxyProcess;
import io.lbkit.examples.haproxy.client.HaproxySettings;
import io.lbkit.examples.haproxy.client.HaproxyState;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.spi.AppliedBatch;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderId;
import java.util.Set;

/**
 * Load balancers by HAProxy on this machine, for TCP. Frontends and backends are sections of its configuration file, which
 * takes a reload; servers come and go by its runtime API and are written to the file as well, so a restart keeps them.
 *
 * <p>Safe for use by many threads. One process at a time writes the file.
 */
public final class HaproxyProvider implements LoadBalancerProvider {
    /** The name of the provider. */
    public static final ProviderId ID = new ProviderId("haproxy");

    /** The load balancer class that it serves besides Services without one. */
    public static final String LOAD_BALANCER_CLASS = "lbkit.io/haproxy";

    private final HaproxySettings settings;
    private final HaproxyProcess haproxy;

    /**
     * A provider.
     *
     * @param settings where HAProxy is
     */
    public HaproxyProvider(HaproxySettings settings) {
        this.settings = settings;
        this.haproxy = new HaproxyProcess(settings);
    }

    @Override
    public ProviderId id() {
        return ID;
    }

    @Override
    public Set<ResourceKind> kinds() {
        return HaproxyKinds.all();
    }

    @Override
    public Design design(DesignRequest request) {
        return new HaproxyDesign(request, settings.addresses()).design();
    }

    /** A design looks at the Service and its backends alone, so a fleet designs only what changed. */
    @Override
    public boolean designsLocally() {
        return true;
    }

    // docs: observe
    @Override
    public synchronized Observation observe(ObservationScope scope) {
        HaproxyState state = haproxy.read();
        ResourceGraph actual = Sections.resources(state);
        Observation.Builder observation = Observation.builder().actual(actual);
        for (Resource resource : actual.resources()) {
            if (resource.kind().equals(HaproxyKinds.BACKEND)) {
                observation.putHealth(resource.id(), Sections.health(state.servers(resource.name())));
            }
        }
        return observation.build();
    }
    // docs: end

    // docs: apply
    @Override
    public synchronized BatchResult apply(ChangeBatch batch) {
        HaproxyState before = haproxy.read();
        AppliedBatch applied = AppliedBatch.of(batch, Sections.resources(before));
        HaproxyConfig after = Sections.edited(before.config(), applied.objects());
        haproxy.write(before, after);
        return applied.result().andThen(batch, change -> moveServers(after, change));
    }

    private void moveServers(HaproxyConfig config, Change change) {
        if (change.isAboutMembers()) {
            config.section(Sections.header(change.id())).ifPresent(haproxy::moveServers);
        }
    }
    // docs: end
}
