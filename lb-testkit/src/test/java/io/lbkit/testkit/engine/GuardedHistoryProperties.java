package io.lbkit.testkit.engine;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.execute.ReconcileEvent;
import io.lbkit.reconcile.guard.ExposureWidening;
import io.lbkit.reconcile.guard.Guardrails;
import io.lbkit.reconcile.guard.Verdict;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Policy;
import io.lbkit.testkit.cloud.HealthSource;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.jqwik.LbArbitraries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What clients notice while a cloud follows the edits of a cluster and nobody approves anything. */
class GuardedHistoryProperties {
    private static final String SCHEME = "simulated.lbkit.io/scheme";
    private static final List<String> RANGES = List.of("10.0.0.0/9", "10.0.0.0/8", "192.0.2.0/24", "0.0.0.0/0");

    @Provide
    Arbitrary<ClusterSnapshot> clusters() {
        return LbArbitraries.clusters().map(GuardedHistoryProperties::balanced);
    }

    /** Every Service that has ports wants a load balancer. */
    private static ClusterSnapshot balanced(ClusterSnapshot cluster) {
        ClusterSnapshot all = cluster;
        for (Service service : cluster.services()) {
            if (!service.ports().isEmpty()) {
                all = all.with(Service.builder()
                        .from(service)
                        .type(ServiceType.LOAD_BALANCER)
                        .build());
            }
        }
        return all;
    }

    private static ClusterSnapshot edited(ClusterSnapshot cluster, List<Integer> edits) {
        ClusterSnapshot next = cluster;
        for (int edit : edits) {
            next = edited(next, edit);
        }
        return next;
    }

    @Provide
    Arbitrary<List<Integer>> edits() {
        return Arbitraries.integers().between(0, 9_999).list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<Integer> sickness() {
        return Arbitraries.of(0, 0, 1, 2, 3);
    }

    /** A Service of which everything is read is edited; what is not there cannot be. */
    private static ClusterSnapshot edited(ClusterSnapshot cluster, int edit) {
        List<Service> services = List.copyOf(cluster.services());
        if (services.isEmpty()) {
            return cluster;
        }
        int value = edit / 100;
        Service service = services.get(value % services.size());
        Service.Builder changed = Service.builder().from(service);
        return switch (edit % 8) {
            case 0 -> withScheme(cluster, "internal");
            case 1 -> withScheme(cluster, "public");
            case 2, 3 ->
                cluster.with(changed.loadBalancerSourceRanges(ranges(value)).build());
            case 4 -> withoutNode(cluster, value);
            case 5, 6 -> withoutEndpoints(cluster);
            default -> cluster.without(ObjectType.SERVICE, service.key().toString());
        };
    }

    private static ClusterSnapshot withScheme(ClusterSnapshot cluster, String scheme) {
        ClusterSnapshot next = cluster;
        for (Service service : cluster.services()) {
            next = next.with(Service.builder()
                    .from(service)
                    .putAnnotation(SCHEME, scheme)
                    .build());
        }
        return next;
    }

    private static List<String> ranges(int bits) {
        List<String> ranges = new ArrayList<>();
        for (int i = 0; i < RANGES.size(); i++) {
            if ((bits >> i & 1) == 1) {
                ranges.add(RANGES.get(i));
            }
        }
        return ranges;
    }

    private static ClusterSnapshot withoutNode(ClusterSnapshot cluster, int value) {
        List<Node> nodes = List.copyOf(cluster.nodes());
        return nodes.isEmpty()
                ? cluster
                : cluster.without(
                        ObjectType.NODE, nodes.get(value % nodes.size()).name());
    }

    /** What a slip of the pen in selectors leads to. */
    private static ClusterSnapshot withoutEndpoints(ClusterSnapshot cluster) {
        ClusterSnapshot next = cluster;
        for (EndpointSlice slice : cluster.endpointSlices()) {
            next = next.without(ObjectType.ENDPOINT_SLICE, slice.key().toString());
        }
        return next;
    }

    private static HealthSource sickness(int degree) {
        return (pool, member) -> MemberHealth.of(
                Math.floorMod(member.key().toString().hashCode(), 4) < degree
                        ? MemberHealth.State.UNHEALTHY
                        : MemberHealth.State.HEALTHY);
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    @Label("Whatever is edited: nobody loses the last backend or an address, nobody is opened wider, at no step")
    void nobodyNotices(
            @ForAll("clusters") ClusterSnapshot cluster,
            @ForAll("edits") List<Integer> history,
            @ForAll("edits") List<Integer> edits,
            @ForAll("sickness") int sickness,
            @ForAll Policy policy) {
        ClusterSnapshot before = edited(cluster, history);
        try (SimulatedCloud cloud = SimulatedCloud.create()) {
            cloud.reconciler("test").build().reconcile(before);
            cloud.health(sickness(sickness));
            cloud.advance(Duration.ofHours(1));
            Plan plan = cloud.reconciler("test").build().plan(edited(before, edits));
            ClientView view = ClientView.of(cloud, plan);
            Reconciler reconciler = cloud.reconciler("test")
                    .policy(policy)
                    .listener(event -> {
                        if (event instanceof ReconcileEvent.Called || event instanceof ReconcileEvent.Ended) {
                            view.assertUnharmed(event);
                        }
                    })
                    .build();

            Outcome outcome = reconciler.apply(plan);

            view.assertUnharmed(outcome);
            Set<String> fired = new HashSet<>();
            for (Verdict verdict : Guardrails.standard().check(plan)) {
                fired.add(verdict.rule());
                if (verdict.rule().equals(ExposureWidening.RULE)) {
                    fired.add(verdict.approval().subject().endsWith(":public") ? "public" : "sources");
                }
            }
            for (String rule : List.of("last-backend", "healthy-share", "address", "public", "sources")) {
                Statistics.label(rule).collect(fired.contains(rule));
                Statistics.label(rule).coverage(coverage -> coverage.check(true).count(count -> count > 0));
            }
        }
    }
}
