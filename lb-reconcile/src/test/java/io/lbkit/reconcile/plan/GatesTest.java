package io.lbkit.reconcile.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.StressKinds;
import io.lbkit.reconcile.fixture.Web;
import io.lbkit.reconcile.spi.Observation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A step waits")
class GatesTest {
    private static final ResourceId POOL = Web.pool("web").id();
    private static final ResourceKind CHECKED_POOL = ResourceKind.builder()
            .from(AwsLike.POOL)
            .members(MemberSchema.builder()
                    .attribute("Targets")
                    .maxPerCall(3)
                    .reportsHealth(true)
                    .build())
            .build();

    private static final ResourceKind UNCHECKED_POOL = ResourceKind.builder()
            .name("any#Unchecked")
            .members(MemberSchema.builder().build())
            .build();

    private final InMemoryProvider aws = new InMemoryProvider(AwsLike.ALL);
    private final InMemoryProvider any = new InMemoryProvider(StressKinds.ALL);

    private Observation with(Map<String, MemberHealth.State> health) {
        return with(POOL, health);
    }

    private Observation with(ResourceId pool, Map<String, MemberHealth.State> health) {
        Map<MemberKey, MemberHealth> members = new TreeMap<>();
        health.forEach((id, state) -> members.put(new MemberKey(id, 0), MemberHealth.of(state)));
        return Observation.builder()
                .from(aws.observe())
                .putHealth(pool, members)
                .build();
    }

    private void has(String... nodes) {
        new Shop().wants("web", Web.all("web", 80, nodes)).reconcile(aws);
    }

    private static List<Gate> gates(Plan plan, Action action, String name) {
        return plan.steps().stream()
                .filter(step ->
                        step.action() == action && step.resource().name().equals(name))
                .reduce((first, last) -> last)
                .orElseThrow()
                .gates();
    }

    private static Gate healthy(String pool, String... members) {
        return new Gate.MembersHealthy(
                Web.pool(pool).id(),
                new TreeSet<>(List.of(members).stream()
                        .map(id -> new MemberKey(id, 0))
                        .toList()));
    }

    @Test
    @DisplayName("with members that leave until those that come, and those that came lately, are healthy")
    void leaving() {
        has("a", "b", "fails");
        Observation observation = with(Map.of(
                "a",
                MemberHealth.State.HEALTHY,
                "b",
                MemberHealth.State.INITIAL,
                "fails",
                MemberHealth.State.UNHEALTHY));
        Plan plan =
                new Shop().wants("web", Web.all("web", 80, "b", "c", "fails")).plan(observation);
        assertThat(gates(plan, Action.REMOVE_MEMBERS, "web")).containsExactly(healthy("web", "b", "c"));
        assertThat(gates(plan, Action.ADD_MEMBERS, "web")).isEmpty();
    }

    @Test
    @DisplayName("with nobody that gets no traffic anyway")
    void failing() {
        has("a", "b");
        Observation observation = with(Map.of("a", MemberHealth.State.UNHEALTHY, "b", MemberHealth.State.UNUSED));
        Plan plan = new Shop().wants("web", Web.all("web", 80, "c")).plan(observation);
        assertThat(gates(plan, Action.REMOVE_MEMBERS, "web")).isEmpty();
    }

    @Test
    @DisplayName("with members that leave a pool which is led to only in the same plan")
    void leavingWhatIsUsedSoon() {
        new Shop().wants("web", Web.lb("web"), Web.pool("web", "a")).reconcile(aws);
        Plan plan =
                new Shop().wants("web", Web.all("web", 80, "b")).plan(with(Map.of("a", MemberHealth.State.HEALTHY)));
        assertThat(gates(plan, Action.REMOVE_MEMBERS, "web")).containsExactly(healthy("web", "b"));
    }

    @Test
    @DisplayName("with members that may become healthy while the plan is carried out")
    void startingAndLeaving() {
        has("a");
        Observation observation = with(Map.of("a", MemberHealth.State.INITIAL));
        Plan plan = new Shop().wants("web", Web.all("web", 80, "b")).plan(observation);
        assertThat(gates(plan, Action.REMOVE_MEMBERS, "web")).containsExactly(healthy("web", "b"));
    }

