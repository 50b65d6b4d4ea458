package io.lbkit.testkit.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberDelta;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Laws of the model over whole sets and graphs. */
@Domain(LbDomain.class)
class ModelLawProperties {
    @Property(tries = 500)
    void applyingADeltaReachesTheTarget(@ForAll MemberSet from, @ForAll MemberSet target) {
        MemberDelta delta = from.to(target);
        assertThat(from.without(delta.removed()).with(delta.registered())).isEqualTo(target);
        assertThat(delta.isEmpty()).isEqualTo(from.equals(target));
        assertThat(target.to(from).removed().asList()).extracting(Member::key).isEqualTo(keys(delta.added()));
    }

    private static List<?> keys(MemberSet members) {
        return members.asList().stream().map(Member::key).toList();
    }

    @Property(tries = 500)
    void unionOfMembersIsASetUnion(@ForAll MemberSet one, @ForAll MemberSet two, @ForAll MemberSet three) {
        assertThat(one.union(two)).isEqualTo(two.union(one));
        assertThat(one.union(two).union(three)).isEqualTo(one.union(two.union(three)));
        assertThat(one.union(one)).isEqualTo(one);
        assertThat(one.union(MemberSet.empty())).isEqualTo(one);
        TreeSet<Object> both = new TreeSet<>(keys(one));
        both.addAll(keys(two));
        assertThat(keys(one.union(two))).isEqualTo(new ArrayList<>(both));
    }

    @Property(tries = 500)
    void fingerprintsStandForSets(@ForAll MemberSet one, @ForAll MemberSet other) {
        assertThat(one.fingerprint().equals(other.fingerprint())).isEqualTo(one.equals(other));
        assertThat(MemberSet.of(one.asList()).fingerprint()).isEqualTo(one.fingerprint());
    }

    @Property(tries = 500)
    void mergingGraphsIsCommutative(@ForAll ResourceGraph one, @ForAll ResourceGraph other) {
        assertThat(one.merge(other)).isEqualTo(other.merge(one));
    }

    @Property(tries = 500)
    void mergingGraphsIsAssociative(@ForAll ResourceGraph one, @ForAll ResourceGraph two, @ForAll ResourceGraph three) {
        ResourceGraph merged = one.merge(two).merge(three);
        assertThat(merged).isEqualTo(one.merge(two.merge(three)));
        assertThat(merged).isEqualTo(ResourceGraph.merge(List.of(three, one, two)));
    }

    @Property(tries = 300)
    void mergingAGraphWithAPartOfItChangesNothing(@ForAll ResourceGraph one, @ForAll ResourceGraph two) {
        ResourceGraph merged = one.merge(two);
        assertThat(one.merge(one)).isEqualTo(one);
        assertThat(merged.merge(one)).isEqualTo(merged);
        assertThat(merged.merge(two)).isEqualTo(merged);
        assertThat(merged.merge(ResourceGraph.empty())).isEqualTo(merged);
    }

    @Provide
    Arbitrary<List<Resource>> contested() {
        return LbArbitraries.resources().list().ofMaxSize(6);
    }

    @Property(tries = 500)
    @Domain(DomainContext.Global.class)
    void theOrderOfResourcesDoesNotMatter(@ForAll("contested") List<Resource> resources, @ForAll Random random) {
        List<Resource> shuffled = new ArrayList<>(resources);
        Collections.shuffle(shuffled, random);
        ResourceGraph graph = ResourceGraph.of(resources);
        assertThat(ResourceGraph.of(shuffled)).isEqualTo(graph);
        assertThat(ResourceGraph.of(shuffled).inDependencyOrder()).isEqualTo(graph.inDependencyOrder());
    }

    @Property(tries = 300)
    void dependenciesComeFirst(@ForAll ResourceGraph graph) {
        List<ResourceId> order =
                graph.inDependencyOrder().stream().map(Resource::id).toList();
        assertThat(order).containsExactlyInAnyOrderElementsOf(graph.ids());
        for (Resource resource : graph.resources()) {
            resource.dependsOn().stream()
                    .filter(graph.ids()::contains)
                    .forEach(needed -> assertThat(order.indexOf(needed)).isLessThan(order.indexOf(resource.id())));
        }
    }
}
