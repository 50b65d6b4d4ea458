package io.lbkit.testkit.conformance;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Providers whose schema or designs break the contract, each in one way. */
final class BrokenDesigns {
    private BrokenDesigns() {}

    /** A provider that does something to each design. */
    private static LoadBalancerProvider editing(SimulatedCloud cloud, UnaryOperator<Design> edit) {
        return new Passing(cloud) {
            @Override
            public Design design(DesignRequest request) {
                return edit.apply(super.design(request));
            }
        };
    }

    private static Design eachResource(Design design, UnaryOperator<Resource> edit) {
        return Design.builder()
                .from(design)
                .resources(design.resources().stream().map(edit).toList())
                .build();
    }

    static final class ReadsTheCloud extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public Design design(DesignRequest request) {
                    observe(ObservationScope.cluster(request.clusterId()));
                    return super.design(request);
                }
            };
        }
    }

    static final class ShufflesResources extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            AtomicInteger calls = new AtomicInteger();
            return editing(cloud, design -> {
                List<Resource> resources = new ArrayList<>(design.resources());
                Collections.rotate(resources, calls.incrementAndGet());
                return Design.builder().from(design).resources(resources).build();
            });
        }
    }

    static final class RemembersServices extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            Set<ServiceKey> seen = new HashSet<>();
            return editing(cloud, design -> {
                seen.add(design.service());
                return eachResource(
                        design,
                        resource -> resource.kind().equals(SimulatedKinds.BACKEND_POOL_KIND)
                                ? Resource.builder()
                                        .from(resource)
                                        .set(SimulatedKinds.DRAIN_SECONDS, seen.size() > 1 ? 60L : 30L)
                                        .build()
                                : resource);
            });
        }
    }

    static final class IsNotSafeForThreads extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            Thread first = Thread.currentThread();
            return editing(cloud, design -> {
                if (!Thread.currentThread().equals(first)) {
                    throw new IllegalStateException("another thread");
                }
                return design;
            });
        }
    }

    static final class ThrowsOnBadInput extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public Design design(DesignRequest request) {
                    request.service().loadBalancerIp().ifPresent(IpAddress::parse);
                    return super.design(request);
                }
            };
        }
    }

    static final class OwnsForSomebodyElse extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return editing(
                    cloud,
                    design -> eachResource(
                            design,
                            resource -> Resource.builder()
                                    .from(resource)
                                    .addOwner(Owner.ofCluster("a-parent-cluster"))
                                    .build()));
        }
    }

    static final class RefersToNothing extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public Design design(DesignRequest request) {
                    return eachResource(
                            super.design(request),
                            resource -> resource.kind().equals(SimulatedKinds.LISTENER_KIND)
                                    ? after(resource, List.of(new ResourceId("simulated#certificate", "default")))
                                    : resource);
                }

                @Override
                public BatchResult apply(ChangeBatch batch) {
                    List<Change> changes = new ArrayList<>();
                    batch.changes()
                            .forEach(change -> changes.add(
                                    change instanceof Change.Create create
                                            ? new Change.Create(after(create.resource(), List.of()))
                                            : change));
                    return super.apply(
                            ChangeBatch.builder().from(batch).changes(changes).build());
                }
            };
        }

        private static Resource after(Resource resource, List<ResourceId> needed) {
            return Resource.builder().from(resource).after(needed).build();
        }
    }

    static final class ContradictsItself extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return editing(
                    cloud,
                    design -> eachResource(
                            design,
                            resource -> resource.kind().equals(SimulatedKinds.HEALTH_CHECK_KIND)
                                    ? Resource.builder()
                                            .from(resource)
                                            .set(
                                                    SimulatedKinds.INTERVAL_SECONDS,
                                                    5L
                                                            + Math.floorMod(
                                                                    design.service()
                                                                            .hashCode(),
                                                                    100))
                                            .build()
                                    : resource));
        }
    }

    static final class ServesEveryClass extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public Design design(DesignRequest request) {
                    return Design.builder()
                            .from(super.design(request))
                            .managed(true)
                            .build();
                }
            };
        }
    }

    static final class ForgetsAKind extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public Set<ResourceKind> kinds() {
                    Set<ResourceKind> kinds = new TreeSet<>(super.kinds());
                    kinds.remove(SimulatedKinds.HEALTH_CHECK_KIND);
                    return kinds;
                }
            };
        }
    }

    static final class CountsVersions extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            AtomicInteger calls = new AtomicInteger();
            return new Passing(cloud) {
                @Override
                public String designVersion() {
                    return "v" + calls.incrementAndGet();
                }
            };
        }
    }

    static final class ThrowsOnTheSecondClose extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            AtomicInteger calls = new AtomicInteger();
            return new Passing(cloud) {
                @Override
                public void close() {
                    if (calls.incrementAndGet() == 2) {
                        throw new IllegalStateException("closed already");
                    }
                }
            };
        }
    }

    /** A provider that says of its designs what is not so: they tell whether something is there that it must not look at. */
    private static LoadBalancerProvider looking(SimulatedCloud cloud, Predicate<DesignRequest> sees) {
        return new Passing(cloud) {
            @Override
            public Design design(DesignRequest request) {
                Design design = super.design(request);
                return sees.test(request) ? withFinding(design) : design;
            }
        };
    }

    private static Design withFinding(Design design) {
        return Design.builder()
                .from(design)
                .addFinding(Finding.builder()
                        .code("LB-BRK-001")
                        .severity(Severity.INFO)
                        .kind(FindingKind.UNSUPPORTED_CONFIGURATION)
                        .domain(FaultDomain.SERVICE_CONFIGURATION)
                        .service(design.service().toString())
                        .about("metadata.name")
                        .message("Somebody else is there.")
                        .remedy("Nothing.")
                        .build())
                .build();
    }

    static final class LooksAtOtherServices extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return looking(cloud, request -> request.cluster().services().size() > 1);
        }
    }

    static final class LooksAtPods extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return looking(cloud, request -> !request.cluster().pods().isEmpty());
        }
    }

    static final class LooksAtForeignObjects extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return looking(
                    cloud,
                    request -> request.observation().actual().resources().stream()
                            .anyMatch(resource -> resource.owners().isEmpty()));
        }
    }

    static final class CountsNodes extends Broken {
        @Override
        LoadBalancerProvider broken(SimulatedCloud cloud) {
            return new Passing(cloud) {
                @Override
                public Design design(DesignRequest request) {
                    long nodes = request.cluster().nodes().size();
                    return eachResource(
                            super.design(request),
                            resource -> resource.kind().equals(SimulatedKinds.BACKEND_POOL_KIND)
                                    ? Resource.builder()
                                            .from(resource)
                                            .set(SimulatedKinds.DRAIN_SECONDS, 30 + nodes)
                                            .build()
                                    : resource);
                }
            };
        }
    }
}
