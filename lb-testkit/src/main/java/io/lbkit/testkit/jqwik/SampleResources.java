package io.lbkit.testkit.jqwik;

import io.lbkit.model.Coverage;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.Role;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;

/**
 * Resources of a small made-up cloud. Its kinds have one attribute of each sort; a resource depends only on resources of
 * earlier kinds, so that any two graphs can be merged without a circle.
 */
final class SampleResources {
    static final Attribute<String> SCHEME = Attribute.text("scheme").replaceOnChange();
    static final Attribute<SortedMap<String, String>> TAGS =
            Attribute.textMap("tags").namedKeysOnly();
    static final Attribute<SortedSet<String>> RANGES =
            Attribute.textSet("ranges").unitedWhenShared();
    static final Attribute<String> PROTOCOL = Attribute.text("protocol").replaceOnChange();
    static final Attribute<Boolean> SHIELDED = Attribute.flag("shielded").impact(Impact.INTERRUPTS);
    static final Attribute<Long> PORT = Attribute.integer("port");
    static final Attribute<ResourceId> BALANCER = Attribute.reference("balancer");
    static final Attribute<ResourceId> POOL = Attribute.reference("pool");

    static final ResourceKind FIREWALL = ResourceKind.builder()
            .name("sample/Firewall")
            .role(Role.FIREWALL)
            .addAttributes(RANGES, TAGS)
            .build();
    static final ResourceKind BALANCERS = ResourceKind.builder()
            .name("sample/Balancer")
            .role(Role.LOAD_BALANCER)
            .addAttributes(SCHEME, RANGES, TAGS)
            .build();
    static final ResourceKind POOLS = ResourceKind.builder()
            .name("sample/Pool")
            .role(Role.BACKEND_POOL)
            .addAttributes(PROTOCOL, SHIELDED, TAGS)
            .members(MemberSchema.builder().maxPerCall(100).build())
            .build();
    static final ResourceKind LISTENERS = ResourceKind.builder()
            .name("sample/Listener")
            .role(Role.LISTENER)
            .addAttributes(PORT, BALANCER, POOL)
            .build();
    static final List<ResourceKind> KINDS = List.of(FIREWALL, BALANCERS, POOLS, LISTENERS);

    private SampleResources() {}

    static Arbitrary<ResourceId> ids() {
        return Combinators.combine(Arbitraries.of(KINDS), Names.workloads())
                .as((kind, name) -> new ResourceId(kind.name(), name));
    }

    private static Arbitrary<ResourceId> ids(ResourceKind kind) {
        return Names.workloads().map(name -> new ResourceId(kind.name(), name));
    }

    static Arbitrary<Owner> owners() {
        Arbitrary<Owner> services = Combinators.combine(
                        clusters(), Names.serviceKeys(), Choices.usually(Arbitraries.of("uid-1", "uid-2")))
                .as((cluster, key, uid) -> new Owner(cluster, Optional.of(key), uid));
        return Choices.mostly(services, clusters().map(Owner::ofCluster));
    }

    private static Arbitrary<String> clusters() {
        return Arbitraries.of("production", "staging");
    }

    static Arbitrary<ResourceGraph> graphs() {
        return any().list().ofMaxSize(5).map(ResourceGraph::of);
    }

    static Arbitrary<Resource> any() {
        return Arbitraries.oneOf(firewalls(), balancers(), pools(), listeners());
    }

    private static Builders.BuilderCombinator<Resource.Builder> named(ResourceKind kind) {
        return Builders.withBuilder(() -> Resource.builder().kind(kind))
                .use(Names.workloads())
                .in(Resource.Builder::name)
                .use(owners().set().ofMaxSize(2))
                .in(Resource.Builder::owners);
    }

    private static Arbitrary<Resource> firewalls() {
        return tagged(ranged(named(FIREWALL))).build(Resource.Builder::build);
    }

    private static Arbitrary<Resource> balancers() {
        return tagged(ranged(named(BALANCERS)))
                .use(Arbitraries.of("internal", "internet-facing"))
                .withProbability(0.7)
                .in((balancer, scheme) -> balancer.set(SCHEME, scheme))
                .use(ids(FIREWALL).set().ofMaxSize(1))
                .in(Resource.Builder::addAllAfter)
                .build(Resource.Builder::build);
    }

    private static Arbitrary<Resource> pools() {
        return tagged(named(POOLS))
                .use(Arbitraries.of("TCP", "UDP"))
                .withProbability(0.7)
                .in((pool, protocol) -> pool.set(PROTOCOL, protocol))
                .use(Arbitraries.of(true, false))
                .withProbability(0.3)
                .in((pool, shielded) -> pool.set(SHIELDED, shielded))
                .use(Members.sets())
                .withProbability(0.8)
                .in((pool, members) -> pool.members(members))
                .use(Choices.mostly(Arbitraries.just(Coverage.COMPLETE), Arbitraries.of(Coverage.class)))
                .in(Resource.Builder::membersCoverage)
                .build(Resource.Builder::build);
    }

    private static Arbitrary<Resource> listeners() {
        return named(LISTENERS)
                .use(Arbitraries.of(80L, 443L))
                .in((listener, port) -> listener.set(PORT, port))
                .use(ids(BALANCERS))
                .withProbability(0.8)
                .in((listener, balancer) -> listener.set(BALANCER, balancer))
                .use(ids(POOLS))
                .withProbability(0.8)
                .in((listener, pool) -> listener.set(POOL, pool))
                .build(Resource.Builder::build);
    }

    private static Builders.BuilderCombinator<Resource.Builder> ranged(
            Builders.BuilderCombinator<Resource.Builder> resource) {
        return resource.use(Arbitraries.of("10.0.0.0/8", "192.0.2.0/24", "2001:db8::/32")
                        .set()
                        .ofMaxSize(2))
                .withProbability(0.7)
                .in((draft, ranges) -> draft.set(RANGES, new TreeSet<>(ranges)))
                .use(Choices.seldom())
                .in((draft, unset) -> unset ? draft.unset(RANGES) : draft);
    }

    private static Builders.BuilderCombinator<Resource.Builder> tagged(
            Builders.BuilderCombinator<Resource.Builder> resource) {
        return resource.use(Arbitraries.maps(Arbitraries.of("team", "env"), Arbitraries.of("checkout", "test"))
                        .ofMaxSize(2))
                .withProbability(0.5)
                .in((draft, tags) -> draft.set(TAGS, new TreeMap<>(tags)));
    }
}
