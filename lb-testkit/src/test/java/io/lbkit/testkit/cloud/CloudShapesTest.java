package io.lbkit.testkit.cloud;

import static io.lbkit.testkit.cloud.Scenes.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.guard.Guardrails;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CloudShapesTest {
    private static SimulatedCloud small() {
        return SimulatedCloud.builder().shape(CloudShape.MANY_SMALL_OBJECTS).build();
    }

    private static SimulatedCloud document() {
        return SimulatedCloud.builder().shape(CloudShape.ONE_DOCUMENT).build();
    }

    private static Reconciler reconciler(SimulatedCloud cloud) {
        return cloud.reconciler(CLUSTER)
                .execution(executor ->
                        executor.guardrails(Guardrails.none()).scheduler(() -> VirtualScheduler.of(cloud.clock())))
                .build();
    }

    private static ClusterSnapshot cluster(Service... services) {
        ClusterSnapshot cluster = Scenes.cluster();
        for (Service service : services) {
            cluster = cluster.with(service);
        }
        return cluster;
    }

    private static ClusterSnapshot web() {
        return cluster(Scenes.service().build());
    }

    private static ClusterSnapshot webOnTwoPorts() {
        ServicePort web =
                ServicePort.builder().name("web").port(443).nodePort(30443).build();
        ServicePort admin =
                ServicePort.builder().name("admin").port(8443).nodePort(30444).build();
        return cluster(Scenes.service().ports(List.of(web, admin)).build());
    }

    private static List<String> told(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.action().label() + " " + step.resource().kind())
                .toList();
    }

    @Test
    @DisplayName("Small objects: another port replaces the rule, its address is held meanwhile and stays")
    void addressIsHeld() {
        SimulatedCloud cloud = small();
        reconciler(cloud).reconcile(web());
        String before = address(cloud);

        Plan plan = reconciler(cloud).plan(webOnTwoPorts());
        reconciler(cloud).apply(plan);

        assertThat(told(plan))
                .containsSubsequence(
                        "create simulated#address",
                        "delete simulated#forwardingRule",
                        "replace simulated#forwardingRule",
                        "delete simulated#address");
        assertThat(address(cloud)).isEqualTo(before);
        assertThat(Scenes.observe(cloud).actual().resources())
                .noneMatch(resource -> resource.kind().equals(SmallObjectKinds.ADDRESS_KIND));
    }

    private static String address(SimulatedCloud cloud) {
        return Scenes.actual(cloud, SmallObjectKinds.FORWARDING_RULE_KIND)
                .get(SmallObjectKinds.ADDRESS)
                .orElseThrow();
    }

    @Test
    @DisplayName("Small objects: whoever dies while an address is held finds it again")
    void heldAddressIsFound() {
        for (int writes = 1; writes < 6; writes++) {
            SimulatedCloud cloud = small();
            reconciler(cloud).reconcile(web());
            String before = address(cloud);
            cloud.faults().crashAfter(writes);
            try {
                reconciler(cloud).reconcile(webOnTwoPorts());
            } catch (SimulatedCrash crash) {
                cloud.faults().clear();
            }
            reconciler(cloud).reconcile(webOnTwoPorts());

            assertThat(address(cloud)).as("after a crash at write %d", writes).isEqualTo(before);
            assertThat(reconciler(cloud).plan(webOnTwoPorts()).steps()).isEmpty();
        }
    }

    @Test
    @DisplayName("Small objects: nobody gets the address of another rule")
    void addressesAreNotShared() {
        SimulatedCloud cloud = small();
        reconciler(cloud).reconcile(web());
        Resource rule = Scenes.actual(cloud, SmallObjectKinds.FORWARDING_RULE_KIND);

        assertThat(Scenes.failure(
                        cloud,
                        new Change.Create(
                                Resource.builder().from(rule).name("other").build())))
                .isEqualTo(ErrorKind.IN_USE);
    }

    @Test
    @DisplayName("Small objects: a write takes two seconds, and a lost answer means that the effect comes later")
    void operationsEndLater() {
        SimulatedCloud cloud = small();
        Instant start = cloud.clock().instant();
        Resource check = Resource.builder()
                .kind(SmallObjectKinds.HEALTH_CHECK_KIND)
                .name("check")
                .addOwner(Owner.ofCluster(CLUSTER))
                .set(SmallObjectKinds.CHECK_TYPE, "TCP")
                .build();
        Scenes.done(cloud, new Change.Create(check));
        assertThat(Duration.between(start, cloud.clock().instant())).isEqualTo(Duration.ofSeconds(2));

        cloud.faults().add(Fault.losingAnswer());
        Resource late = Resource.builder().from(check).name("late").build();
        assertThat(Scenes.failure(cloud, new Change.Create(late))).isEqualTo(ErrorKind.STATE_UNKNOWN);

        assertThat(Scenes.observe(cloud).actual().get(late.id())).isEmpty();
        assertThat(Scenes.observe(cloud).actual().get(check.id())).isPresent();
        cloud.advance(Duration.ofSeconds(2));
        assertThat(Scenes.observe(cloud).actual().get(late.id())).isPresent();
    }

    @Test
    @DisplayName("Small objects: an object with other fixed values keeps its name for itself")
    void namesAreUnique() {
        SimulatedCloud cloud = small();
        reconciler(cloud).reconcile(web());
        Resource check = Scenes.actual(cloud, SmallObjectKinds.HEALTH_CHECK_KIND);
        Resource other = Resource.builder()
                .from(check)
                .set(SmallObjectKinds.CHECK_TYPE, "SSL")
                .build();

        assertThat(Scenes.failure(cloud, new Change.Create(other))).isEqualTo(ErrorKind.ALREADY_EXISTS);
        assertThat(Scenes.failure(cloud, new Change.Delete(check))).isEqualTo(ErrorKind.IN_USE);
    }

    @Test
    @DisplayName("One document: all parts of all Services go in one write")
    void oneWriteForAll() {
        SimulatedCloud cloud = document();
        Service other = Scenes.service().key("shop", "api").uid("u-2").build();
        reconciler(cloud).reconcile(cluster(Scenes.service().build(), other));
        cloud.faults().crashAfter(1);
        ClusterSnapshot scaled = cluster(Scenes.service().build(), other).with(Scenes.node("c", "10.0.0.3"));

        try {
            reconciler(cloud).reconcile(scaled);
        } catch (SimulatedCrash crash) {
            cloud.faults().clear();
        }

        assertThat(reconciler(cloud).plan(scaled).steps())
                .as("left after one write")
                .isEmpty();
        assertThat(pools(cloud))
                .hasSize(2)
                .allMatch(pool -> pool.members().orElseThrow().size() == 3);
    }

    private static List<Resource> pools(SimulatedCloud cloud) {
        return of(cloud, DocumentKinds.POOL_KIND).toList();
    }

    private static Stream<Resource> of(SimulatedCloud cloud, ResourceKind kind) {
        return Scenes.observe(cloud).actual().resources().stream()
                .filter(resource -> resource.kind().equals(kind));
    }

    @Test
    @DisplayName("One document: a part that was edited meanwhile is a conflict of the whole write")
    void editsConflict() {
        SimulatedCloud cloud = document();
        reconciler(cloud).reconcile(web());
        Resource probe = Scenes.actual(cloud, DocumentKinds.PROBE_KIND);
        Resource pool = Scenes.actual(cloud, DocumentKinds.POOL_KIND);
        cloud.console().set(probe.id(), SimulatedKinds.INTERVAL_SECONDS, 7L);
        Resource wanted = Resource.builder()
                .from(probe)
                .set(SimulatedKinds.INTERVAL_SECONDS, 99L)
                .build();
        ChangeBatch batch = Scenes.batch(
                new Change.AddMembers(pool, MemberSet.of(Member.of("z"))),
                new Change.Update(
                        probe,
                        wanted,
                        List.of(AttributeChange.ofAttribute(
                                "intervalSeconds",
                                SimulatedKinds.INTERVAL_SECONDS.encode(10L),
                                SimulatedKinds.INTERVAL_SECONDS.encode(99L)))));
        Observation before = Scenes.observe(cloud);

        List<ChangeResult> results = cloud.apply(batch).results();

        assertThat(results)
                .hasSize(2)
                .allSatisfy(result -> assertThat(
                                ((ChangeResult.Failed) result).error().kind())
                        .isEqualTo(ErrorKind.CONFLICT));
        assertThat(Scenes.observe(cloud)).isEqualTo(before);
    }

    @Test
    @DisplayName("One document: the parts of strangers stay, whatever becomes of ours")
    void strangersStay() {
        SimulatedCloud cloud = document();
        Resource theirs = Resource.builder()
                .kind(DocumentKinds.POOL_KIND)
                .name("aks-pool")
                .set(SimulatedKinds.MODE, "instance")
                .set(SimulatedKinds.IP_FAMILY, "IPv4")
                .members(MemberSet.of(Member.of("vm-1")))
                .build();
        cloud.console().create(theirs);
        Resource before = Scenes.actual(cloud, theirs.id());

        reconciler(cloud).reconcile(web());
        reconciler(cloud).reconcile(Scenes.cluster());

        assertThat(Scenes.observe(cloud).actual().resources()).containsExactly(before);
    }

    @Test
    @DisplayName("One document: a fault that hits one part refuses the whole write")
    void faultsHitTheWhole() {
        SimulatedCloud cloud = document();
        cloud.faults().add(Fault.refusing(ErrorKind.PERMISSION).matching("simulated#rule/*"));

        List<Step> undone = reconciler(cloud).apply(reconciler(cloud).plan(web())).steps().stream()
                .filter(step -> step.error().isPresent())
                .map(outcome -> outcome.step())
                .toList();

        assertThat(undone).extracting(step -> step.resource().kind()).contains("simulated#pool", "simulated#frontend");
        assertThat(pools(cloud)).isEmpty();
    }

    @Test
    @DisplayName("A cloud is restored in its shape")
    void restores() {
        for (CloudShape shape : CloudShape.values()) {
            SimulatedCloud cloud = SimulatedCloud.builder().shape(shape).build();
            reconciler(cloud).reconcile(web());
            Observation saved = Scenes.observe(cloud);

            SimulatedCloud restored =
                    SimulatedCloud.builder().shape(shape).restore(saved).build();

            assertThat(Scenes.observe(restored).actual()).as(shape.name()).isEqualTo(saved.actual());
            assertThat(reconciler(restored).plan(web()).steps())
                    .as(shape.name())
                    .isEmpty();
        }
    }
}
