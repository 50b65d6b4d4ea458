package io.lbkit.reconcile.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.StressKinds;
import io.lbkit.reconcile.fixture.Web;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Observation;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("In a plan")
class StepOrderTest {
    private final InMemoryProvider aws = new InMemoryProvider(AwsLike.ALL);
    private final InMemoryProvider any = new InMemoryProvider(StressKinds.ALL);

    private static List<String> told(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.id() + " " + step.action().label() + " "
                        + step.resource().name() + " after " + step.after())
                .toList();
    }

    private static Resource.Builder soft(String name) {
        return Shop.resource(StressKinds.SOFT, name).set(StressKinds.TYPE, "old");
    }

    private static Resource hard(String name, String type) {
        return Shop.resource(StressKinds.HARD, name).set(StressKinds.TYPE, type).build();
    }

    @Test
    @DisplayName("steps of one Service stand together, in the order of Services")
    void byService() {
        Plan plan = new Shop()
                .wants("b", Web.lb("lb-a"), Web.pool("pool-z"))
                .wants("a", Web.lb("lb-z"), Web.pool("pool-a"))
                .plan(aws);
        assertThat(plan.steps())
                .extracting(step ->
                        step.services().first().name() + " " + step.resource().name())
                .containsExactly("a lb-z", "a pool-a", "b lb-a", "b pool-z");
    }

    @Test
    @DisplayName("who comes is first, who drains second, who leaves last; the mark of the members comes with the last")
    void members() {
        new Shop().wants("web", Web.pool("web", "drains", "leaves", "stays")).reconcile(aws);
        MemberSet wish = MemberSet.of(
                Member.builder().id("drains").state(MemberState.DRAINING).build(),
                Member.builder().id("stays").weight(3).build(),
                Member.of("comes"));
        Plan plan = new Shop().wants("web", Web.pool("web", "TCP", wish)).plan(aws);
        assertThat(told(plan))
                .containsExactly(
                        "s1 add-members web after []",
                        "s2 add-members web after [s1]",
                        "s3 remove-members web after [s1, s2]");
        assertThat(plan.steps().get(0).added()).extracting(Member::id).containsExactly("comes", "stays");
        assertThat(plan.steps().get(0).changed()).extracting(Member::id).containsExactly("stays");
        assertThat(plan.steps().get(1).added()).extracting(Member::id).containsExactly("drains");
        assertThat(plan.steps())
                .extracting(step -> step.change()
                        .resource()
                        .applied()
                        .orElseThrow()
                        .members()
                        .isPresent())
                .containsExactly(false, false, true);
    }

    @Test
    @DisplayName("an object that uses a pool already does not wait for the pool's new members; its successor does")
    void usersInPlace() {
        new Shop().wants("web", Web.all("web", 80, "a")).reconcile(aws);
        Plan changed = new Shop().wants("web", Web.all("web", 81, "a", "b")).plan(aws);
        assertThat(told(changed)).containsExactly("s1 update web after []", "s2 add-members web after []");

        Resource bound =
                soft("user").set(StressKinds.BASE, soft("pool").build().id()).build();
        new Shop()
                .wants("web", soft("pool").members(Shop.members("a")).build(), bound)
                .reconcile(any);
        Resource successor =
                Resource.builder().from(bound).set(StressKinds.TYPE, "new").build();
        Plan replaced = new Shop()
                .wants("web", soft("pool").members(Shop.members("a", "b")).build(), successor)
                .plan(any);
        assertThat(told(replaced))
                .containsExactly(
                        "s1 add-members pool after []", "s2 replace user after [s1]", "s3 delete user after [s1, s2]");
    }

    @Test
    @DisplayName("what uses an object that is replaced itself, and that must go first, goes before it")
    void clearedThroughAReplacement() {
        Resource user =
                soft("user").set(StressKinds.PEER, soft("middle").build().id()).build();
        Resource middle =
                soft("middle").set(StressKinds.PEER, hard("base", "old").id()).build();
        new Shop().wants("web", hard("base", "old"), middle, user).reconcile(any);
        Resource other =
                Resource.builder().from(middle).set(StressKinds.TYPE, "new").build();
        Shop shop = new Shop().wants("web", hard("base", "new"), other, user);
        assertThat(shop.plan(any).steps())
                .extracting(
                        step -> step.action().label() + " " + step.resource().name())
                .containsSubsequence(
                        "delete user",
                        "delete middle",
                        "delete base",
                        "replace base",
                        "replace middle",
                        "replace user");
    }

    @Test
    @DisplayName("an attribute that changes and is pointed at a successor is named once")
    void namedOnce() {
        Resource one = soft("one").build();
        Resource two = soft("two").build();
        new Shop().wants("web", one, two, linked(one, two)).reconcile(any);
        Resource successor =
                Resource.builder().from(one).set(StressKinds.TYPE, "new").build();
        Plan plan = new Shop().wants("web", successor, two, linked(successor)).plan(any);
        Step update = plan.steps().stream()
                .filter(step -> step.action() == Action.UPDATE)
                .findFirst()
                .orElseThrow();
        assertThat(update.attributes()).extracting(AttributeChange::path).containsExactly("spec.nested.Links");
    }

    private static Resource linked(Resource... targets) {
        SpecValue links = new SpecValue.Sequence(List.of(targets).stream()
                .map(target -> (SpecValue) new SpecValue.Ref(target.id()))
                .toList());
        return soft("user").set(StressKinds.LINKS, links).build();
    }

    @Test
    @DisplayName("a hold that a death left behind goes after the object is made again, also when that is replaced")
    void leftoverHold() {
        new Shop().wants("web", hard("n", "old"), hold()).reconcile(any);
        Plan plan = new Shop().wants("web", hard("n", "new")).plan(any);
        assertThat(told(plan))
                .containsExactly("s1 delete n after []", "s2 replace n after [s1]", "s3 delete hold-n after [s2]");
        Plan wanted = new Shop().wants("web", hard("n", "new"), hold()).plan(any);
        assertThat(told(wanted)).containsExactly("s1 delete n after []", "s2 replace n after [s1]");
        any.edit(
                hold().id(),
                held -> Resource.builder()
                        .from(held)
                        .owners(List.of(Shop.owner("gone")))
                        .build());
        assertThat(told(new Shop().wants("web", hard("n", "new")).plan(any)))
                .containsExactlyInAnyOrder(
                        "s1 delete n after []", "s2 replace n after [s1]", "s3 delete hold-n after [s2]");
    }

    private static Resource hold() {
        return Shop.resource(StressKinds.HOLD, "hold-n")
                .set(StressKinds.ADDRESS, "192.0.2.1")
                .build();
    }

    @Test
    @DisplayName("leftovers that use one another and, in the end, an object that must go first, close no circle")
    void leftoversOfAClearedObject() {
        ResourceId base = hard("base", "old").id();
        Resource middle = observed(soft("middle").set(StressKinds.PEER, base), "id-1");
        Resource user = observed(soft("user").set(StressKinds.PEER, Observation.supersededId(middle)), "id-2");
        Observation observation = Observation.builder()
                .actual(ResourceGraph.of(observed(Resource.builder().from(hard("base", "old")), "id-3")))
                .addSuperseded(middle, user)
                .build();
        assertThat(told(new Shop().wants("web", hard("base", "new")).plan(observation)))
                .containsExactly(
                        "s1 create hold-base after []",
                        "s2 delete user after []",
                        "s3 delete middle after [s2]",
                        "s4 delete base after [s1, s3]",
                        "s5 replace base after [s4]",
                        "s6 delete hold-base after [s5]");
    }

    private static Resource observed(Resource.Builder resource, String cloudId) {
        return resource.addOwner(Shop.owner("web")).cloudId(cloudId).build();
    }
}
