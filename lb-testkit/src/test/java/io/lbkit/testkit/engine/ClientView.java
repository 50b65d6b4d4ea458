package io.lbkit.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the clients of Services that are wanted have of a cloud; what they had before is to stay. */
final class ClientView {
    private final SimulatedCloud cloud;
    private final Plan plan;
    private final Map<ResourceId, Set<MemberKey>> working = new TreeMap<>();
    private final Map<ServiceKey, Access> access = new HashMap<>();

    private ClientView(SimulatedCloud cloud, Plan plan) {
        this.cloud = cloud;
        this.plan = plan;
    }

    /** What the clients of one Service can do. */
    private record Access(Set<String> addresses, Set<String> schemes, Set<Cidr> sources, boolean served) {}

    static ClientView of(SimulatedCloud cloud, Plan plan) {
        ClientView view = new ClientView(cloud, plan);
        Observation now = view.observe();
        for (Resource pool : now.actual().resources()) {
            Set<MemberKey> well = new HashSet<>();
            pool.members()
                    .ifPresent(members -> members.forEach(member -> {
                        MemberHealth health =
                                now.health().getOrDefault(pool.id(), Map.of()).get(member.key());
                        if (takesConnections(member)
                                && (health == null || health.state() == MemberHealth.State.HEALTHY)) {
                            well.add(member.key());
                        }
                    }));
            view.working.put(pool.id(), well);
        }
        plan.wanted().forEach(service -> view.access.put(service, view.access(service, now)));
        return view;
    }

    private Observation observe() {
        return cloud.observe(ObservationScope.cluster("test"));
    }

    private static boolean takesConnections(Member member) {
        return member.state() == MemberState.ACTIVE && member.weight() > 0;
    }

    /** Who worked before works as long as it is registered, even while a new check has not found it yet. */
    private boolean serves(Resource pool, Observation now) {
        Map<MemberKey, MemberHealth> health = now.health().getOrDefault(pool.id(), Map.of());
        Set<MemberKey> before = working.getOrDefault(pool.id(), Set.of());
        return pool.members().stream()
                .flatMap(members -> members.asList().stream())
                .anyMatch(member -> {
                    MemberHealth found = health.get(member.key());
                    boolean well = found == null || found.state() == MemberHealth.State.HEALTHY;
                    return takesConnections(member) && (well || before.contains(member.key()));
                });
    }

    private static Stream<Resource> of(ServiceKey service, Observation now) {
        return Stream.concat(now.actual().resources().stream(), now.superseded().stream())
                .filter(resource -> resource.owners().stream()
                        .anyMatch(
                                owner -> owner.service().filter(service::equals).isPresent()));
    }

    private Access access(ServiceKey service, Observation now) {
        Access access = new Access(
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                of(service, now).anyMatch(pool -> serves(pool, now)));
        of(service, now).forEach(resource -> {
            resource.kind()
                    .publishes()
                    .ifPresent(published -> access.addresses().addAll(published.apply(resource)));
            resource.get(SimulatedKinds.SCHEME).ifPresent(access.schemes()::add);
            resource.get(SimulatedKinds.SOURCE_RANGES)
                    .ifPresent(
                            ranges -> ranges.forEach(range -> access.sources().add(Cidr.parse(range))));
        });
        return access;
    }

    void assertUnharmed(Object when) {
        Observation now = observe();
        now.actual().resources().stream()
                .filter(pool -> !working.getOrDefault(pool.id(), Set.of()).isEmpty())
                .filter(pool -> plan.desired().get(pool.id()).isPresent())
                .forEach(pool -> assertThat(serves(pool, now))
                        .as("somebody works in %s after %s", pool.id(), when)
                        .isTrue());
        access.forEach((service, before) -> {
            Access after = access(service, now);
            assertThat(!before.served() || after.served())
                    .as("somebody works for %s after %s", service, when)
                    .isTrue();
            assertThat(after.addresses())
                    .as("addresses of %s after %s", service, when)
                    .containsAll(before.addresses());
            if (before.schemes().equals(Set.of("internal"))) {
                assertThat(after.schemes())
                        .as("scheme of %s after %s", service, when)
                        .doesNotContain("public");
            }
            CidrSet known = CidrSet.of(before.sources());
            assertThat(known.isEmpty() || known.containsAll(CidrSet.of(after.sources())))
                    .as("%s admitted %s and admits %s after %s", service, known, after.sources(), when)
                    .isTrue();
        });
    }
}
