package io.lbkit.reconcile.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.MergeConflict;
import io.lbkit.model.resource.Mutability;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.StressKinds;
import io.lbkit.reconcile.fixture.Worlds;
import io.lbkit.reconcile.fixture.Worlds.Pair;
import io.lbkit.reconcile.fixture.Worlds.World;
import io.lbkit.reconcile.spi.AttributeChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of merging and comparing graphs. */
class DifferProperties {
    @Provide
    Arbitrary<World> worlds() {
        return Worlds.worlds();
    }

    @Provide
    Arbitrary<Pair> pairs() {
        return Worlds.pairs();
    }

    @Provide
    Arbitrary<List<Resource>> wishes() {
        Arbitrary<Integer> bits = Arbitraries.integers().between(0, 1023);
        return bits.map(DifferProperties::wish).list().ofMinSize(3).ofMaxSize(7);
    }

    /** A wish for one of two objects, with values that often contradict those of other wishes. */
    private static Resource wish(int bits) {
        Resource.Builder wish = Resource.builder()
                .kind(StressKinds.SOFT)
                .name("n" + (bits & 1))
                .addOwner(Shop.owner((bits & 2) == 0 ? "a" : "b"))
                .set(StressKinds.TYPE, "type" + (bits >> 2 & 1))
                .set(StressKinds.SOURCES, new TreeSet<>(List.of("10.0." + (bits >> 3 & 3) + ".0/24")))
                .members(Shop.members("node-" + (bits >> 5 & 3)))
                .membersCoverage((bits & 128) == 0 ? Coverage.COMPLETE : Coverage.PARTIAL);
        return (bits & 256) == 0
                ? wish.set(StressKinds.SIZE, (long) (bits >> 8 & 2)).build()
                : wish.build();
    }

    private static ResourceGraph graph(World world) {
        return ResourceGraph.of(world.wanted().values());
    }

    @Property(tries = 100)
    @Label("A graph does not differ from itself")
    void nothingDiffersFromItself(@ForAll("worlds") World world) {
        assertThat(Differ.diff(graph(world), graph(world))).isEmpty();
    }

    @Property(tries = 200)
    @Label("Merging does not depend on order or grouping, and merging again changes nothing, conflicts included")
    void mergeIsAUnion(@ForAll("wishes") List<Resource> wishes, @ForAll Random random) {
        ResourceGraph all = ResourceGraph.of(wishes);
        List<Resource> shuffled = new ArrayList<>(wishes);
        Collections.shuffle(shuffled, random);
        int cut = random.nextInt(wishes.size() + 1);
        ResourceGraph left = ResourceGraph.of(shuffled.subList(0, cut));
        ResourceGraph right = ResourceGraph.of(shuffled.subList(cut, shuffled.size()));
        assertThat(left.merge(right)).isEqualTo(all);
        assertThat(right.merge(left)).isEqualTo(all);
        assertThat(all.merge(all)).isEqualTo(all);
        assertThat(all.merge(left)).isEqualTo(all);
        for (MergeConflict conflict : all.conflicts()) {
            assertThat(conflict.wishes()).hasSizeGreaterThan(1);
        }
    }

    @Property(tries = 200)
    @Label(
            "An attribute that is dropped from the wish or from what was read takes its own difference away and no other")
    void droppedAttributesDifferNoMore(@ForAll("pairs") Pair pair, @ForAll Random random, @ForAll boolean ofWish) {
        ResourceGraph wanted = graph(pair.after());
        ResourceGraph existing = graph(pair.before());
        Attribute<?> dropped = StressKinds.SOFT
                .attributes()
                .get(random.nextInt(StressKinds.SOFT.attributes().size()));
        SortedMap<ResourceId, Difference> fewer = ofWish
                ? Differ.diff(without(wanted, dropped), existing)
                : Differ.diff(wanted, without(existing, dropped));
        SortedMap<ResourceId, List<AttributeChange>> expected = new TreeMap<>();
        Differ.diff(wanted, existing)
                .forEach((id, difference) -> expected.put(
                        id,
                        difference.attributes().stream()
                                .filter(change -> !change.attribute().equals(dropped.name()))
                                .toList()));
        fewer.forEach((id, difference) -> assertThat(difference.attributes()).isEqualTo(expected.get(id)));
    }

    private static ResourceGraph without(ResourceGraph graph, Attribute<?> attribute) {
        return ResourceGraph.of(graph.resources().stream()
                .map(resource -> {
                    SortedMap<String, SpecValue> spec = new TreeMap<>(resource.spec());
                    spec.remove(attribute.name());
                    return Resource.builder().from(resource).spec(spec).build();
                })
                .toList());
    }

    @Property(tries = 150)
    @Label("Only attributes that can change differ, and one that cannot change in place asks for a replacement")
    void differencesFollowTheSchema(@ForAll("pairs") Pair pair) {
        Differ.diff(graph(pair.after()), graph(pair.before())).values().forEach(difference -> {
            List<Mutability> kinds = difference.attributes().stream()
                    .flatMap(change -> difference.desired().orElseThrow().kind().attribute(change.attribute()).stream())
                    .map(Attribute::mutability)
                    .toList();
            assertThat(kinds).isSubsetOf(Mutability.IN_PLACE, Mutability.REPLACE);
            assertThat(difference.type() == Difference.Type.REPLACE).isEqualTo(kinds.contains(Mutability.REPLACE));
        });
    }
}