    @Test
    @DisplayName("with a listener that is led to another pool until that is healthy, if its members are checked before")
    void switched() {
        Resource old = probed("old", "a");
        new Shop()
                .wants("web", Web.lb("web"), old, Web.listener("web", 80, "web", "old"))
                .reconcile(aws);
        Shop shop = new Shop().wants("web", Web.lb("web"), probed("new", "a"), Web.listener("web", 80, "web", "new"));
        Plan serving = shop.plan(with(old.id(), Map.of("a", MemberHealth.State.HEALTHY)));
        assertThat(gates(serving, Action.UPDATE, "web")).containsExactly(healthy("new", "a"));
        Plan failing = shop.plan(with(old.id(), Map.of("a", MemberHealth.State.UNHEALTHY)));
        assertThat(gates(failing, Action.UPDATE, "web")).isEmpty();
        Plan unchecked = new Shop()
                .wants("web", Web.lb("web"), checked("new", "TCP", "a"), Web.listener("web", 80, "web", "new"))
                .plan(with(old.id(), Map.of("a", MemberHealth.State.HEALTHY)));
        assertThat(gates(unchecked, Action.UPDATE, "web")).isEmpty();
    }

    @Test
    @DisplayName("with a listener that is led to what replaces its pool until that is healthy")
    void switchedToReplacement() {
        new Shop()
                .wants("web", Web.lb("web"), probed("web", "a"), Web.listener("web", 80, "web", "web"))
                .reconcile(aws);
        Resource successor = Resource.builder()
                .from(probed("web", "a"))
                .set(AwsLike.PROTOCOL, "UDP")
                .build();
        Plan plan = new Shop()
                .wants("web", Web.lb("web"), successor, Web.listener("web", 80, "web", "web"))
                .plan(with(Map.of("a", MemberHealth.State.HEALTHY)));
        assertThat(gates(plan, Action.UPDATE, "web")).containsExactly(healthy("web", "a"));
    }

    private static Resource probed(String name, String... nodes) {
        ResourceKind kind = ResourceKind.builder()
                .from(CHECKED_POOL)
                .members(MemberSchema.builder()
                        .attribute("Targets")
                        .maxPerCall(3)
                        .reportsHealth(true)
                        .checkedBeforeUse(true)
                        .build())
                .build();
        return Resource.builder().from(checked(name, "TCP", nodes)).kind(kind).build();
    }

    @Test
    @DisplayName("for no health that nobody reports")
    void unreported() {
        Resource pool = unchecked("a");
        new Shop().wants("web", pool, user(pool)).reconcile(any);
        Plan plan = new Shop().wants("web", unchecked("b"), user(pool)).plan(any.observe());
        assertThat(gates(plan, Action.REMOVE_MEMBERS, "pool")).isEmpty();
    }

    @Test
    @DisplayName("with members that drain, or lose their weight, until others are healthy; those are registered before")
    void draining() {
        has("a", "b");
        MemberSet wish = MemberSet.of(
                Member.builder().id("a").state(MemberState.DRAINING).build(),
                Member.builder().id("b").weight(0).build(),
                Member.of("c"));
        Resource[] wanted = {Web.lb("web"), Web.pool("web", "TCP", wish), Web.listener("web", 80, "web", "web")};
        Observation observation = with(Map.of("a", MemberHealth.State.HEALTHY, "b", MemberHealth.State.HEALTHY));
        List<Step> steps = new Shop().wants("web", wanted).plan(observation).steps();
        assertThat(steps).hasSize(2);
        assertThat(steps.get(0).added()).isEqualTo(Shop.members("c"));
        assertThat(steps.get(0).changed().isEmpty()).isTrue();
        assertThat(steps.get(0).gates()).isEmpty();
        assertThat(steps.get(1).added().asList()).extracting(Member::id).containsExactly("a", "b");
        assertThat(steps.get(1).changed()).isEqualTo(steps.get(1).added());
        assertThat(steps.get(1).after()).containsExactly("s1");
        assertThat(steps.get(1).gates()).containsExactly(healthy("web", "c"));
        assertThat(steps.get(0).change().resource().applied().orElseThrow().members())
                .isEmpty();
        assertThat(steps.get(1).change().resource().applied().orElseThrow().members())
                .contains(wish.fingerprint());
    }

    @Test
    @DisplayName("with the deletion of what was replaced until the successor's members are healthy")
    void takeover() {
        Resource old = checked("web", "TCP", "a");
        new Shop()
                .wants("web", Web.lb("web"), old, Web.listener("web", 80, "web", "web"))
                .reconcile(aws);
        Resource successor = checked("web", "UDP", "a", "b");
        Plan plan = new Shop()
                .wants("web", Web.lb("web"), successor, Web.listener("web", 80, "web", "web"))
                .plan(with(Map.of("a", MemberHealth.State.HEALTHY)));
        assertThat(gates(plan, Action.DELETE, "web")).containsExactly(healthy("web", "a", "b"));
    }

