package io.lbkit.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.backend.BackendOptions;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.ScriptedProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.Web;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The library as a program uses it. */
class ReconcilerTest {
    private final InMemoryProvider cloud = new InMemoryProvider(AwsLike.ALL, ReconcilerTest::design);
    private final Reconciler reconciler =
            Reconciler.builder().provider(cloud).clusterId(Shop.CLUSTER).build();

    /** A load balancer with every eligible node behind it. */
    private static Design design(DesignRequest request) {
        String name = request.service().key().name();
        var backends = request.backends(BackendOptions.nodePort());
        var nodes = backends.ports().get(0).members();
        return Design.builder()
                .service(request.service().key())
                .backends(backends)
                .addResource(Web.lb(name))
                .addResource(Web.pool(name, "TCP", nodes))
                .addResource(Web.listener(name, request.service().ports().get(0).port(), name, name))
                .build();
    }

    private static ClusterSnapshot cluster(Service... services) {
        ClusterSnapshot.Builder cluster = ClusterSnapshot.builder()
                .add(Node.builder().name("node-a").build())
                .add(Node.builder().name("node-b").build())
                .covering(ObjectType.NODE, Coverage.COMPLETE)
                .covering(ObjectType.SERVICE, Coverage.COMPLETE);
        for (Service service : services) {
            cluster.add(service);
        }
        return cluster.build();
    }

    @Test
    @DisplayName("A program plans, looks at the plan, applies it, and then has nothing to do")
    void embedding() {
        ClusterSnapshot snapshot = cluster(Shop.service("web"));

        Plan plan = reconciler.plan(snapshot);
        assertThat(plan.steps()).hasSize(4);
        assertThat(cloud.calls()).isEmpty();

        Outcome outcome = reconciler.apply(plan);
        assertThat(outcome.status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(Shop.found(cloud, AwsLike.POOL, "web").orElseThrow().members())
                .contains(Shop.members("node-a", "node-b"));
        assertThat(Shop.found(cloud, AwsLike.LB, "web").orElseThrow().owners())
                .containsExactly(Owner.of(Shop.CLUSTER, Shop.service("web")));

        assertThat(reconciler.reconcile(snapshot).status()).isEqualTo(Outcome.Status.UNCHANGED);
    }

    @Test
    @DisplayName("Only Services of type LoadBalancer that are not being deleted are designed")
    void onlyLoadBalancers() {
        Service internal = Service.builder()
                .from(Shop.service("internal"))
                .type(ServiceType.CLUSTER_IP)
                .build();
        assertThat(reconciler.design(cluster(Shop.service("web"), internal), cloud.observe()))
                .containsOnlyKeys(Shop.key("web"));
    }

    @Test
    @DisplayName("A Service that is no longer of type LoadBalancer loses its load balancer")
    void typeChanges() {
        reconciler.reconcile(cluster(Shop.service("web")));
        Service internal = Service.builder()
                .from(Shop.service("web"))
                .type(ServiceType.CLUSTER_IP)
                .build();
        reconciler.reconcile(cluster(internal));
        assertThat(cloud.observe().actual().isEmpty()).isTrue();
    }

    @Test
    @DisplayName("Services that are not selected are left alone, whether they exist or are gone")
    void selection() {
        reconciler.reconcile(cluster(Shop.service("web"), Shop.service("api")));
        Reconciler onlyWeb = Reconciler.builder()
                .provider(cloud)
                .clusterId(Shop.CLUSTER)
                .services(Shop.key("web")::equals)
                .build();
        assertThat(onlyWeb.design(cluster(Shop.service("web"), Shop.service("api")), cloud.observe()))
                .containsOnlyKeys(Shop.key("web"));
        assertThat(onlyWeb.plan(cluster(Shop.service("web"), Shop.service("api")))
                        .isEmpty())
                .isTrue();
        assertThat(onlyWeb.plan(cluster(Shop.service("web"))).isEmpty()).isTrue();
        assertThat(onlyWeb.plan(cluster(Shop.service("api"))).steps())
                .hasSize(3)
                .extracting(Step::services)
                .allMatch(services -> services.equals(new TreeSet<>(List.of(Shop.key("web")))));
    }

    @Test
    @DisplayName("What belongs to the whole cluster is not deleted by a program that looks after some Services only")
    void selectionAndClusterObjects() {
        Resource group = Shop.resource(AwsLike.GROUP, "shared")
                .addOwner(Owner.ofCluster(Shop.CLUSTER))
                .build();
        cloud.planted(group);
        Reconciler onlyWeb = Reconciler.builder()
                .provider(cloud)
                .clusterId(Shop.CLUSTER)
                .services(Shop.key("web")::equals)
                .build();
        assertThat(onlyWeb.plan(cluster(Shop.service("api"))).isEmpty()).isTrue();
        assertThat(reconciler.plan(cluster()).steps()).hasSize(1);
    }

    @Test
    @DisplayName("A reconciler needs a provider and the id of its cluster")
    void builderChecks() {
        assertThatThrownBy(() -> Reconciler.builder().clusterId("prod").build())
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("provider is empty: a reconciler has a provider");
        Reconciler.Builder withoutId = Reconciler.builder().provider(ScriptedProvider.obedient());
        assertThatThrownBy(withoutId::build)
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("clusterId");
        assertThatThrownBy(() -> withoutId.clusterId("").build()).isInstanceOf(InvalidValueException.class);
    }

    @Test
    @DisplayName("A design that breaks a rule blocks its Service and no other one")
    void impossibleDesign() {
        InMemoryProvider picky = new InMemoryProvider(AwsLike.ALL, request -> {
            if (request.service().key().name().equals("bad")) {
                throw InvalidValueException.of("spec.Port", 0, "a port is a number from 1 to 65535");
            }
            if (request.service().key().name().equals("circle")) {
                return circle(request);
            }
            return design(request);
        });
        Reconciler fleet =
                Reconciler.builder().provider(picky).clusterId(Shop.CLUSTER).build();

        Plan plan = fleet.plan(cluster(Shop.service("bad"), Shop.service("circle"), Shop.service("web")));

        assertThat(plan.held())
                .containsExactly(
                        Shop.service("bad").key(), Shop.service("circle").key());
        assertThat(plan.services()).containsExactly(Shop.service("web").key());
        assertThat(plan.findings())
                .extracting(finding -> finding.code() + " " + finding.about())
                .containsExactly("LB-CLD-029 spec.Port", "LB-CLD-029 dependsOn");
    }

    private static Design circle(DesignRequest request) {
        Resource lb = Web.lb("circle");
        Resource pool = Web.pool("circle");
        return Design.builder()
                .service(request.service().key())
                .addResource(Resource.builder().from(lb).addAfter(pool.id()).build())
                .addResource(Resource.builder().from(pool).addAfter(lb.id()).build())
                .build();
    }
}
