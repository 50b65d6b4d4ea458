package io.lbkit.reconcile.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.document.PlanText;
import io.lbkit.reconcile.document.TextStyle;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.Web;
import io.lbkit.reconcile.guard.Guardrails;
import io.lbkit.reconcile.guard.Verdict;
import io.lbkit.reconcile.spi.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A member has one routing id for as long as it is registered, and shares it with nobody: who is in the way leaves first. */
class RoutingIdTest {
    private final InMemoryProvider aws = new InMemoryProvider(AwsLike.ALL);

    private static Member routed(String id, String routingId) {
        return Member.builder().id(id).routingId(routingId).build();
    }

    private static Shop web(Member... members) {
        return web(MemberSet.of(members));
    }

    private static Shop web(MemberSet members) {
        Resource pool = Web.pool("web", "TCP", members);
        return new Shop().wants("web", Web.lb("web"), pool, Web.listener("web", 80, "web", "web"));
    }

    private void has(Member... members) {
        assertThat(web(members).reconcile(aws).status()).isEqualTo(Outcome.Status.APPLIED);
    }

    @Example
    @Label(
            "Who has a new routing id, or one that somebody takes over, leaves before others come; the rest leaves after")
    void inTheWay() {
        has(routed("a", "r1"), routed("b", "r2"), routed("c", "r3"));
        assertThat(PlanText.of(web(routed("a", "r9"), routed("d", "r2")).plan(aws), TextStyle.PLAIN))
                .isEqualTo("""
                        shop/web
                          ~ aws#TargetGroup/web  backends changed, drains connections
                                - Targets a with routing id r1  comes back with routing id r9
                                - Targets b with routing id r2  no longer listed
                          ~ aws#TargetGroup/web  backends changed
                                + Targets a with routing id r9
                                + Targets d with routing id r2
                          ~ aws#TargetGroup/web  backends changed, drains connections
                                waits until 2 members are healthy in aws#TargetGroup/web
                                - Targets c with routing id r3  no longer listed

                        Plan: 2 members to add, 3 members to remove.
                        """);
    }

    @Example
    @Label("A member that comes back is waited for, however healthy it was")
    void waitsForWhoComesBack() {
        has(routed("a", "r1"), routed("b", "r2"), routed("c", "r3"));
        Plan plan = web(routed("a", "r9"), routed("b", "r2")).plan(healthy("a", "b", "c"));
        assertThat(plan.steps())
                .extracting(Step::gates)
                .containsExactly(
                        List.of(),
                        List.of(),
                        List.of(new Gate.MembersHealthy(
                                Web.pool("web").id(), new TreeSet<>(List.of(new MemberKey("a", 0))))));
    }

    private Observation healthy(String... members) {
        Map<MemberKey, MemberHealth> health = new TreeMap<>();
        for (String member : members) {
            health.put(new MemberKey(member, 0), MemberHealth.of(MemberHealth.State.HEALTHY));
        }
        return Observation.builder()
                .from(aws.observe())
                .putHealth(Web.pool("web").id(), health)
                .build();
    }

    @Example
    @Label("The last working member does not give up its routing id unasked")
    void lastWorkingMember() {
        has(routed("a", "r1"));
        Plan plan = web(routed("a", "r9")).plan(healthy("a"));
        assertThat(Guardrails.standard().check(plan)).extracting(Verdict::level).contains(Verdict.Level.DENIED);
    }

    @Example
    @Label("A routing id of somebody else's edit is drift and is taken back")
    void drift() {
        has(routed("a", "r1"), routed("b", "r2"));
        aws.edit(
                Web.pool("web").id(),
                pool -> Resource.builder()
                        .from(pool)
                        .members(MemberSet.of(routed("a", "r7"), routed("b", "r2")))
                        .build());
        Plan plan = web(routed("a", "r1"), routed("b", "r2")).plan(aws);
        assertThat(plan.steps()).extracting(Step::cause).containsExactly(Cause.DRIFT, Cause.DRIFT);
    }

    @Property(tries = 1000)
    @Label(
            "Any wish is reached in a cloud that refuses a routing id that is taken, and one of a registered member that changes")
    void reached(@ForAll("sets") MemberSet before, @ForAll("sets") MemberSet after) {
        InMemoryProvider cloud = new InMemoryProvider(AwsLike.ALL);
        assertThat(web(before).reconcile(cloud).status()).isEqualTo(Outcome.Status.APPLIED);
        Plan plan = web(after).plan(cloud);
        assertThat(Shop.execute(cloud, plan).incomplete()).isEmpty();
        assertThat(Shop.found(cloud, AwsLike.POOL, "web").flatMap(Resource::members))
                .contains(after);
        assertThat(web(after).plan(cloud).steps()).isEmpty();
    }

    @Provide
    Arbitrary<MemberSet> sets() {
        Arbitrary<List<Integer>> ids = Arbitraries.shuffle(0, 1, 2, 3, 4, 5, 6, 7);
        return ids.flatMap(shuffled ->
                Arbitraries.integers().between(0, 2).list().ofSize(5).map(kinds -> set(kinds, shuffled)));
    }

    /** Of five members, each is absent, without a routing id, or has the next one of a shuffled list. */
    private static MemberSet set(List<Integer> kinds, List<Integer> ids) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i) == 1) {
                members.add(Member.of("m" + i));
            } else if (kinds.get(i) == 2) {
                members.add(routed("m" + i, "r" + ids.get(i)));
            }
        }
        return MemberSet.of(members);
    }
}
