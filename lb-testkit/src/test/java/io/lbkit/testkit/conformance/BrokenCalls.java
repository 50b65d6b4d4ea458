package io.lbkit.testkit.conformance;

import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderException;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Providers whose writing calls break the contract, each in one way. */
final class BrokenCalls {
    private static final int MOST_MEMBERS = 50;

    private BrokenCalls() {}

    /** A provider that carries out something else than what it is told; nothing means that it does not do it and says done. */
    private abstract static class Instead extends Passing {
        Instead(LoadBalancerProvider next) {
            super(next);
        }

        abstract Optional<Change> instead(Change change);

        @Override
        public BatchResult apply(ChangeBatch batch) {
            List<ChangeResult> results = new ArrayList<>();
            for (Change change : batch.changes()) {
                results.add(instead(change)
                        .map(other -> super.apply(one(batch, other)).results().get(0))
                        .orElseGet(ChangeResult::done));
            }
            return new BatchResult(results);
        }

        static ChangeBatch one(ChangeBatch batch, Change change) {
            return ChangeBatch.builder()
                    .from(batch)
                    .changes(List.of(change))
                    .tokens(List.of())
                    .build();
        }

        boolean exists(ResourceId id) {
            return observe(ObservationScope.cluster("any")).actual().get(id).isPresent();
        }
    }

    /** A provider that says something else about a failure; nothing means that it says done. */
    private static LoadBalancerProvider renaming(SimulatedCloud cloud, UnaryOperator<Optional<ErrorKind>> rename) {
        return new Passing(cloud) {
            @Override
            public BatchResult apply(ChangeBatch batch) {
                return new BatchResult(super.apply(batch).results().stream()
                        .map(result -> result instanceof ChangeResult.Failed failed
                                ? rename.apply(Optional.of(failed.error().kind()))
                                        .map(kind -> ChangeResult.failed(new ProviderException(kind, "renamed")))
                                        .orElseGet(ChangeResult::done)
                                : result)
                        .toList());
            }
        };
    }

