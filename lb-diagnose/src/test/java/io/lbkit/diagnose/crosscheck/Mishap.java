package io.lbkit.diagnose.crosscheck;

import static io.lbkit.model.finding.FaultDomain.BACKEND_LIST;
import static io.lbkit.model.finding.FaultDomain.CLOUD_PROVIDER;
import static io.lbkit.model.finding.FaultDomain.NETWORK_PATH;
import static io.lbkit.model.finding.FaultDomain.NODE_PATH;
import static io.lbkit.model.finding.FaultDomain.SERVICE_CONFIGURATION;

import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.TargetPort;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.lb.Member;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.Role;
import io.lbkit.testkit.cloud.SimulatedKinds;
import io.lbkit.testkit.simulation.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Something that happens to a Service that was well, and lasts.
 *
 * @param name what happens
 * @param domain where its cause lies; nothing if it is no fault
 * @param codes the findings of which the first one has to be one
 * @param kind the Services to which it happens
 * @param plant lets it happen
 */
record Mishap(String name, Optional<FaultDomain> domain, Set<String> codes, Kind kind, Consumer<Bench> plant) {
    private static final Duration LONG = Duration.ofHours(1);

    /** How the load balancer reaches the pods. */
    enum Kind {
        ANY,
        PODS,
        NODES,
        LOCAL
    }

    private static Mishap none(String name, Consumer<Bench> plant) {
        return new Mishap(name, Optional.empty(), Set.of(), Kind.ANY, plant);
    }

    private static Mishap of(String name, FaultDomain domain, String code, Kind kind, Consumer<Bench> plant) {
        return new Mishap(name, Optional.of(domain), Set.of(code.split(" ")), kind, plant);
    }

