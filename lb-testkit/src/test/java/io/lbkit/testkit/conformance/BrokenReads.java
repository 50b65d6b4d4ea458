package io.lbkit.testkit.conformance;

import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Providers whose observations break the contract, each in one way. */
final class BrokenReads {
    private BrokenReads() {}

    private static LoadBalancerProvider reading(
            SimulatedCloud cloud, BiFunction<ObservationScope, Observation, Observation> edit) {
        return new Passing(cloud) {
            @Override
            public Observation observe(ObservationScope scope) {
                return edit.apply(scope, super.observe(scope));
            }
        };
    }

    private static Observation each(Observation observation, UnaryOperator<Resource> edit) {
        return Observation.builder()
                .from(observation)
                .actual(ResourceGraph.of(
                        observation.actual().resources().stream().map(edit).toList()))
                .build();
    }

    static final class TakesUnreadForMissing extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return reading(
                    cloud,
                    (scope, observation) -> Observation.builder()
                            .from(observation)
                            .unread(List.of())
                            .build());
        }
    }

    static final class TakesNamesForProof extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return reading(
                    cloud,
                    (scope, observation) -> each(
                            observation,
                            resource -> resource.owners().stream()
                                            .anyMatch(owner -> owner.cluster().equals(scope.cluster()))
                                    ? resource
                                    : Resource.builder()
                                            .from(resource)
                                            .owners(List.of(Owner.ofCluster(scope.cluster())))
                                            .build()));
        }
    }

    static final class ForgetsAnAttribute extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return reading(
                    cloud,
                    (scope, observation) -> each(observation, resource -> {
                        TreeMap<String, SpecValue> spec = new TreeMap<>(resource.spec());
                        spec.remove(SimulatedKinds.DRAIN_SECONDS.name());
                        return Resource.builder().from(resource).spec(spec).build();
                    }));
        }
    }

    static final class ForgetsMembers extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return reading(
                    cloud,
                    (scope, observation) -> each(
                            observation,
                            resource -> Resource.builder()
                                    .from(resource)
                                    .members(Optional.empty())
                                    .build()));
        }
    }

    static final class CountsInTheFacts extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            AtomicInteger calls = new AtomicInteger();
            return reading(
                    cloud,
                    (scope, observation) -> Observation.builder()
                            .from(observation)
                            .facts(CloudFacts.of(Map.of("request", calls.incrementAndGet())))
                            .build());
        }
    }

    static final class SeesNothingInANarrowScope extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return reading(
                    cloud,
                    (scope, observation) -> scope.services().isEmpty()
                            ? observation
                            : Observation.builder()
                                    .from(observation)
                                    .actual(ResourceGraph.empty())
                                    .build());
        }
    }

    static final class KnowsOnlyWhatItMade extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            Set<ResourceId> made = new HashSet<>();
            return new Passing(cloud) {
                @Override
                public BatchResult apply(ChangeBatch batch) {
                    batch.changes().stream()
                            .filter(Change.Create.class::isInstance)
                            .forEach(change -> made.add(change.id()));
                    return super.apply(batch);
                }

                @Override
                public Observation observe(ObservationScope scope) {
                    Observation observation = super.observe(scope);
                    return Observation.builder()
                            .from(observation)
                            .actual(ResourceGraph.of(observation.actual().resources().stream()
                                    .filter(resource -> made.contains(resource.id()))
                                    .toList()))
                            .build();
                }
            };
        }
    }
}
