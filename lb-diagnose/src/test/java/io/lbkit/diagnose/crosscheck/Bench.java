package io.lbkit.diagnose.crosscheck;

import io.lbkit.diagnose.Diagnoser;
import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.Role;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.testkit.cloud.Console;
import io.lbkit.testkit.simulation.ConnectionResult;
import io.lbkit.testkit.simulation.Controller;
import io.lbkit.testkit.simulation.ControllerContext;
import io.lbkit.testkit.simulation.LbkitController;
import io.lbkit.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** A simulation with one Service, many clients, and a controller that can be put to sleep. Not thread-safe. */
final class Bench {
    private static final Duration SETTLES = Duration.ofMinutes(6);
    private static final Duration WATCHED = Duration.ofMinutes(1);
    private static final IpAddress CLIENT = IpAddress.parse("192.0.2.10");
    private static final int NUMBER = 0;

    private final SplittableRandom random;
    private final Simulation simulation;
    private final ServiceKey service;
    private boolean asleep;

    /** What became of the connections of a minute. */
    enum Experience {
        ALL_SERVED,
        SOME_SERVED,
        NONE_SERVED
    }

    Bench(long seed, Mishap.Kind kind) {
        this.random = new SplittableRandom(seed);
        this.simulation = Simulation.builder()
                .connectionEvery(Duration.ofMillis(100))
                .controller(() -> new Sleeper(new LbkitController()))
                .build(random.nextLong());
        boolean pods = kind == Mishap.Kind.PODS || (kind == Mishap.Kind.ANY && random.nextBoolean());
        this.service =
                simulation.deploy(NUMBER, pods ? BackendMode.POD_IP : BackendMode.NODE_PORT, 3 + random.nextInt(4));
        if (kind == Mishap.Kind.LOCAL) {
            edit(before ->
                    before.externalTrafficPolicy(TrafficPolicy.LOCAL).healthCheckNodePort(OptionalInt.of(31_000)));
        }
        simulation.run(SETTLES);
    }

    private final class Sleeper implements Controller {
        private final Controller controller;

        Sleeper(Controller controller) {
            this.controller = controller;
        }

        @Override
        public Result reconcile(ControllerContext context) {
            return asleep ? Result.DONE : controller.reconcile(context);
        }

        @Override
        public void changed() {
            controller.changed();
        }
    }

    Simulation simulation() {
        return simulation;
    }

    ServiceKey service() {
        return service;
    }

    Console console() {
        return simulation.cloud().console();
    }

    /** {@return a number below another one, by chance} */
    int below(int end) {
        return random.nextInt(end);
    }

    /** {@return the number of a node that has a pod of the Service} */
    int nodeOfPod() {
        String name = simulation.cluster().snapshot().pods(service.namespace()).stream()
                .flatMap(pod -> pod.nodeName().stream())
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    /** From now on nobody repairs the cloud. */
    void sleep() {
        asleep = true;
    }

    void edit(UnaryOperator<Service.Builder> change) {
        simulation
                .cluster()
                .edit(
                        service,
                        before -> change.apply(Service.builder().from(before)).build());
    }

    Resource object(Role role) {
        return console().objects().stream()
                .filter(object -> object.kind().role() == role)
                .findFirst()
                .orElseThrow();
    }

    void settle() {
        simulation.run(SETTLES);
    }

    Diagnosis diagnose() {
        ClusterSnapshot cluster = simulation.cluster().snapshot();
        for (ObjectType type : ObjectType.values()) {
            cluster = cluster.covering(type, Coverage.COMPLETE);
        }
        Reconciler reconciler =
                simulation.cloud().reconciler(Simulation.CLUSTER_ID).build();
        Observation seen = reconciler.observe();
        DiagnosisInput input = DiagnosisInput.builder()
                .cluster(cluster)
                .observation(seen)
                .designs(reconciler.design(cluster, seen))
                .clusterId(Simulation.CLUSTER_ID)
                .cloud("simulated")
                .addClient(CLIENT)
                .filters(simulation.cloud()::filters)
                .build();
        return Diagnoser.of(input).diagnose(service).orElseThrow();
    }

    Experience watch() {
        long served = served();
        long made = simulation.report().made();
        simulation.run(WATCHED);
        long newlyServed = served() - served;
        if (newlyServed == 0) {
            return Experience.NONE_SERVED;
        }
        return newlyServed == simulation.report().made() - made ? Experience.ALL_SERVED : Experience.SOME_SERVED;
    }

    private long served() {
        Map<ConnectionResult, Long> results = simulation.report().connections();
        return results.getOrDefault(ConnectionResult.SERVED, 0L);
    }
}
