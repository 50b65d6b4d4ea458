package io.lbkit.testkit.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.ErrorKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MemberHealthTest {
    private final SimulatedCloud cloud = SimulatedCloud.create();

    private Map<String, MemberHealth.State> health(SimulatedCloud of) {
        Map<String, MemberHealth.State> states = new TreeMap<>();
        Scenes.observe(of)
                .health()
                .values()
                .forEach(pool -> pool.forEach(
                        (MemberKey key, MemberHealth health) -> states.put(key.toString(), health.state())));
        return states;
    }

    private Resource pool() {
        return Scenes.actual(cloud, SimulatedKinds.BACKEND_POOL_KIND);
    }

    @Test
    void membersComeUpAfterTheirChecks() {
        cloud.health((pool, member) -> member.id().equals("a")
                ? MemberHealth.of(MemberHealth.State.HEALTHY)
                : new MemberHealth(MemberHealth.State.UNHEALTHY, "503"));
        Scenes.provision(cloud);
        assertThat(health(cloud).values()).containsOnly(MemberHealth.State.INITIAL);
        cloud.advance(Duration.ofSeconds(19));
        assertThat(health(cloud).values()).containsOnly(MemberHealth.State.INITIAL);
        cloud.advance(Duration.ofSeconds(1));
        assertThat(health(cloud))
                .containsEntry("a", MemberHealth.State.HEALTHY)
                .containsEntry("b", MemberHealth.State.UNHEALTHY);
        cloud.health(HealthSource.allHealthy());
        assertThat(health(cloud).values()).containsOnly(MemberHealth.State.HEALTHY);
    }

    @Test
    void withoutACheckTheyServeAtOnce() {
        Scenes.provision(cloud);
        cloud.console().unset(pool().id(), SimulatedKinds.HEALTH_CHECK);
        assertThat(health(cloud).values()).containsOnly(MemberHealth.State.HEALTHY);
    }

    @Test
    void removedMembersDrain() {
        Scenes.provision(cloud);
        cloud.advance(Duration.ofMinutes(1));
        Member leaving = pool().members().orElseThrow().asList().get(1);
        Scenes.done(cloud, new Change.RemoveMembers(pool(), MemberSet.of(leaving)));
        assertThat(pool().members().orElseThrow()).hasToString("[a]");
        assertThat(health(cloud)).containsEntry("b", MemberHealth.State.DRAINING);
        cloud.advance(Duration.ofSeconds(30));
        assertThat(health(cloud)).containsOnlyKeys("a");
    }

    @Test
    void whoComesBackStartsAnewAndAChangedMemberDoesNot() {
        Scenes.provision(cloud);
        cloud.advance(Duration.ofMinutes(1));
        List<Member> members = pool().members().orElseThrow().asList();
        Member heavy = Member.builder().from(members.get(0)).weight(5).build();
        Scenes.done(
                cloud,
                new Change.RemoveMembers(pool(), MemberSet.of(members.get(1))),
                new Change.AddMembers(pool(), MemberSet.of(heavy, members.get(1))));
        assertThat(health(cloud))
                .containsEntry("a", MemberHealth.State.HEALTHY)
                .containsEntry("b", MemberHealth.State.INITIAL);
    }

    @Test
    void aRoutingIdIsFixedAndOfOneMember() {
        Scenes.provision(cloud);
        Member routed = Member.builder().id("c").routingId("1").build();
        Scenes.done(cloud, new Change.AddMembers(pool(), MemberSet.of(routed)));
        assertThat(pool().members().orElseThrow()).contains(routed);

        Member changed = Member.builder().id("c").routingId("2").build();
        Member thief = Member.builder().id("d").routingId("1").build();
        for (Member refused : List.of(changed, thief)) {
            Change change = new Change.AddMembers(pool(), MemberSet.of(refused));
            assertThat(Scenes.failure(cloud, change)).isEqualTo(ErrorKind.INVALID);
        }
        Scenes.done(cloud, new Change.RemoveMembers(pool(), MemberSet.of(routed)));
        Scenes.done(cloud, new Change.AddMembers(pool(), MemberSet.of(changed, thief)));
    }

    @Test
    void aMemberThatIsWantedOnlyToEndIsDraining() {
        Scenes.provision(cloud);
        Member ending = Member.builder().id("z").state(MemberState.DRAINING).build();
        Scenes.done(cloud, new Change.AddMembers(pool(), MemberSet.of(ending)));
        assertThat(health(cloud)).containsEntry("z", MemberHealth.State.DRAINING);
    }

    @Test
    void aZoneThatTheCloudLacksIsNotServed() {
        SimulatedCloud zonal = SimulatedCloud.builder()
                .facts(CloudFacts.of(Map.of("zones", List.of("z1"))))
                .build();
        Scenes.provision(zonal);
        Resource pool = Scenes.actual(zonal, SimulatedKinds.BACKEND_POOL_KIND);
        zonal.console()
                .addMembers(pool.id(), Member.builder().id("x").zone("z2").build());
        zonal.advance(Duration.ofMinutes(1));
        assertThat(health(zonal))
                .containsEntry("a", MemberHealth.State.HEALTHY)
                .containsEntry("x", MemberHealth.State.UNUSED);
    }
}
