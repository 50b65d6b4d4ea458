package io.lbkit.testkit.conformance;

import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.Batching;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.cloud.CloudShape;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.SimulatedKinds;
import io.lbkit.testkit.cloud.SmallObjectKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Providers that break rules which only some shapes of clouds have, each in one way. */
final class BrokenShapes {
    private BrokenShapes() {}

    private abstract static class BrokenDocument extends Broken {
        @Override
        SimulatedCloud cloud() {
            return SimulatedCloud.builder().shape(CloudShape.ONE_DOCUMENT).build();
        }
    }

    static final class ForgetsHealth extends BrokenDocument {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public SortedMap<ResourceId, Map<MemberKey, MemberHealth>> health(ObservationScope scope) {
                    return new TreeMap<>();
                }
            };
        }
    }

    static final class ForgetsItsAddress extends BrokenDocument {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public Observation observe(ObservationScope scope) {
                    Observation observation = super.observe(scope);
                    return Observation.builder()
                            .from(observation)
                            .actual(ResourceGraph.of(observation.actual().resources().stream()
                                    .map(ForgetsItsAddress::bare)
                                    .toList()))
                            .build();
                }
            };
        }

        private static Resource bare(Resource resource) {
            TreeMap<String, SpecValue> spec = new TreeMap<>(resource.spec());
            spec.remove(SimulatedKinds.IP_ADDRESS.name());
            return Resource.builder().from(resource).spec(spec).build();
        }
    }

    static final class DividesTheDocument extends BrokenDocument {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public BatchResult apply(ChangeBatch batch) {
                    if (batch.changes().get(0).resource().kind().batching() != Batching.ATOMIC) {
                        return super.apply(batch);
                    }
                    List<ChangeResult> results = new ArrayList<>();
                    batch.changes()
                            .forEach(change -> results.addAll(super.apply(ChangeBatch.builder()
                                            .from(batch)
                                            .changes(List.of(change))
                                            .build())
                                    .results()));
                    return new BatchResult(results);
                }
            };
        }
    }

    static final class TakesAnyAddress extends Broken {
        @Override
        SimulatedCloud cloud() {
            return SimulatedCloud.builder().shape(CloudShape.MANY_SMALL_OBJECTS).build();
        }

        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public BatchResult apply(ChangeBatch batch) {
                    List<Change> changes = new ArrayList<>();
                    batch.changes()
                            .forEach(change -> changes.add(
                                    change instanceof Change.Create create
                                                    && create.resource()
                                                            .kind()
                                                            .equals(SmallObjectKinds.FORWARDING_RULE_KIND)
                                            ? new Change.Create(bare(create.resource()))
                                            : change));
                    return super.apply(
                            ChangeBatch.builder().from(batch).changes(changes).build());
                }
            };
        }

        private static Resource bare(Resource rule) {
            TreeMap<String, SpecValue> spec = new TreeMap<>(rule.spec());
            spec.remove(SmallObjectKinds.ADDRESS.name());
            return Resource.builder().from(rule).spec(spec).build();
        }
    }
}
