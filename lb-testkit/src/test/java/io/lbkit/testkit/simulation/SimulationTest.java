package io.lbkit.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.testkit.cloud.CloudShape;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("long")
class SimulationTest {
    @Test
    @DisplayName("200 histories with faults, in clouds of every shape, break no rule")
    void histories() {
        SimulationReport all = SimulationReport.none();
        for (long seed = 0; seed < 200; seed++) {
            SimulationReport report = Simulation.run(History.ofSeed(seed));
            assertThat(report.violations())
                    .as(History.ofSeed(seed) + "\n" + report.story())
                    .isEmpty();
            all = all.and(report);
        }
        assertThat(all.histories()).isEqualTo(200);
        assertThat(all.crashes()).isGreaterThan(50);
        assertThat(all.faults().keySet()).hasSizeGreaterThan(5);
        assertThat(all.connections()).containsKeys(ConnectionResult.SERVED, ConnectionResult.NODE_DOWN);
    }

    @ParameterizedTest
    @DisplayName("What broke a rule once breaks none any more")
    @ValueSource(
            strings = {
                // A listener was led to a pool whose members were not healthy yet.
                "11: +0 deploy 0 3; +90 mode 0 0",
                // Members that became healthy between plan and execution left without anybody waiting.
                "170: +0 deploy 2 1; +19 roll 2 9",
                // A pool was never deleted, because a member of it was registered to drain.
                "74: +0 deploy 0 5; +60 drain 0 0; +2 mode 0 0",
                // A stale reading without the new pool opened the gate.
                "343: +0 deploy 0 2; +120 lag 0 7; +20 mode 0 0",
                // Nobody waited for the pool of a listener that was made in the same plan.
                "593: +0 deploy 0 1; +120 tamper 0 3; +1 roll 0 1",
                // A rule was not replaced, because the object that held its address did not count as having it.
                "12 many-small-objects: +0 deploy 0 9; +8 flap 1 6; +7 port 3 6",
                // A check stayed in use by what referred to it no more, when an update rested upon a stale reading.
                "164 many-small-objects: +0 deploy 0 8; +20 lag 4 6; +0 policy 3 8; +2 mode 3 1",
                // A guardrail took the second family of a half made load balancer for new clients, and kept it away.
                "830 one-document: +0 crash 3 3; +0 deploy 4 7",
                "609: +0 fail 4 5; +0 fail 5 5; +0 fail 8 8; +0 exclude 9 7; +2 deploy 5 3",
                "694 many-small-objects: +0 deploy 0 8; +2 delete 0 4; +0 deploy 6 6",
                // A guardrail did not count on the hold that an interrupted replacement had left behind.
                "772 many-small-objects: +0 deploy 6 8; +17 fail 1 9; +0 port 9 0",
                // A pool that somebody else used kept the whole document of all Services from being written.
                "6260 one-document: +0 deploy 0 4; +0 port 3 3; +5 tamper 6 9; +0 delete 6 0",
                "19388 one-document: +0 deploy 0 6; +3 tamper 3 5; +0 deploy 8 8; +0 delete 3 3",
                // A stale reading without the pool led to its creation with members that were only to drain.
                "9273: +0 deploy 0 1; +6 drain 0 6; +12 drain 9 3; +16 lag 9 0; +14 drain 6 4; +3 lag 7 9",
                // Whom somebody kept out at the console stays out until somebody approves.
                "6255: +0 deploy 0 0; +3 tamper 0 4; +0 delete 9 9; +0 deploy 9 3",
                "8368 many-small-objects: +0 fail 2 7; +0 fail 3 2; +0 deploy 5 8; +2 tamper 2 4",
                // The only ready pod was on a node that had died, and nobody knew.
                "13904 one-document: +0 deploy 0 5; +0 scale 0 7; +39 lose-zone 5 9; +0 roll 3 8; +12 mode 9 9",
                "5942 one-document: +0 deploy 0 3; +0 deploy 5 1; +0 exclude 9 4; +0 lose-node 3 6; +62 cordon 4 7; "
                        + "+0 mode 8 9; +0 lose-node 8 9; +0 exclude 6 8",
                // The simulation saw the effect of a call late, if the call was made again meanwhile.
                "211789 many-small-objects: +0 deploy 0 4; +6 fail 0 8; +5 fail 7 0",
                // A stale reading showed an address that an earlier run had given up.
                "310103 one-document: +0 deploy 0 9; +1 deploy 2 8; +5 fail 2 7; +7 delete 2 6; +10 lag 0 9; "
                        + "+5 deploy 8 5",
                // The only ready pod had ceased to be so, and nobody could know.
                "312103 many-small-objects: +0 deploy 0 4; +47 drain 5 7; +6 mode 9 1; +1 flap 6 5",
                // What led to a pool without being a listener was led to an empty one, and no guardrail had a say.
                "327643 many-small-objects: +0 deploy 0 4; +22 scale 8 5; +0 spoil 3 4; +0 mode 9 9; +1 misspell 3 5",
                // The pods were ready, and kube-proxy did not know yet.
                "401642 one-document: +0 deploy 0 3; +35 exclude 8 2; +11 roll 3 4; +8 mode 0 0",
                // Somebody gave up an address at the console while the hold on it was being released.
                "404749 many-small-objects: +0 deploy 0 1; +21 port 6 6; +13 tamper 6 7",
                // The address of a family that is not wanted any more goes only once somebody approves.
                "100608: +0 deploy 0 3; +2 delete 9 4; +0 deploy 6 6",
                // Whoever asks for nodes of which none has the pod is cut off by himself.
                "757 many-small-objects: +0 deploy 0 3; +1 roll 6 6; +5 exclude 1 4; +19 port 9 6; +28 mode 9 2",
                "598 many-small-objects: +0 deploy 0 3; +30 fail 8 6; +0 deploy 4 5; +25 lose-node 3 8; +7 mode 6 4; "
                        + "+178 exclude 8 5; +74 misspell 3 9",
                // Another pod was ready by then, and the controller may finish what it has begun for some seconds.
                "600839 one-document: +0 deploy 0 0; +13 roll 0 7; +0 fail 1 4; +38 tamper 3 8; +0 flap 3 0; "
                        + "+13 mode 9 1"
            })
    void regressions(String history) {
        SimulationReport report = Simulation.run(History.parse(history));
        assertThat(report.violations()).as(report.story()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("What broke a rule once breaks none any more, as it was found")
    @ValueSource(longs = {11, 74, 73, 170, 343, 593, 20801, 40016, 51291})
    void foundSeeds(long seed) {
        SimulationReport report = Simulation.run(History.ofSeed(seed).in(CloudShape.SEPARATE_OBJECTS));
        assertThat(report.violations()).as(report.story()).isEmpty();
    }

    @Test
    @DisplayName("A history runs the same way every time, to the last line of its trace")
    void deterministic() {
        for (long seed = 0; seed < 10; seed++) {
            SimulationReport once = Simulation.run(History.ofSeed(seed));
            SimulationReport again =
                    Simulation.run(History.parse(History.ofSeed(seed).toString()));
            assertThat(again).isEqualTo(once);
            assertThat(once.trace()).isNotEmpty();
        }
    }

    // docs: day
    @Test
    @DisplayName("A day of 50 Services that roll out every hour loses no connection")
    void day() {
        Simulation simulation = Simulation.builder()
                .cluster(new ClusterShape(10, 2))
                .connectionEvery(Duration.ofSeconds(30))
                .build(1);
        List<ServiceKey> services = IntStream.range(0, 50)
                .mapToObj(number -> simulation.deploy(number, BackendMode.NODE_PORT, 2))
                .toList();
        for (int hour = 1; hour < 24; hour++) {
            simulation.later(Duration.ofHours(hour), () -> services.forEach(simulation.cluster()::roll));
        }

        simulation.run(Duration.ofDays(1));

        SimulationReport report = simulation.report();
        assertThat(report.violations()).as(report.story()).isEmpty();
        assertThat(report.lost()).as(report.summary()).isZero();
        assertThat(report.made()).isGreaterThan(130_000);
    }
    // docs: end

    @Test
    @DisplayName(
            "While 50 Services whose pods are the targets roll out one after the other, only a connection that outlives its pod is lost")
    void podsOneAfterTheOther() {
        Simulation simulation = Simulation.builder()
                .cluster(new ClusterShape(10, 2))
                .connectionEvery(Duration.ofSeconds(10))
                .build(1);
        for (int number = 0; number < 50; number++) {
            ServiceKey service = simulation.deploy(number, BackendMode.POD_IP, 2);
            simulation.later(
                    Duration.ofMinutes(10).plusSeconds(20L * number),
                    () -> simulation.cluster().roll(service));
        }

        simulation.run(Duration.ofMinutes(40));

        SimulationReport report = simulation.report();
        assertThat(report.violations()).as(report.story()).isEmpty();
        assertThat(report.connections().keySet())
                .as(report.summary())
                .isSubsetOf(ConnectionResult.STARTING, ConnectionResult.SERVED, ConnectionResult.POD_ENDED);
        assertThat(report.lost()).as(report.summary()).isLessThan(3);
        assertThat(report.made()).isGreaterThan(11_000);
    }
}
