package io.lbkit.model.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ResourceGraphTest {
    private static final Attribute<String> SCHEME = Attribute.text("scheme");
    private static final Attribute<SortedSet<String>> RANGES =
            Attribute.textSet("ranges").unitedWhenShared();
    private static final Attribute<SortedSet<String>> ZONES = Attribute.textSet("zones");
    private static final ResourceKind KIND = ResourceKind.builder()
            .name("test/Kind")
            .addAttributes(SCHEME, RANGES, ZONES)
            .members(MemberSchema.builder().build())
            .build();

    private static Resource.Builder named(String name) {
        return Resource.builder().kind(KIND).name(name);
    }

    private static ResourceGraph scheme(String scheme) {
        return ResourceGraph.of(named("a").set(SCHEME, scheme).build());
    }

    private static ResourceGraph ranges(String... ranges) {
        return ResourceGraph.of(
                named("a").set(RANGES, new TreeSet<>(List.of(ranges))).build());
    }

    private static Resource only(ResourceGraph graph) {
        assertThat(graph.resources()).hasSize(1);
        return graph.resources().iterator().next();
    }

    @Test
    void unitesOwnersMembersAndSets() {
        Resource one = named("a")
                .addOwner(Owner.ofCluster("one"))
                .members(MemberSet.of(Member.of("m1")))
                .set(RANGES, new TreeSet<>(List.of("x")))
                .build();
        Resource other = named("a")
                .addOwner(Owner.ofCluster("two"))
                .members(MemberSet.of(Member.of("m2")))
                .membersCoverage(Coverage.PARTIAL)
                .set(RANGES, new TreeSet<>(List.of("y")))
                .set(SCHEME, "internal")
                .build();
        Resource merged = only(ResourceGraph.of(one, other));
        assertThat(merged.owners()).containsExactly(Owner.ofCluster("one"), Owner.ofCluster("two"));
        assertThat(merged.members().orElseThrow()).hasToString("[m1, m2]");
        assertThat(merged.membersCoverage()).isEqualTo(Coverage.PARTIAL);
        assertThat(merged.get(RANGES).orElseThrow()).containsExactly("x", "y");
        assertThat(merged.get(SCHEME)).contains("internal");
        assertThat(ResourceGraph.of(one, other).conflicts()).isEmpty();
    }

    @Test
    void tellsOfAllContradictingWishesAndKeepsTheSmallest() {
        ResourceGraph merged = scheme("b").merge(scheme("c")).merge(scheme("a"));
        assertThat(only(merged).get(SCHEME)).contains("a");
        assertThat(merged.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.resource()).hasToString("test/Kind/a");
            assertThat(conflict.attribute()).isEqualTo("scheme");
            assertThat(conflict.wishes()).hasToString("[\"a\", \"b\", \"c\"]");
        });
    }

    @Test
    void setsThatAreNotUnitedContradictEachOther() {
        Resource one = named("a").set(ZONES, new TreeSet<>(List.of("a"))).build();
        Resource other = named("a").set(ZONES, new TreeSet<>(List.of("b"))).build();
        assertThat(ResourceGraph.of(one, other).conflicts()).hasSize(1);
    }

    @Test
    void aSetAndItsAbsenceContradictEachOtherInTheSameWayInAnyOrder() {
        ResourceGraph absent = ResourceGraph.of(named("a").unset(RANGES).build());
        ResourceGraph expected = ranges("x", "y").merge(absent);
        assertThat(ranges("x").merge(absent).merge(ranges("y"))).isEqualTo(expected);
        assertThat(absent.merge(ranges("y")).merge(ranges("x"))).isEqualTo(expected);
        assertThat(ranges("x").merge(absent).merge(ranges("y").merge(absent))).isEqualTo(expected);
        assertThat(expected.conflicts())
                .singleElement()
                .satisfies(conflict -> assertThat(conflict.wishes()).hasToString("[[\"x\",\"y\"], null]"));
    }

    @Test
    void ordersByDependencyThenById() {
        ResourceId a = named("a").build().id();
        Resource c = named("c").build();
        Resource b = named("b").addAfter(c.id()).build();
        Resource first = named("a").addAfter(new ResourceId("elsewhere", "x")).build();
        assertThat(ResourceGraph.of(b, c, first).inDependencyOrder())
                .extracting(Resource::name)
                .containsExactly("a", "c", "b");
        assertThat(ResourceGraph.of(b, c).get(a)).isEmpty();
        assertThat(ResourceGraph.of()).isSameAs(ResourceGraph.empty());
    }
}
