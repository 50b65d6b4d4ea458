package io.lbkit.examples.haproxy;

import io.lbkit.examples.haproxy.client.HaproxySettings;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.LoadBalancerProviderFactory;
import io.lbkit.reconcile.spi.ProviderId;
import java.util.Map;

/** Makes providers for programs that find them on the class path; see {@link HaproxySettings#of} for the settings. */
public final class HaproxyProviderFactory implements LoadBalancerProviderFactory {
    /** For {@link java.util.ServiceLoader}. */
    public HaproxyProviderFactory() {}

    @Override
    public ProviderId id() {
        return HaproxyProvider.ID;
    }

    @Override
    public LoadBalancerProvider create(Map<String, String> settings) {
        return new HaproxyProvider(HaproxySettings.of(settings));
    }
}
