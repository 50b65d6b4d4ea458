package io.lbkit.reconcile.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.Fingerprint;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.lb.ResourceStatus;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.RecentTraffic;
import io.lbkit.reconcile.spi.Unread;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

/** What is written can be read again, whatever is in it. */
class RoundTripProperties {
    private static final Attribute<String> TEXT = Attribute.text("text");
    private static final Attribute<Long> NUMBER = Attribute.integer("properties.number");
    private static final Attribute<Boolean> FLAG = Attribute.flag("properties.deep.flag");
    private static final Attribute<ResourceId> REFERENCE = Attribute.reference("properties.deep.reference");
    private static final Attribute<SpecValue> TREE = Attribute.tree("tree");
    private static final ResourceKind KIND = ResourceKind.builder()
            .name("any.cloud/things")
            .addAllAttributes(List.of(TEXT, NUMBER, FLAG, REFERENCE, TREE))
            .members(MemberSchema.builder().attribute("properties.members").build())
            .build();
    private static final List<ResourceKind> KINDS = List.of(KIND);

    private static Resource resource(String name, Random random) {
        Resource.Builder resource = Resource.builder().kind(KIND).name(name);
        for (Attribute<?> attribute : KIND.attributes()) {
            int choice = random.nextInt(3);
            if (choice == 0) {
                resource.unset(attribute);
            } else if (choice == 1) {
                resource.putSpec(attribute.name(), value(attribute, random));
            }
        }
        if (random.nextBoolean()) {
            resource.members(members(random)).membersCoverage(Coverage.values()[random.nextInt(3)]);
        }
        if (random.nextBoolean()) {
            resource.addOwner(Owner.ofCluster("prod"));
            resource.addOwner(new Owner("test", Optional.of(ServiceKey.of("shop", "web")), Optional.of("u-1")));
            resource.addOwner(new Owner("prod", Optional.of(ServiceKey.of("shop", "web")), Optional.empty()));
        }
        if (random.nextBoolean()) {
            resource.cloudId("arn:x/y").revision("W/\"7\"").addAfter(new ResourceId("other/kind", "first"));
        }
        if (random.nextBoolean()) {
            Optional<Fingerprint> ofMembers = Optional.of(Fingerprint.of("m")).filter(some -> random.nextBoolean());
            resource.applied(new Applied(Fingerprint.of("s"), ofMembers, "3"));
        }
        return resource.build();
    }

    private static SpecValue value(Attribute<?> attribute, Random random) {
        if (attribute.equals(TEXT)) {
            return SpecValue.of(random.nextBoolean() ? "" : "a\"\\\n\u00e9 null");
        } else if (attribute.equals(NUMBER)) {
            return SpecValue.of(random.nextLong());
        } else if (attribute.equals(FLAG)) {
            return SpecValue.of(random.nextBoolean());
        } else if (attribute.equals(REFERENCE)) {
            return new SpecValue.Ref(new ResourceId("other/kind", "one"));
        }
        return tree(random, 3);
    }

    private static SpecValue tree(Random random, int depth) {
        int choice = random.nextInt(depth == 0 ? 4 : 7);
        if (choice == 4) {
            return new SpecValue.Ref(new ResourceId("other", "two"));
        } else if (choice >= 5) {
            List<SpecValue> items = new ArrayList<>();
            SortedMap<String, SpecValue> fields = new TreeMap<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                items.add(tree(random, depth - 1));
                fields.put("key." + i, tree(random, depth - 1));
            }
            return choice == 5 ? new SpecValue.Sequence(items) : new SpecValue.Mapping(fields);
        }
        return List.of(
                        SpecValue.absent(),
                        SpecValue.of(true),
                        SpecValue.of("text"),
                        new SpecValue.Decimal(new BigDecimal(random.nextInt(1000)).movePointLeft(random.nextInt(4))))
                .get(choice);
    }

    private static MemberSet members(Random random) {
        List<Member> members = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Member.Builder member = Member.builder().id("node-" + i).weight(random.nextInt(1001));
            if (random.nextBoolean()) {
                member.port(1 + random.nextInt(65_535)).zone("zone-a").address(IpAddress.parse("2001:db8::" + i));
            }
            if (random.nextBoolean()) {
                member.routingId("routed-" + i);
            }
            members.add(member.state(MemberState.values()[random.nextInt(2)]).build());
        }
        return MemberSet.of(members);
    }

    /** Equality of resources leaves out what belongs to the observation only. */
    private static void assertSame(Resource read, Resource written) {
        assertThat(read).isEqualTo(written);
        assertThat(read.cloudId()).isEqualTo(written.cloudId());
        assertThat(read.revision()).isEqualTo(written.revision());
        assertThat(read.applied()).isEqualTo(written.applied());
    }

    @Property(tries = 400)
    @Label("A resource that is written in full and read again is the same")
    void resources(@ForAll Random random) {
        Resource written = resource("one", random);
        assertSame(ResourceDocument.read("resource", ResourceDocument.full(written), KINDS), written);
    }

    @Property(tries = 200)
    @Label("The short form has what is wanted: attributes and members")
    void shortForm(@ForAll Random random) {
        Resource written = resource("one", random);
        Resource read = ResourceDocument.read("resource", ResourceDocument.of(written), KINDS);
        assertThat(read.spec()).isEqualTo(written.spec());
        assertThat(read.members()).isEqualTo(written.members());
    }

    @Property(tries = 150)
    @Label("An observation that is written and read again is the same")
    void observations(@ForAll Random random) {
        Resource superseded = resource("two", random);
        Map<MemberKey, MemberHealth> health = new TreeMap<>();
        health.put(new MemberKey("node-1", 80), new MemberHealth(MemberHealth.State.UNHEALTHY, "Timeout"));
        health.put(new MemberKey("node-2", 0), MemberHealth.of(MemberHealth.State.INITIAL));
        Observation.Builder observation = Observation.builder()
                .facts(CloudFacts.of(Map.of("zones", List.of("a", "b"), "limits", Map.of("rules", 50))))
                .actual(ResourceGraph.of(resource("one", random), resource("two", random)))
                .addUnread(new Unread("other", Optional.empty(), ErrorKind.THROTTLED, "slow down"))
                .addUnread(new Unread(KIND.name(), Optional.of("three"), ErrorKind.STATE_UNKNOWN, ""));
        if (random.nextBoolean()) {
            observation
                    .addSuperseded(superseded)
                    .putHealth(new ResourceId(KIND.name(), "one"), health)
                    .putHealth(new ResourceId(KIND.name(), "two"), Map.of())
                    .putState(
                            new ResourceId(KIND.name(), "one"),
                            new ResourceStatus(
                                    ResourceStatus.State.FAILED,
                                    "no capacity",
                                    Optional.of(Instant.ofEpochSecond(random.nextInt()))))
                    .putState(new ResourceId(KIND.name(), "two"), ResourceStatus.of(ResourceStatus.State.READY))
                    .putTraffic(
                            new ResourceId(KIND.name(), "one"),
                            new RecentTraffic(random.nextLong(Long.MAX_VALUE), Duration.ofMinutes(5)));
        }
        Observation written = observation.build();
        Observation read = ObservationDocument.read(ObservationDocument.of("any", written), KINDS);
        assertThat(read).isEqualTo(written);
        written.actual()
                .resources()
                .forEach(resource -> assertSame(read.actual().get(resource.id()).orElseThrow(), resource));
        assertThat(new TreeSet<>(ObservationDocument.of("any", read).keySet()))
                .containsExactly(
                        "cloud", "facts", "health", "resources", "schema", "states", "superseded", "traffic", "unread");
    }
}
