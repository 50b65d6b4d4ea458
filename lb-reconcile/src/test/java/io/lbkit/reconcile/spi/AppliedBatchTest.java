package io.lbkit.reconcile.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Fingerprint;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.StressKinds;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AppliedBatchTest {
    private static final Fingerprint OLD = Fingerprint.of("old");
    private static final Fingerprint NEW = Fingerprint.of("new");

    private static Resource.Builder object(String name) {
        return Shop.resource(StressKinds.SOFT, name).addOwner(Shop.owner("web"));
    }

    private static Optional<Applied> mark(Fingerprint spec, Optional<Fingerprint> members) {
        return Optional.of(new Applied(spec, members, "1"));
    }

    private static AppliedBatch applied(List<Resource> stored, Change... changes) {
        return AppliedBatch.of(
                ChangeBatch.builder().key("k").addAllChanges(List.of(changes)).build(), ResourceGraph.of(stored));
    }

    private static ErrorKind error(AppliedBatch batch) {
        return ((ChangeResult.Failed) batch.result().results().get(0)).error().kind();
    }

    private static Resource only(AppliedBatch batch) {
        assertThat(batch.result().results()).hasOnlyElementsOfType(ChangeResult.Done.class);
        assertThat(batch.objects()).hasSize(1);
        return batch.objects().get(batch.objects().firstKey()).orElseThrow();
    }

    @Example
    @Label("An object is made without members, and its mark says nothing of them")
    void made() {
        Resource wanted = object("x")
                .set(StressKinds.SIZE, 1L)
                .members(Shop.members("a"))
                .applied(mark(NEW, Optional.of(NEW)))
                .build();
        Resource made = only(applied(List.of(), new Change.Create(wanted)));

        assertThat(made.spec()).isEqualTo(wanted.spec());
        assertThat(made.owners()).isEqualTo(wanted.owners());
        assertThat(made.members()).contains(MemberSet.empty());
        assertThat(made.applied()).isEqualTo(mark(NEW, Optional.empty()));
    }

    @Example
    @Label("What is there already gets the wanted values and keeps the rest")
    void madeAgain() {
        Resource there = object("x")
                .set(StressKinds.SIZE, 1L)
                .set(StressKinds.ONCE, "kept")
                .members(Shop.members("a"))
                .applied(mark(OLD, Optional.of(OLD)))
                .build();
        Resource wanted = object("x")
                .set(StressKinds.SIZE, 2L)
                .applied(mark(NEW, Optional.empty()))
                .build();
        Resource made = only(applied(List.of(there), new Change.Create(wanted)));

        assertThat(made.get(StressKinds.SIZE)).contains(2L);
        assertThat(made.get(StressKinds.ONCE)).contains("kept");
        assertThat(made.members()).contains(Shop.members("a"));
        assertThat(made.applied()).isEqualTo(mark(NEW, Optional.of(OLD)));
    }

    @Example
    @Label("An update changes what it names, the owners, and the part of the mark that is about attributes")
    void updated() {
        Resource there = object("x")
                .set(StressKinds.SIZE, 1L)
                .set(StressKinds.ONCE, "kept")
                .members(Shop.members("a"))
                .applied(mark(OLD, Optional.of(OLD)))
                .build();
        Resource wanted = object("x")
                .addOwner(Shop.owner("other"))
                .set(StressKinds.SIZE, 2L)
                .set(StressKinds.ONCE, "not named")
                .applied(mark(NEW, Optional.of(NEW)))
                .build();
        AttributeChange size = AttributeChange.ofAttribute("Size", SpecValue.of(1), SpecValue.of(2));
        Resource updated = only(applied(List.of(there), new Change.Update(there, wanted, List.of(size))));

        assertThat(updated.get(StressKinds.SIZE)).contains(2L);
        assertThat(updated.get(StressKinds.ONCE)).contains("kept");
        assertThat(updated.owners()).isEqualTo(wanted.owners());
        assertThat(updated.members()).contains(Shop.members("a"));
        assertThat(updated.applied()).isEqualTo(mark(NEW, Optional.of(OLD)));
    }

    @Example
    @Label("Members move in the order of the changes; the mark gets their part once the wish has one")
    void moved() {
        Resource there = object("x")
                .members(Shop.members("a", "b"))
                .applied(mark(OLD, Optional.of(OLD)))
                .build();
        Resource half = object("x").applied(mark(NEW, Optional.empty())).build();
        Resource all = object("x").applied(mark(NEW, Optional.of(NEW))).build();
        Change leave = new Change.RemoveMembers(half, Shop.members("a", "stranger"));
        Change join = new Change.AddMembers(all, Shop.members("c"));

        Resource left = only(applied(List.of(there), leave));
        assertThat(left.members()).contains(Shop.members("b"));
        assertThat(left.applied()).isEqualTo(mark(OLD, Optional.of(OLD)));
        Resource both = only(applied(List.of(there), leave, join));
        assertThat(both.members()).contains(Shop.members("b", "c"));
        assertThat(both.applied()).isEqualTo(mark(OLD, Optional.of(NEW)));
    }

    @Example
    @Label("Deleting succeeds also where nothing is, and says that nothing is to be written")
    void deleted() {
        Resource gone = object("x").build();

        assertThat(applied(List.of(gone), new Change.Delete(gone)).objects())
                .isEqualTo(new TreeMap<>(Map.of(gone.id(), Optional.empty())));
        assertThat(applied(List.of(), new Change.Delete(gone)).result().results())
                .containsExactly(ChangeResult.done());
    }

    @Example
    @Label("What is refused is not written, and costs the other changes nothing")
    void refused() {
        Resource target = object("target").build();
        Resource user = object("user").set(StressKinds.PEER, target.id()).build();
        Resource theirs = Shop.resource(StressKinds.SOFT, "x").build();
        Resource ours = object("x").build();

        assertThat(error(applied(List.of(), new Change.Update(ours, ours, List.of()))))
                .isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(error(applied(List.of(), new Change.AddMembers(ours, Shop.members("a")))))
                .isEqualTo(ErrorKind.NOT_FOUND);
        AppliedBatch foreign = applied(
                List.of(theirs),
                new Change.Create(ours),
                new Change.Create(object("y").build()));
        assertThat(error(foreign)).isEqualTo(ErrorKind.ALREADY_EXISTS);
        assertThat(foreign.result().results().get(1)).isEqualTo(ChangeResult.done());
        assertThat(foreign.objects()).containsOnlyKeys(object("y").build().id());
        assertThat(error(applied(List.of(target, user), new Change.Delete(target))))
                .isEqualTo(ErrorKind.IN_USE);
        assertThat(applied(List.of(target, user), new Change.Delete(user), new Change.Delete(target))
                        .objects())
                .containsOnlyKeys(target.id(), user.id());
    }

    @Provide
    Arbitrary<List<Integer>> wishes() {
        return Arbitraries.integers().between(0, 1023).list().ofSize(4);
    }

    /** Up to four objects; an object refers only to those after it. */
    private static List<Resource> wish(List<Integer> bits) {
        List<Resource> wish = new ArrayList<>();
        for (int i = 3; i >= 0; i--) {
            int bit = bits.get(i);
            if (bit % 4 != 0) {
                Resource.Builder object =
                        Shop.resource(StressKinds.SOFT, "n" + i).set(StressKinds.SIZE, bit & 3L);
                if (wish.isEmpty() || (bit & 4) == 0) {
                    object.unset(StressKinds.PEER);
                } else {
                    object.set(StressKinds.PEER, wish.get(wish.size() - 1).id());
                }
                List<String> nodes = new ArrayList<>();
                for (int node = 0; node < 6; node++) {
                    if ((bit >> (4 + node) & 1) == 1) {
                        nodes.add("node-" + node);
                    }
                }
                wish.add(object.members(Shop.members(nodes.toArray(String[]::new)))
                        .build());
            }
        }
        return wish;
    }

    @Property(tries = 300)
    @Label("A store of whole objects gets from any state to any wish, and then nothing is left to do")
    void plansLeadToTheWish(@ForAll("wishes") List<Integer> before, @ForAll("wishes") List<Integer> after) {
        Shop shop = new Shop();
        ResourceGraph store = reached(shop, wish(before), ResourceGraph.empty());
        ResourceGraph changed = reached(shop, wish(after), store);

        assertThat(changed.resources()).allSatisfy(object -> {
            assertThat(object.owners()).containsExactly(Shop.owner("web"));
            Applied mark = object.applied().orElseThrow();
            assertThat(mark.spec()).isEqualTo(wanted(after, object).specFingerprint());
            MemberSet members = object.members().orElseThrow();
            assertThat(mark.members().or(() -> Optional.of(MemberSet.empty().fingerprint())))
                    .as("no mark where no member ever moved")
                    .contains(members.fingerprint());
        });
    }

    private static Resource wanted(List<Integer> bits, Resource object) {
        return wish(bits).stream()
                .filter(wanted -> wanted.id().equals(object.id()))
                .findFirst()
                .orElseThrow();
    }

    private static ResourceGraph reached(Shop shop, List<Resource> wish, ResourceGraph from) {
        shop.wants("web", wish.toArray(Resource[]::new));
        SortedMap<ResourceId, Resource> store = new TreeMap<>();
        from.resources().forEach(object -> store.put(object.id(), object));
        for (Step step : plan(shop, store).steps()) {
            ChangeBatch batch =
                    ChangeBatch.builder().key("k").addChange(step.change()).build();
            AppliedBatch applied = AppliedBatch.of(batch, ResourceGraph.of(store.values()));
            assertThat(applied.result().results()).as(step.toString()).containsExactly(ChangeResult.done());
            applied.objects()
                    .forEach((id, object) ->
                            object.ifPresentOrElse(changed -> store.put(id, changed), () -> store.remove(id)));
        }
        assertThat(store).containsOnlyKeys(ResourceGraph.of(wish).ids());
        assertThat(plan(shop, store).steps()).isEmpty();
        return ResourceGraph.of(store.values());
    }

    private static Plan plan(Shop shop, SortedMap<ResourceId, Resource> store) {
        return shop.plan(
                Observation.builder().actual(ResourceGraph.of(store.values())).build());
    }
}