    @Test
    @DisplayName("with the deletion of what another object took over from, whatever the names")
    void renamed() {
        Resource old = checked("old", "TCP", "a");
        new Shop()
                .wants("web", Web.lb("web"), old, Web.listener("web", 80, "web", "old"))
                .reconcile(aws);
        Resource successor = checked("new", "TCP", "a");
        Plan plan = new Shop()
                .wants("web", Web.lb("web"), successor, Web.listener("web", 80, "web", "new"))
                .plan(with(old.id(), Map.of("a", MemberHealth.State.HEALTHY)));
        assertThat(gates(plan, Action.DELETE, "old")).containsExactly(healthy("new", "a"));
    }

    @Test
    @DisplayName("with the deletion of what is left over until the path that took over delivers")
    void leftover() {
        Resource fresh = checked("web", "TCP", "a");
        Resource old = checked("old", "TCP", "a");
        new Shop()
                .wants("web", Web.lb("web"), fresh, old, Web.listener("web", 80, "web", "web"))
                .reconcile(aws);
        Shop shop = new Shop().wants("web", Web.lb("web"), fresh, Web.listener("web", 80, "web", "web"));
        Plan starting = shop.plan(with(Map.of("a", MemberHealth.State.INITIAL)));
        assertThat(gates(starting, Action.DELETE, "old")).containsExactly(healthy("web", "a"));
        Plan delivering = shop.plan(with(Map.of("a", MemberHealth.State.HEALTHY)));
        assertThat(gates(delivering, Action.DELETE, "old")).isEmpty();
    }

    @Test
    @DisplayName("with the deletion of what is left over also where nobody is checked in the new pool yet")
    void unused() {
        Resource fresh = checked("web", "TCP", "a");
        Resource old = checked("old", "TCP", "a");
        new Shop()
                .wants("web", Web.lb("web"), fresh, old, Web.listener("web", 80, "web", "old"))
                .reconcile(aws);
        Plan plan = new Shop()
                .wants("web", Web.lb("web"), fresh, Web.listener("web", 80, "web", "web"))
                .plan(with(Map.of("a", MemberHealth.State.UNUSED)));
        assertThat(gates(plan, Action.DELETE, "old")).containsExactly(healthy("web", "a"));
    }

    @Test
    @DisplayName("with the deletion of a listener for the pool that a new listener leads to, if it is up or not")
    void anotherListener() {
        Resource pool = checked("web", "TCP", "a");
        new Shop()
                .wants("web", Web.lb("web"), pool, Web.listener("old", 80, "web", "web"))
                .reconcile(aws);
        MemberSet wish = MemberSet.of(
                Member.of("a"),
                Member.of("b"),
                Member.builder().id("weightless").weight(0).build(),
                Member.builder().id("drained").state(MemberState.DRAINING).build());
        Resource wanted = Resource.builder().from(pool).members(wish).build();
        Plan plan = new Shop()
                .wants("web", Web.lb("web"), wanted, Web.listener("new", 81, "web", "web"))
                .plan(with(Map.of("a", MemberHealth.State.HEALTHY)));
        assertThat(gates(plan, Action.DELETE, "old")).containsExactly(healthy("web", "b"));
    }

    @Test
    @DisplayName(
            "with the deletion of a pool for the one that a list of pools names now, and for no other of that list")
    void listed() {
        Resource stays = listedPool("stays", "a");
        Resource goes = listedPool("goes", "a");
        Resource comes = listedPool("comes", "a");
        new Shop().wants("web", stays, goes, comes, user(stays, goes)).reconcile(any);
        MemberSet more = Shop.members("a", "b");
        Observation healthy = Observation.builder()
                .from(any.observe())
                .putHealth(stays.id(), Map.of(new MemberKey("a", 0), MemberHealth.of(MemberHealth.State.HEALTHY)))
                .putHealth(comes.id(), Map.of(new MemberKey("a", 0), MemberHealth.of(MemberHealth.State.HEALTHY)))
                .build();
        Plan plan = new Shop()
                .wants(
                        "web",
                        Resource.builder().from(stays).members(more).build(),
                        Resource.builder().from(comes).members(more).build(),
                        user(stays, comes))
                .plan(healthy);
        assertThat(gates(plan, Action.DELETE, "goes"))
                .containsExactly(new Gate.MembersHealthy(comes.id(), new TreeSet<>(List.of(new MemberKey("b", 0)))));
    }