    static List<Mishap> all() {
        return List.of(
                none("nothing", bench -> {}),
                none("a rollout is over", bench -> bench.simulation().cluster().roll(bench.service())),
                none("a node is cordoned", bench -> bench.simulation().cluster().cordon(bench.below(4), true)),
                none("a node was drained", bench -> bench.simulation().cluster().drain(bench.below(4))),
                none("there are more pods", bench -> scale(bench, 8)),
                of("one pod fails its probe", BACKEND_LIST, "LB-EP-003", Kind.ANY, bench -> fail(bench, 1)),
                of("every pod fails its probe", BACKEND_LIST, "LB-EP-003", Kind.ANY, bench -> fail(bench, 8)),
                of("the workload has no pods", BACKEND_LIST, "LB-SVC-002", Kind.ANY, bench -> scale(bench, 0)),
                of(
                        "the selector is misspelt",
                        SERVICE_CONFIGURATION,
                        "LB-SVC-002",
                        Kind.ANY,
                        bench -> bench.edit(service -> service.putSelector("app", "another"))),
                of(
                        "the target port has a name that nobody has",
                        SERVICE_CONFIGURATION,
                        "LB-SVC-005",
                        Kind.ANY,
                        Mishap::misname),
                asleep("a target is deregistered", "LB-CLD-022", Kind.PODS, bench -> {
                    Resource pool = bench.object(Role.BACKEND_POOL);
                    bench.console().removeMembers(pool.id(), members(pool).get(0));
                }),
                asleep("every target is deregistered", "LB-CLD-022", Kind.ANY, bench -> {
                    Resource pool = bench.object(Role.BACKEND_POOL);
                    bench.console().removeMembers(pool.id(), members(pool).toArray(Member[]::new));
                }),
                asleep("a target leads nowhere", "LB-CLD-023", Kind.PODS, Mishap::stray),
                asleep(
                        "pods were replaced and nobody told",
                        "LB-CLD-022 LB-CLD-023",
                        Kind.PODS,
                        bench -> bench.simulation().cluster().roll(bench.service())),
                asleep(
                        "the listener is deleted",
                        "LB-CLD-101",
                        Kind.ANY,
                        bench -> bench.console()
                                .deleteWithUsers(bench.object(Role.LISTENER).id())),
                asleep(
                        "the load balancer is deleted",
                        "LB-CLD-102",
                        Kind.ANY,
                        bench -> bench.console()
                                .deleteWithUsers(
                                        bench.object(Role.LOAD_BALANCER).id())),
                asleep(
                        "affinity is turned on",
                        "LB-CLD-012",
                        Kind.ANY,
                        bench -> bench.console()
                                .set(bench.object(Role.LISTENER).id(), SimulatedKinds.SESSION_AFFINITY, "ClientIP")),
                asleep(
                        "the pool sends to another node port",
                        "LB-CLD-024",
                        Kind.NODES,
                        bench -> bench.console()
                                .set(bench.object(Role.BACKEND_POOL).id(), SimulatedKinds.POOL_PORT, 31_999L)),
                of("the firewall is narrowed", NETWORK_PATH, "LB-NET-102", Kind.ANY, bench -> {
                    bench.sleep();
                    bench.console()
                            .set(
                                    bench.object(Role.FIREWALL).id(),
                                    SimulatedKinds.SOURCE_RANGES,
                                    new TreeSet<>(List.of("203.0.113.0/24")));
                }),
                of("the check asks another port", NETWORK_PATH, "LB-NET-005 LB-NET-006", Kind.NODES, Mishap::miscast),
                of("under Local the check asks another port", NETWORK_PATH, "LB-NET-006", Kind.LOCAL, Mishap::miscast),
                of(
                        "a node is cut off",
                        NODE_PATH,
                        "LB-NODE-102",
                        Kind.NODES,
                        bench -> bench.simulation().cluster().lose(bench.below(4))),
                of(
                        "kube-proxy of a node is down",
                        NODE_PATH,
                        "LB-NODE-005",
                        Kind.NODES,
                        bench -> bench.simulation().cluster().proxy(bench.below(4), false)),
                of("kube-proxy of every node is down", NODE_PATH, "LB-NODE-005", Kind.NODES, bench -> {
                    for (int node = 0; node < 4; node++) {
                        bench.simulation().cluster().proxy(node, false);
                    }
                }),
                of(
                        "under Local the node of a pod is left out",
                        NODE_PATH,
                        "LB-NODE-101",
                        Kind.LOCAL,
                        bench -> bench.simulation().cluster().exclude(bench.nodeOfPod(), true)));
    }

    private static Mishap asleep(String name, String codes, Kind kind, Consumer<Bench> plant) {
        return of(name, CLOUD_PROVIDER, codes, kind, bench -> {
            bench.sleep();
            plant.accept(bench);
        });
    }

    private static List<Member> members(Resource pool) {
        return pool.members().orElseThrow().asList();
    }

    private static void scale(Bench bench, int replicas) {
        Workload workload =
                bench.simulation().cluster().workload(bench.service()).orElseThrow();
        bench.simulation().cluster().apply(workload.scaledTo(replicas));
    }

    private static void fail(Bench bench, int pods) {
        for (int pod = 0; pod < pods; pod++) {
            bench.simulation().cluster().failReadiness(bench.service(), pod, LONG);
        }
    }

    private static void misname(Bench bench) {
        bench.edit(service -> service.ports(service.build().ports().stream()
                .map(port -> ServicePort.builder()
                        .from(port)
                        .targetPort(TargetPort.named("nobody"))
                        .build())
                .toList()));
    }

    private static void stray(Bench bench) {
        IpAddress nowhere = IpAddress.parse("10.250.0.9");
        bench.console()
                .addMembers(
                        bench.object(Role.BACKEND_POOL).id(),
                        Member.builder()
                                .id(nowhere.toString())
                                .port(8080)
                                .address(nowhere)
                                .build());
    }

    private static void miscast(Bench bench) {
        bench.sleep();
        bench.console().set(bench.object(Role.HEALTH_CHECK).id(), SimulatedKinds.CHECK_PORT, 9L);
    }
}
