package io.lbkit.reconcile.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Providers are found on the class path; the service file of this test names two. */
class ProviderDiscoveryTest {
    /** Named second in the service file. */
    public static final class Alpha implements LoadBalancerProviderFactory {
        @Override
        public ProviderId id() {
            return new ProviderId("alpha");
        }

        @Override
        public LoadBalancerProvider create(Map<String, String> settings) {
            return new InMemoryProvider(AwsLike.ALL);
        }
    }

    /** Named first in the service file. */
    public static final class Beta implements LoadBalancerProviderFactory {
        @Override
        public ProviderId id() {
            return new ProviderId("beta");
        }

        @Override
        public LoadBalancerProvider create(Map<String, String> settings) {
            return new InMemoryProvider(AwsLike.ALL);
        }
    }

    @Test
    @DisplayName("Every factory of the class path is found, in the order of names")
    void discover() {
        assertThat(LoadBalancerProviderFactory.discover())
                .extracting(LoadBalancerProviderFactory::id)
                .containsExactly(new ProviderId("alpha"), new ProviderId("beta"));
    }
}