    static final class SwallowsFailures extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return renaming(cloud, kind -> Optional.empty());
        }
    }

    static final class CallsEveryQuotaInvalid extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return renaming(cloud, kind -> kind.map(of -> of == ErrorKind.QUOTA ? ErrorKind.INVALID : of));
        }
    }

    static final class CallsAConflictTransient extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return renaming(cloud, kind -> kind.map(of -> of == ErrorKind.CONFLICT ? ErrorKind.TRANSIENT : of));
        }
    }

    static final class ThrowsItsOwnExceptions extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return renaming(cloud, kind -> {
                if (kind.get() == ErrorKind.THROTTLED) {
                    throw new IllegalStateException("429");
                }
                return kind;
            });
        }
    }

    static final class AnswersOnlyOnce extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public BatchResult apply(ChangeBatch batch) {
                    return new BatchResult(super.apply(batch).results().subList(0, 1));
                }
            };
        }
    }

    static final class WorksBackwards extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public BatchResult apply(ChangeBatch batch) {
                    List<Change> backwards = new ArrayList<>(batch.changes());
                    Collections.reverse(backwards);
                    return super.apply(ChangeBatch.builder()
                            .from(batch)
                            .changes(backwards)
                            .tokens(List.of())
                            .build());
                }
            };
        }
    }

    static final class PromisesTooManyMembers extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public BatchResult apply(ChangeBatch batch) {
                    boolean tooMany = batch.changes().stream()
                            .anyMatch(change -> change instanceof Change.AddMembers add
                                    && add.members().size() > MOST_MEMBERS);
                    return tooMany
                            ? BatchResult.allFailed(batch, new ProviderException(ErrorKind.INVALID, "too many"))
                            : super.apply(batch);
                }
            };
        }
    }

    static final class CreatesOnlyOnce extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public BatchResult apply(ChangeBatch batch) {
                    ResourceId id = batch.changes().get(0).id();
                    boolean again = batch.changes().get(0) instanceof Change.Create
                            && observe(ObservationScope.cluster("any"))
                                    .actual()
                                    .get(id)
                                    .isPresent();
                    return again
                            ? BatchResult.allFailed(
                                    batch, new ProviderException(ErrorKind.ALREADY_EXISTS, "it is there"))
                            : super.apply(batch);
                }
            };
        }
    }

    static final class DeletesOnlyOnce extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public BatchResult apply(ChangeBatch batch) {
                    ResourceId id = batch.changes().get(0).id();
                    boolean again = batch.changes().get(0) instanceof Change.Delete
                            && observe(ObservationScope.cluster("any"))
                                    .actual()
                                    .get(id)
                                    .isEmpty();
                    return again
                            ? BatchResult.allFailed(batch, new ProviderException(ErrorKind.NOT_FOUND, "it is gone"))
                            : super.apply(batch);
                }
            };
        }
    }

    static final class MakesEachObjectOnce extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            Set<ResourceId> made = new HashSet<>();
            return new Instead(cloud) {
                @Override
                Optional<Change> instead(Change change) {
                    boolean again = change instanceof Change.Create && !made.add(change.id());
                    return again ? Optional.empty() : Optional.of(change);
                }
            };
        }
    }

    static final class ChangesWhatIsGone extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Instead(cloud) {
                @Override
                Optional<Change> instead(Change change) {
                    return change instanceof Change.Update && !exists(change.id())
                            ? Optional.empty()
                            : Optional.of(change);
                }
            };
        }
    }

    static final class IgnoresRevisions extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Instead(cloud) {
                @Override
                Optional<Change> instead(Change change) {
                    return Optional.of(
                            change instanceof Change.Update update
                                    ? new Change.Update(
                                            Resource.builder()
                                                    .from(update.before())
                                                    .revision(Optional.empty())
                                                    .build(),
                                            update.resource(),
                                            update.attributes())
                                    : change);
                }
            };
        }
    }

    static final class LeavesHealthChecks extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Instead(cloud) {
                @Override
                Optional<Change> instead(Change change) {
                    boolean left = change instanceof Change.Delete
                            && change.resource().kind().equals(SimulatedKinds.HEALTH_CHECK_KIND);
                    return left ? Optional.empty() : Optional.of(change);
                }
            };
        }
    }

    static final class KeepsMembers extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Instead(cloud) {
                @Override
                Optional<Change> instead(Change change) {
                    return change instanceof Change.RemoveMembers ? Optional.empty() : Optional.of(change);
                }
            };
        }
    }

    static final class ResetsWhatIsNotNamed extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public BatchResult apply(ChangeBatch batch) {
                    BatchResult result = super.apply(batch);
                    for (Change change : batch.changes()) {
                        boolean pool = change.resource().kind().equals(SimulatedKinds.BACKEND_POOL_KIND);
                        if (change instanceof Change.Update update
                                && pool
                                && update.attributes().stream()
                                        .noneMatch(of -> of.attribute().equals("drainSeconds"))) {
                            cloud.console().set(change.id(), SimulatedKinds.DRAIN_SECONDS, 300L);
                        }
                    }
                    return result;
                }
            };
        }
    }

    static final class LosesTheFingerprint extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Instead(cloud) {
                @Override
                Optional<Change> instead(Change change) {
                    return Optional.of(
                            change instanceof Change.Create ? new Change.Create(old(change.resource())) : change);
                }
            };
        }

        private static Resource old(Resource resource) {
            return Resource.builder()
                    .from(resource)
                    .applied(resource.applied()
                            .map(mark -> new Applied(mark.spec(), mark.members(), mark.designVersion() + "-old")))
                    .build();
        }
    }

    static final class LosesTheService extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Instead(cloud) {
                @Override
                Optional<Change> instead(Change change) {
                    return Optional.of(
                            change instanceof Change.Create ? new Change.Create(bare(change.resource())) : change);
                }
            };
        }

        private static Resource bare(Resource resource) {
            return Resource.builder()
                    .from(resource)
                    .owners(resource.owners().stream()
                            .map(owner -> Owner.ofCluster(owner.cluster()))
                            .toList())
                    .build();
        }
    }

    static final class NamesTheWrongObject extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public BatchResult apply(ChangeBatch batch) {
                    return new BatchResult(super.apply(batch).results().stream()
                            .map(result -> result instanceof ChangeResult.Done done
                                            && done.cloudId()
                                                    .filter(id -> id.contains("-ls-"))
                                                    .isPresent()
                                    ? ChangeResult.made("operation-1")
                                    : result)
                            .toList());
                }
            };
        }
    }

    static final class WritesFromOneThread extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            Thread first = Thread.currentThread();
            return new Passing(cloud) {
                @Override
                public BatchResult apply(ChangeBatch batch) {
                    if (!Thread.currentThread().equals(first)) {
                        throw new IllegalStateException("another thread");
                    }
                    return super.apply(batch);
                }
            };
        }
    }

    private static boolean isAdoption(Change change) {
        return change instanceof Change.Update update
                && update.attributes().stream()
                        .anyMatch(attribute -> attribute.path().equals(AttributeChange.OWNERS));
    }

    static final class AdoptsWhatItUpdates extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Instead(cloud) {
                @Override
                Optional<Change> instead(Change change) {
                    return Optional.of(
                            change instanceof Change.Update update && !isAdoption(change) ? adoption(update) : change);
                }

                private Change adoption(Change.Update update) {
                    List<AttributeChange> attributes = new ArrayList<>(update.attributes());
                    attributes.add(new AttributeChange(AttributeChange.OWNERS, SpecValue.absent(), SpecValue.absent()));
                    return new Change.Update(update.before(), update.resource(), attributes);
                }
            };
        }
    }

    static final class RefusesAdoptions extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public BatchResult apply(ChangeBatch batch) {
                    boolean foreign = batch.changes().stream()
                            .anyMatch(change -> change instanceof Change.Update update
                                    && isAdoption(update)
                                    && !Collections.disjoint(clusters(update.before()), Set.of("somebody-else")));
                    return foreign
                            ? BatchResult.allFailed(batch, new ProviderException(ErrorKind.PERMISSION, "foreign"))
                            : super.apply(batch);
                }

                private List<String> clusters(Resource resource) {
                    return resource.owners().stream().map(Owner::cluster).toList();
                }
            };
        }
    }
}
