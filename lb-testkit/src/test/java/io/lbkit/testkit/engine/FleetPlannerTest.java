package io.lbkit.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.SessionAffinity;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.fleet.FleetPlan;
import io.lbkit.reconcile.fleet.FleetPlanner;
import io.lbkit.reconcile.fleet.PlannedService;
import io.lbkit.reconcile.fleet.Priority;
import io.lbkit.reconcile.plan.Cause;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderId;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetPlannerTest {
    private final SimulatedCloud cloud = SimulatedCloud.create();
    private final CountingProvider provider = new CountingProvider(cloud);
    private final Reconciler reconciler = Reconciler.builder()
            .provider(provider)
            .clusterId(FleetStory.CLUSTER)
            .build();
    private final FleetPlanner fleet = FleetPlanner.builder()
            .provider(provider)
            .clusterId(FleetStory.CLUSTER)
            .build();

    @BeforeEach
    void settle() {
        ClusterSnapshot.Builder cluster = ClusterSnapshot.builder()
                .covering(ObjectType.SERVICE, Coverage.COMPLETE)
                .covering(ObjectType.NODE, Coverage.COMPLETE)
                .covering(ObjectType.ENDPOINT_SLICE, Coverage.COMPLETE)
                .add(node("one"))
                .add(node("two"));
        for (String name : new String[] {"a", "b", "c", "d"}) {
            cluster.add(service(name).build()).add(slice(name, true));
        }
        reconciler.reconcile(cluster.build());
        cloud.advance(Duration.ofMinutes(5));
        fleet.replace(cluster.build());
        look();
        assertThat(fleet.plan().isEmpty()).isTrue();
        provider.designs = 0;
    }

    private void look() {
        fleet.observed(FleetStory.observe(cloud));
    }

    private static ServiceKey key(String name) {
        return ServiceKey.of("shop", name);
    }

    private static Node node(String name) {
        return Node.builder().name(name).build();
    }

    private static Service.Builder service(String name) {
        return Service.builder()
                .key(key(name))
                .type(ServiceType.LOAD_BALANCER)
                .putSelector("app", name)
                .addPort(ServicePort.builder().port(80).nodePort(30080).build());
    }

    private static EndpointSlice slice(String name, boolean ready) {
        return EndpointSlice.builder()
                .key(ObjectKey.of("shop", name + "-1"))
                .serviceName(name)
                .addressType(AddressType.IPV4)
                .addPort(EndpointPort.builder().port(8080).build())
                .addEndpoint(
                        Endpoint.builder().addAddress("10.1.0.1").ready(ready).build())
                .build();
    }

    private Resource found(ResourceKind kind, String service) {
        return FleetStory.observe(cloud).actual().resources().stream()
                .filter(resource -> resource.kind().equals(kind))
                .filter(resource -> resource.owners().first().service().equals(Optional.of(key(service))))
                .findFirst()
                .orElseThrow();
    }

    private Priority priority(String service) {
        return fleet.plan().service(key(service)).orElseThrow().priority();
    }

    @Test
    void brokenPathsComeFirstThenUsersThenHousekeeping() {
        cloud.console().set(found(SimulatedKinds.LISTENER_KIND, "a").id(), SimulatedKinds.SESSION_AFFINITY, "Odd");
        cloud.console().delete(found(SimulatedKinds.LISTENER_KIND, "d").id());
        look();
        fleet.upsert(service("b").sessionAffinity(SessionAffinity.CLIENT_IP).build());
        fleet.remove(ObjectType.SERVICE, "shop/c");

        assertThat(fleet.plan().services())
                .extracting(planned ->
                        planned.service().name() + " " + planned.priority().label())
                .containsExactly("d broken-path", "b user-change", "a housekeeping", "c housekeeping");
    }

    @Test
    void poolWithoutHealthyMemberIsBrokenIfKubernetesIsReady() {
        cloud.health((pool, member) -> MemberHealth.of(MemberHealth.State.UNHEALTHY));
        look();
        assertThat(fleet.plan().isEmpty()).isTrue();

        fleet.upsert(node("three"));
        assertThat(priority("a")).isEqualTo(Priority.BROKEN_PATH);

        fleet.upsert(slice("a", false));
        assertThat(priority("a")).isEqualTo(Priority.USER_CHANGE);
        assertThat(priority("b")).isEqualTo(Priority.BROKEN_PATH);
    }

    @Test
    void nodesAreFollowedWithoutAnyDesign() {
        fleet.upsert(node("three"));
        FleetPlan plan = fleet.plan();

        assertThat(plan.services()).hasSize(4).allSatisfy(planned -> {
            assertThat(planned.causes()).containsExactly(Cause.BACKENDS_CHANGED);
            assertThat(planned.pools()).hasSize(1);
        });
        assertThat(plan.services().stream()
                        .map(planned -> planned.pools().get(0).members())
                        .map(System::identityHashCode)
                        .distinct())
                .hasSize(1);
        assertThat(provider.designs).isZero();

        assertThat(plan.plan(key("a")).orElseThrow().steps()).hasSize(1);
        assertThat(provider.designs).isEqualTo(1);
        assertThat(plan.plan(key("a"))).isEqualTo(plan.plan(key("a")));
        assertThat(provider.designs).isEqualTo(1);
    }

    @Test
    void aSliceCostsOneDesign() {
        fleet.upsert(slice("b", false));
        fleet.plan();
        fleet.plan();

        assertThat(provider.designs).isEqualTo(1);
    }

    @Test
    void aPlanBelongsToItsMoment() {
        fleet.upsert(node("three"));
        FleetPlan early = fleet.plan();
        fleet.remove(ObjectType.NODE, "three");
        fleet.remove(ObjectType.NODE, "two");
        FleetPlan late = fleet.plan();

        assertThat(early.plan(key("a")).orElseThrow().steps().get(0).added().size())
                .isEqualTo(1);
        assertThat(late.plan(key("a")).orElseThrow().steps().get(0).removed().size())
                .isEqualTo(1);
        assertThat(early).isNotEqualTo(late);
    }

    @Test
    void whatTheClusterSharesGoesWithItsLastUser() {
        for (String name : new String[] {"a", "b", "c"}) {
            fleet.remove(ObjectType.SERVICE, "shop/" + name);
        }
        assertThat(sharedCheckGoes(fleet.plan())).isFalse();

        fleet.remove(ObjectType.SERVICE, "shop/d");
        assertThat(sharedCheckGoes(fleet.plan())).isTrue();

        fleet.plan().plans().forEach(reconciler::apply);
        look();
        fleet.plan().plans().forEach(reconciler::apply);
        assertThat(FleetStory.observe(cloud).actual().isEmpty()).isTrue();
    }

    private static boolean sharedCheckGoes(FleetPlan plan) {
        return plan.plans()
                .flatMap(each -> each.steps().stream())
                .anyMatch(step -> step.resource().kind().equals(SimulatedKinds.HEALTH_CHECK_KIND.name()));
    }

    @Test
    void whatAMissingServiceHadIsKeptForTheGracePeriod() {
        FleetPlanner patient = patient();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        patient.plan(start);
        patient.remove(ObjectType.SERVICE, "shop/a");
        patient.remove(ObjectType.SERVICE, "shop/b");

        assertThat(patient.plan(start.plusSeconds(60)).isEmpty()).isTrue();
        patient.upsert(service("b").build());
        assertThat(patient.plan(start.plusSeconds(659)).isEmpty()).isTrue();
        patient.remove(ObjectType.SERVICE, "shop/b");

        assertThat(patient.plan(start.plusSeconds(660)).services())
                .extracting(PlannedService::service)
                .containsExactly(key("a"));
        assertThat(patient.plan(start.plusSeconds(1260)).services())
                .extracting(PlannedService::service)
                .containsExactly(key("a"), key("b"));
    }

    @Test
    void nobodyIsMissingInAnIncompleteListing() {
        FleetPlanner patient = patient();
        patient.replace(patient.cluster().covering(ObjectType.SERVICE, Coverage.UNKNOWN));
        patient.remove(ObjectType.SERVICE, "shop/a");
        patient.plan(Instant.EPOCH);
        assertThat(patient.plan(Instant.EPOCH.plusSeconds(3600)).isEmpty()).isTrue();

        patient.replace(patient.cluster().covering(ObjectType.SERVICE, Coverage.COMPLETE));
        assertThat(patient.plan(Instant.EPOCH.plusSeconds(3601)).isEmpty()).isTrue();
        assertThat(patient.plan(Instant.EPOCH.plusSeconds(4201)).isEmpty()).isFalse();
    }

    @Test
    void aGracePeriodNeedsTheTime() {
        assertThatThrownBy(() -> patient().plan())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("plan(Instant)");
        assertThatThrownBy(() -> FleetPlanner.builder()
                        .provider(cloud)
                        .clusterId("c")
                        .orphanGrace(Duration.ofSeconds(-1))
                        .build())
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("grace");
    }

    private FleetPlanner patient() {
        FleetPlanner patient = FleetPlanner.builder()
                .provider(provider)
                .clusterId(FleetStory.CLUSTER)
                .orphanGrace(Duration.ofMinutes(10))
                .build();
        patient.replace(fleet.cluster());
        patient.observed(FleetStory.observe(cloud));
        return patient;
    }

    @Test
    void foreignObjectsAreAdoptedIfAsked() {
        ResourceId listener = found(SimulatedKinds.LISTENER_KIND, "a").id();
        Observation seen = FleetStory.observe(cloud);
        List<Resource> resources = seen.actual().resources().stream()
                .map(resource -> resource.id().equals(listener)
                        ? Resource.builder().from(resource).owners(List.of()).build()
                        : resource)
                .toList();
        Observation foreign = Observation.builder()
                .from(seen)
                .actual(ResourceGraph.of(resources))
                .build();
        FleetPlanner adopting = FleetPlanner.builder()
                .provider(provider)
                .clusterId(FleetStory.CLUSTER)
                .adopt(listener)
                .build();
        adopting.replace(fleet.cluster());
        adopting.observed(foreign);
        fleet.observed(foreign);

        assertThat(fleet.plan().plan(key("a"))).isEmpty();
        assertThat(adopting.plan().plan(key("a")).orElseThrow().steps())
                .extracting(step -> step.resource())
                .containsExactly(listener);
    }

    @Test
    void carryingTheShortFormOutSettlesTheFleet() {
        fleet.upsert(node("three"));
        for (PlannedService next : fleet.plan().services()) {
            Plan plan = fleet.plan().plan(next.service()).orElseThrow();
            assertThat(reconciler.apply(plan).incomplete()).isEmpty();
        }
        look();

        assertThat(fleet.plan().isEmpty()).isTrue();
    }

    /** Counts the designs that are asked for. */
    private static final class CountingProvider implements LoadBalancerProvider {
        private final LoadBalancerProvider cloud;
        private int designs;

        CountingProvider(LoadBalancerProvider cloud) {
            this.cloud = cloud;
        }

        @Override
        public ProviderId id() {
            return cloud.id();
        }

        @Override
        public Set<ResourceKind> kinds() {
            return cloud.kinds();
        }

        @Override
        public Observation observe(ObservationScope scope) {
            return cloud.observe(scope);
        }

        @Override
        public Design design(DesignRequest request) {
            designs++;
            return cloud.design(request);
        }

        @Override
        public boolean designsLocally() {
            return cloud.designsLocally();
        }

        @Override
        public boolean designsAlike(CloudFacts facts, MemberSet before, MemberSet after) {
            return cloud.designsAlike(facts, before, after);
        }

        @Override
        public BatchResult apply(ChangeBatch batch) {
            return cloud.apply(batch);
        }
    }
}
