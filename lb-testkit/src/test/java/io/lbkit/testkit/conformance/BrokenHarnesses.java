package io.lbkit.testkit.conformance;

import io.lbkit.model.cluster.Service;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.testkit.cloud.SimulatedCloud;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Harnesses on which the kit cannot rely, each in one way; the provider is sound. */
final class BrokenHarnesses {
    private BrokenHarnesses() {}

    private abstract static class Sound extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return cloud;
        }
    }

    static final class OpensTheSameCloud extends Sound {
        private Optional<SimulatedCloud> only = Optional.empty();

        @Override
        SimulatedCloud cloud() {
            only = only.or(() -> Optional.of(SimulatedCloud.create()));
            return only.orElseThrow();
        }
    }

    static final class CountsServices extends Sound {
        @Override
        protected ProviderHarness open() {
            AtomicInteger calls = new AtomicInteger();
            return new SimulatedHarness(cloud(), this::broken) {
                @Override
                public Service service(Service plain) {
                    return Service.builder()
                            .from(plain)
                            .putLabel("number", String.valueOf(calls.incrementAndGet()))
                            .build();
                }
            };
        }
    }

    static final class EditsNothing extends Sound {
        @Override
        protected ProviderHarness open() {
            return new SimulatedHarness(cloud(), this::broken) {
                @Override
                public List<ServiceEdit> edits() {
                    return List.of(new ServiceEdit("nothing", service -> service));
                }
            };
        }
    }
}
