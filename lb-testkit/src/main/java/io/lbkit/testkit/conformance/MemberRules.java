package io.lbkit.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ObservationScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rules 5xx. */
abstract class MemberRules extends Section {
    MemberRules(LoadBalancerProviderContract contract) {
        super(contract);
    }

    private List<Resource> pools(Plan plan) {
        List<Resource> pools = plan.desired().resources().stream()
                .filter(resource ->
                        resource.members().filter(members -> !members.isEmpty()).isPresent())
                .toList();
        assertThat(pools).as("designed resources with members").isNotEmpty();
        return pools;
    }

    private MemberSet members(ResourceId pool) {
        Optional<MemberSet> members = bench.observe().actual().get(pool).flatMap(Resource::members);
        assertThat(members).as("observed members of " + pool).isPresent();
        return members.orElseThrow();
    }

    private SortedMap<ResourceId, MemberSet> allMembers(Plan plan) {
        SortedMap<ResourceId, MemberSet> all = new TreeMap<>();
        pools(plan).forEach(pool -> all.put(pool.id(), members(pool.id())));
        return all;
    }

    private static SortedMap<ResourceId, MemberSet> wished(List<Resource> pools) {
        SortedMap<ResourceId, MemberSet> all = new TreeMap<>();
        pools.forEach(pool -> all.put(pool.id(), pool.members().orElse(MemberSet.empty())));
        return all;
    }

    @Rule(id = "LBP-501", text = "The members that were wanted are observed, with address, zone, weight and state")
    void membersAreObserved() {
        Plan plan = bench.apply("one Service", oneService());

        assertThat(allMembers(plan)).as("members").isEqualTo(wished(pools(plan)));
    }

    @Rule(id = "LBP-502", text = "Members come and go, more of them than one call may move")
    void manyMembersComeAndGo() {
        int most = kinds().stream()
                .flatMap(kind -> kind.members().stream())
                .mapToInt(MemberSchema::maxPerCall)
                .min()
                .orElse(1);
        int many = (int) Math.min(contract.mostNodes(), 2L * most + 3);
        for (int nodes : new int[] {2, many, 2, many - 1}) {
            ClusterSnapshot cluster = sample.with(nodes, sample.service(1));
            Plan plan = bench.apply(nodes + " nodes", cluster);
            assertThat(allMembers(plan)).as("members for " + nodes + " nodes").isEqualTo(wished(pools(plan)));
            Bench.assertEmpty(bench.plan(cluster), "the second plan for " + nodes + " nodes");
        }
    }

    @Rule(
            id = "LBP-503",
            text = "Registering who is registered and deregistering who is not succeeds and changes nothing")
    void memberCallsAreIdempotent() {
        Plan plan = bench.apply("one Service", oneService());
        for (Resource pool : pools(plan)) {
            MemberSet present = members(pool.id());
            Resource wanted = bench.observe().actual().get(pool.id()).orElseThrow();
            MemberSet known = MemberSet.of(present.asList().get(0));
            MemberSet other = MemberSet.of(others(present));

            requireDone(
                    "registering again",
                    bench.changes(new Change.AddMembers(wanted, known))
                            .results()
                            .get(0));
            requireDone(
                    "deregistering a stranger",
                    bench.changes(new Change.RemoveMembers(wanted, other))
                            .results()
                            .get(0));
            assertThat(members(pool.id())).as("members of " + pool.id()).isEqualTo(present);
        }
    }

    private static void requireDone(String what, ChangeResult result) {
        assertThat(result).as(what).isInstanceOf(ChangeResult.Done.class);
    }

    /** A member that a node of the sample would be, and that is not there: the last one with another name and address. */
    private Member others(MemberSet present) {
        Member model = present.asList().get(0);
        Member.Builder other = Member.builder().from(model);
        if (model.address().isPresent()) {
            other.address(model.address().get().plus(200));
        }
        boolean byAddress = model.address()
                .filter(address -> model.id().equals(address.toString()))
                .isPresent();
        return other.id(
                        byAddress
                                ? model.address().orElseThrow().plus(200).toString()
                                : harness.node(77).name())
                .build();
    }

    @Rule(id = "LBP-504", text = "Changes of the members of one pool are carried out in their order")
    void memberCallsKeepTheirOrder() {
        Plan plan = bench.apply("one Service", oneService());
        Resource pool = bench.observe().actual().get(pools(plan).get(0).id()).orElseThrow();
        MemberSet before = members(pool.id());
        MemberSet one = MemberSet.of(before.asList().get(0));
        List<ChangeResult> results = bench.changes(
                        new Change.RemoveMembers(pool, one),
                        new Change.AddMembers(pool, one),
                        new Change.RemoveMembers(pool, one),
                        new Change.AddMembers(pool, one))
                .results();

        assertThat(results).as("results").hasSize(4).allMatch(ChangeResult.Done.class::isInstance);
        assertThat(members(pool.id()).asList().stream().map(Member::key).toList())
                .as("members at the end")
                .isEqualTo(before.asList().stream().map(Member::key).toList());
    }

    @Rule(
            id = "LBP-505",
            level = Level.OPTIONAL,
            text = "Where a kind reports health, every member has one, in an observation and in a reading of health")
    void healthIsReported() {
        skipUnless(
                kinds().stream()
                        .anyMatch(kind -> kind.members()
                                .filter(MemberSchema::reportsHealth)
                                .isPresent()),
                "no kind reports health");
        Plan plan = bench.apply("one Service", oneService());
        for (Resource pool : pools(plan)) {
            if (pool.kind().members().filter(MemberSchema::reportsHealth).isPresent()) {
                List<MemberKey> keys = pool.members().orElseThrow().asList().stream()
                        .map(Member::key)
                        .toList();
                assertThat(bench.observe().health().getOrDefault(pool.id(), Map.of()))
                        .as("observed health of " + pool.id())
                        .containsKeys(keys.toArray(MemberKey[]::new));
                assertThat(bench.provider()
                                .health(ObservationScope.cluster(Bench.CLUSTER))
                                .getOrDefault(pool.id(), Map.of()))
                        .as("health of " + pool.id())
                        .containsKeys(keys.toArray(MemberKey[]::new));
            }
        }
    }

    @Rule(id = "LBP-506", text = "A member that somebody added or removed in the cloud is found and put right")
    void memberDriftIsHealed() {
        Plan plan = bench.apply("one Service", oneService());
        Resource pool = bench.observe().actual().get(pools(plan).get(0).id()).orElseThrow();
        MemberSet before = members(pool.id());

        bench.changes(
                new Change.RemoveMembers(pool, MemberSet.of(before.asList().get(0))));
        bench.changes(new Change.AddMembers(pool, MemberSet.of(others(before))));
        assertThat(members(pool.id())).as("members after the edit").isNotEqualTo(before);
        bench.apply("healing", oneService());

        assertThat(members(pool.id())).as("members, healed").isEqualTo(before);
    }
}