    @Test
    @DisplayName("with the deletion of what another object took over from, through whatever stands between")
    void chained() {
        Resource pool = listedPool("pool", "a");
        Resource between = user(pool);
        Resource front = Shop.resource(StressKinds.SOFT, "front")
                .set(StressKinds.TYPE, "front")
                .set(StressKinds.PEER, between.id())
                .build();
        Resource old = Resource.builder().from(front).name("old").build();
        new Shop().wants("web", pool, between, old).reconcile(any);
        Observation healthy = Observation.builder()
                .from(any.observe())
                .putHealth(pool.id(), Map.of(new MemberKey("a", 0), MemberHealth.of(MemberHealth.State.HEALTHY)))
                .build();
        Plan plan = new Shop()
                .wants("web", listedPool("pool", "a", "b"), between, front)
                .plan(healthy);
        assertThat(gates(plan, Action.DELETE, "old"))
                .containsExactly(new Gate.MembersHealthy(pool.id(), new TreeSet<>(List.of(new MemberKey("b", 0)))));
    }

    private static Resource listedPool(String name, String... nodes) {
        return Shop.resource(StressKinds.SOFT, name)
                .set(StressKinds.TYPE, "pool")
                .members(Shop.members(nodes))
                .build();
    }

    private static Resource unchecked(String... nodes) {
        return Shop.resource(UNCHECKED_POOL, "pool")
                .members(Shop.members(nodes))
                .build();
    }

    private static Resource user(Resource... pools) {
        SpecValue links = new SpecValue.Mapping(new TreeMap<>(Map.of(
                "pools",
                new SpecValue.Sequence(List.of(pools).stream()
                        .map(pool -> (SpecValue) new SpecValue.Ref(pool.id()))
                        .toList()))));
        return Shop.resource(StressKinds.SOFT, "user")
                .set(StressKinds.TYPE, "user")
                .set(StressKinds.LINKS, links)
                .build();
    }

    @Test
    @DisplayName("with the deletion of a port for no pool of another port")
    void portRemoved() {
        Resource one = checked("one", "TCP", "a");
        Resource two = checked("two", "TCP", "a");
        new Shop()
                .wants(
                        "web",
                        Web.lb("web"),
                        one,
                        two,
                        Web.listener("one", 80, "web", "one"),
                        Web.listener("two", 81, "web", "two"))
                .reconcile(aws);
        Resource wanted = checked("one", "TCP", "a", "b");
        Plan plan = new Shop()
                .wants("web", Web.lb("web"), wanted, Web.listener("one", 80, "web", "one"))
                .plan(with(one.id(), Map.of("a", MemberHealth.State.HEALTHY)));
        assertThat(gates(plan, Action.DELETE, "two")).isEmpty();
    }

    @Test
    @DisplayName("with the deletion of a pool until its members have drained, unless the Service is gone")
    void drained() {
        Resource other = Web.pool("other", "a");
        new Shop()
                .wants("web", Web.lb("web"), Web.pool("web", "a"), other, Web.listener("web", 80, "web", "web"))
                .reconcile(aws);
        Observation observation = Observation.builder()
                .from(with(other.id(), Map.of("b", MemberHealth.State.DRAINING)))
                .putHealth(POOL, Map.of(new MemberKey("a", 0), MemberHealth.of(MemberHealth.State.HEALTHY)))
                .build();
        Plan plan = new Shop().wants("web", Web.all("web", 80, "a")).plan(observation);
        assertThat(gates(plan, Action.DELETE, "other")).containsExactly(new Gate.Drained(other.id()));
        assertThat(gates(new Shop().plan(observation), Action.DELETE, "other")).isEmpty();
    }

    @Test
    @DisplayName("with the deletion of a pool for no member that is registered to drain, which may do so for ever")
    void drainingForEver() {
        Resource other = Web.pool("other", "a");
        Shop shop = new Shop();
        shop.wants("web", Web.lb("web"), Web.pool("web", "a"), other, Web.listener("web", 80, "web", "web"))
                .reconcile(aws);
        Resource draining = Resource.builder()
                .from(other)
                .members(MemberSet.of(
                        Member.builder().id("a").state(MemberState.DRAINING).build()))
                .build();
        shop.wants("web", Web.lb("web"), Web.pool("web", "a"), draining, Web.listener("web", 80, "web", "web"))
                .reconcile(aws);
        Observation observation = with(other.id(), Map.of("a", MemberHealth.State.DRAINING));
        Plan plan = new Shop().wants("web", Web.all("web", 80, "a")).plan(observation);
        assertThat(gates(plan, Action.DELETE, "other")).doesNotContain(new Gate.Drained(other.id()));
    }

    private static Resource checked(String name, String protocol, String... nodes) {
        return Shop.resource(CHECKED_POOL, name)
                .set(AwsLike.PROTOCOL, protocol)
                .set(AwsLike.INTERVAL, 10L)
                .members(Shop.members(nodes))
                .build();
    }
}
