package io.lbkit.examples.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderId;
import java.util.Set;
import java.util.function.Function;

/** Providers whose calls go wrong on the way. */
final class Faulty {
    private Faulty() {}

    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Passes calls on, and changes what apply does. */
    abstract static class Decorator implements LoadBalancerProvider {
        private final LoadBalancerProvider provider;

        Decorator(LoadBalancerProvider provider) {
            this.provider = provider;
        }

        @Override
        public ProviderId id() {
            return provider.id();
        }

        @Override
        public Set<ResourceKind> kinds() {
            return provider.kinds();
        }

        @Override
        public Observation observe(ObservationScope scope) {
            return provider.observe(scope);
        }

        @Override
        public Design design(DesignRequest request) {
            return provider.design(request);
        }

        @Override
        public BatchResult apply(ChangeBatch batch) {
            return apply(batch, provider::apply);
        }

        abstract BatchResult apply(ChangeBatch batch, Function<ChangeBatch, BatchResult> next);
    }

    static final class Twice extends Decorator {
        Twice(LoadBalancerProvider provider) {
            super(provider);
        }

        @Override
        BatchResult apply(ChangeBatch batch, Function<ChangeBatch, BatchResult> next) {
            BatchResult first = next.apply(batch);
            assertThat(first.results()).doesNotHaveAnyElementsOfTypes(ChangeResult.Failed.class);
            BatchResult again = next.apply(batch);
            assertThat(again.results()).doesNotHaveAnyElementsOfTypes(ChangeResult.Failed.class);
            return again;
        }
    }

    /** The process dies after a number of calls. */
    static final class Dying extends Decorator {
        private int left;

        Dying(LoadBalancerProvider provider, int calls) {
            super(provider);
            this.left = calls;
        }

        @Override
        BatchResult apply(ChangeBatch batch, Function<ChangeBatch, BatchResult> next) {
            if (left-- == 0) {
                throw new Death();
            }
            return next.apply(batch);
        }
    }
}
