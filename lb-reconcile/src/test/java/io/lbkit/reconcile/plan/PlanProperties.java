package io.lbkit.reconcile.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Mutability;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.execute.StepOutcome;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.StressKinds;
import io.lbkit.reconcile.fixture.Worlds;
import io.lbkit.reconcile.fixture.Worlds.Pair;
import io.lbkit.reconcile.fixture.Worlds.World;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.Unread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of plans over generated wishes: where they lead, what they never do, in which order. */
class PlanProperties {
    @Provide
    Arbitrary<World> worlds() {
        return Worlds.worlds();
    }

    @Provide
    Arbitrary<Pair> pairs() {
        return Worlds.pairs();
    }

    @Provide
    Arbitrary<Attribute<?>> compared() {
        return Arbitraries.of(StressKinds.SIZE, StressKinds.TYPE, StressKinds.SOURCES, StressKinds.LINKS);
    }

    static InMemoryProvider provider(World world) {
        InMemoryProvider provider = new InMemoryProvider(StressKinds.ALL);
        assertDone(reconcile(world, provider));
        return provider;
    }

    static Outcome reconcile(World world, InMemoryProvider provider) {
        return Shop.execute(provider, plan(world, provider));
    }

    static Plan plan(World world, InMemoryProvider provider) {
        Observation observation = provider.observe();
        return world.shop(observation).plan(observation);
    }

    static void assertDone(Outcome outcome) {
        assertThat(outcome.plan().findings()).isEmpty();
        assertThat(outcome.steps())
                .allSatisfy(step -> assertThat(step.status())
                        .as(InMemoryProvider.told(step.step().change()) + " " + step.detail())
                        .isEqualTo(StepOutcome.Status.DONE));
    }

    /** Everything that is wanted exists as it is wanted, and nothing else exists. */
    static void assertReached(World world, InMemoryProvider provider) {
        Observation observation = provider.observe();
        SortedMap<ResourceId, Resource> wanted = world.wanted();
        assertThat(observation.actual().ids()).isEqualTo(wanted.keySet());
        assertThat(observation.superseded()).isEmpty();
        wanted.values()
                .forEach(resource -> assertThat(mismatches(
                                resource,
                                observation.actual().get(resource.id()).orElseThrow()))
                        .as(resource.id().toString())
                        .isEmpty());
        world.wishes()
                .forEach((service, resources) -> resources.forEach(resource -> assertThat(observation
                                .actual()
                                .get(resource.id())
                                .orElseThrow()
                                .owners())
                        .contains(Shop.owner(service))));
    }

    private static List<String> mismatches(Resource wanted, Resource existing) {
        List<String> wrong = new ArrayList<>();
        for (Attribute<?> attribute : wanted.kind().attributes()) {
            SpecValue wish = wanted.spec().get(attribute.name());
            boolean changeable =
                    attribute.mutability() == Mutability.IN_PLACE || attribute.mutability() == Mutability.REPLACE;
            if (wish != null && changeable && !wish.equals(existing.spec().get(attribute.name()))) {
                wrong.add(attribute + " " + wish + " " + existing.spec().get(attribute.name()));
            }
        }
        if (!wanted.members()
                .equals(existing.members().filter(found -> wanted.members().isPresent()))) {
            wrong.add("members " + wanted.members() + " " + existing.members());
        }
        return wrong;
    }

    @Property(tries = 400)
    @Label("From any state a plan leads to any wish without a failing call, and then nothing is left to do")
    void plansLeadToTheWish(@ForAll("pairs") Pair pair) {
        InMemoryProvider provider = provider(pair.before());
        assertReached(pair.before(), provider);
        assertDone(reconcile(pair.after(), provider));
        assertReached(pair.after(), provider);
        assertThat(plan(pair.after(), provider).steps()).isEmpty();
    }

    @Property(tries = 150)
    @Label("An object that is replaced under a hold keeps its address")
    void heldAddressesStay(@ForAll("pairs") Pair pair) {
        InMemoryProvider provider = provider(pair.before());
        Map<ResourceId, String> before = addresses(provider);
        reconcile(pair.after(), provider);
        Map<ResourceId, String> after = addresses(provider);
        before.keySet().retainAll(after.keySet());
        assertThat(after).containsAllEntriesOf(before);
    }

    private static Map<ResourceId, String> addresses(InMemoryProvider provider) {
        Map<ResourceId, String> addresses = new TreeMap<>();
        for (Resource resource : provider.observe().actual().resources()) {
            resource.get(StressKinds.ADDRESS).ifPresent(address -> addresses.put(resource.id(), address));
        }
        return addresses;
    }

    @Property(tries = 100)
    @Label("Equal inputs in another order give an equal plan with an equal digest")
    void orderOfInputsDoesNotMatter(@ForAll("pairs") Pair pair, @ForAll Random random) {
        Observation observation = provider(pair.before()).observe();
        Plan plan = pair.after().shop(observation).plan(observation);
        List<Resource> actual = new ArrayList<>(observation.actual().resources());
        Collections.shuffle(actual, random);
        Observation shuffled = Observation.builder()
                .from(observation)
                .actual(ResourceGraph.of(actual))
                .build();
        List<Map.Entry<String, List<Resource>>> services =
                new ArrayList<>(pair.after().wishes().entrySet());
        Collections.shuffle(services, random);
        Shop shop = new Shop();
        services.forEach(entry -> {
            List<Resource> resources = new ArrayList<>(entry.getValue());
            Collections.shuffle(resources, random);
            shop.wants(entry.getKey(), resources.toArray(Resource[]::new));
        });
        Plan other = shop.plan(shuffled);
        assertThat(other).isEqualTo(plan);
        assertThat(other.digest()).isEqualTo(plan.digest());
    }

    @Property(tries = 200)
    @Label(
            "Each step comes after the steps that it names, nothing is made before what it refers to, nothing goes while used")
    void stepsAreInOrder(@ForAll("pairs") Pair pair) {
        Observation observation = provider(pair.before()).observe();
        Plan plan = pair.after().shop(observation).plan(observation);
        Set<String> passed = new HashSet<>();
        Set<ResourceId> there = new HashSet<>(observation.actual().ids());
        Set<ResourceId> users = new HashSet<>(observation.actual().ids());
        for (Step step : plan.steps()) {
            assertThat(passed).as(step.id()).containsAll(step.after());
            passed.add(step.id());
            if (step.change() instanceof Change.Create create) {
                assertThat(there).containsAll(create.resource().dependsOn());
                there.add(step.resource());
            } else if (step.change() instanceof Change.Update) {
                users.remove(step.resource());
            } else if (step.change() instanceof Change.Delete delete
                    && delete.resource().cloudId().isPresent()) {
                users.remove(step.resource());
                assertThat(usersOf(step.resource(), observation, users))
                        .as(step.id())
                        .isEmpty();
            }
        }
    }

    private static List<ResourceId> usersOf(ResourceId id, Observation observation, Set<ResourceId> users) {
        return observation.actual().resources().stream()
                .filter(user -> users.contains(user.id()) && user.dependsOn().contains(id))
                .map(Resource::id)
                .toList();
    }

    @Property(tries = 150)
    @Label("Members come before members go, and no call moves more than the kind allows")
    void membersComeBeforeMembersGo(@ForAll("pairs") Pair pair) {
        Observation observation = provider(pair.before()).observe();
        Plan plan = pair.after().shop(observation).plan(observation);
        for (Step leaving : plan.steps()) {
            if (leaving.action() == Action.REMOVE_MEMBERS) {
                plan.steps().stream()
                        .filter(step -> step.action() == Action.ADD_MEMBERS
                                && step.resource().equals(leaving.resource()))
                        .forEach(coming -> assertThat(leaving.after()).contains(coming.id()));
            }
        }
    }

    @Property(tries = 150)
    @Label("An attribute that is not wanted, or not known, never causes a step")
    void unmanagedAndUnknownCauseNothing(
            @ForAll("pairs") Pair pair, @ForAll("compared") Attribute<?> attribute, @ForAll boolean ofWish) {
        Observation observation = provider(pair.before()).observe();
        World after = ofWish ? new World(without(pair.after().wishes(), attribute)) : pair.after();
        Observation known = ofWish ? observation : without(observation, attribute);
        Plan plan = after.shop(known).plan(known);
        assertThat(plan.steps())
                .flatExtracting(Step::attributes)
                .filteredOn(change -> change.path().equals("spec." + attribute)
                        && !change.from().equals(change.to()))
                .isEmpty();
    }

    private static SortedMap<String, List<Resource>> without(
            SortedMap<String, List<Resource>> wishes, Attribute<?> attribute) {
        SortedMap<String, List<Resource>> fewer = new TreeMap<>();
        wishes.forEach((service, resources) -> fewer.put(
                service,
                resources.stream().map(resource -> without(resource, attribute)).toList()));
        return fewer;
    }

    private static Observation without(Observation observation, Attribute<?> attribute) {
        return Observation.builder()
                .from(observation)
                .actual(ResourceGraph.of(observation.actual().resources().stream()
                        .map(resource -> without(resource, attribute))
                        .toList()))
                .build();
    }

    private static Resource without(Resource resource, Attribute<?> attribute) {
        SortedMap<String, SpecValue> spec = new TreeMap<>(resource.spec());
        spec.remove(attribute.name());
        return Resource.builder().from(resource).spec(spec).build();
    }

    @Property(tries = 150)
    @Label("What could not be read holds back the Services that need it and nobody else, and what they have only grows")
    void unreadHoldsBackWhoNeedsIt(@ForAll("pairs") Pair pair, @ForAll Random random) {
        InMemoryProvider provider = provider(pair.before());
        List<ResourceId> ids = new ArrayList<>(pair.after().wanted().keySet());
        if (ids.isEmpty()) {
            return;
        }
        ResourceId one = ids.get(random.nextInt(ids.size()));
        Unread unread = new Unread(
                one.kind(),
                random.nextBoolean() ? Optional.of(one.name()) : Optional.empty(),
                ErrorKind.PERMISSION,
                "denied");
        Observation observation =
                Observation.builder().from(provider.observe()).addUnread(unread).build();
        Plan plan = pair.after().shop(observation).plan(observation);
        Set<ServiceKey> needing = new TreeSet<>();
        pair.after().wishes().forEach((service, resources) -> {
            if (resources.stream().anyMatch(resource -> unread.covers(resource.id()))) {
                needing.add(Shop.key(service));
            }
        });
        assertThat(plan.held()).containsAll(needing);
        Set<ServiceKey> others = new TreeSet<>(plan.held());
        others.removeAll(needing);
        assertThat(others).allMatch(service -> waitsForAnotherOne(service, pair.after(), observation, plan.held()));
        assertThat(plan.services()).doesNotContainAnyElementsOf(plan.held());
        Shop.execute(provider, plan);
        for (Resource before : observation.actual().resources()) {
            boolean kept = before.owners().stream()
                    .anyMatch(owner -> owner.service().filter(needing::contains).isPresent());
            if (kept) {
                Resource now = provider.observe().actual().get(before.id()).orElseThrow();
                assertThat(now.spec().get("Type")).isEqualTo(before.spec().get("Type"));
                assertThat(now.spec().get("Size")).isEqualTo(before.spec().get("Size"));
                assertThat(now.get(StressKinds.SOURCES).orElseThrow())
                        .containsAll(before.get(StressKinds.SOURCES).orElseThrow());
                assertThat(before.members()
                                .orElse(MemberSet.empty())
                                .without(now.members().orElse(MemberSet.empty())))
                        .isEmpty();
                assertThat(now.owners()).containsAll(before.owners());
            }
        }
    }

    /** It wants an object that is still another one's, and that one is kept as it is. */
    private static boolean waitsForAnotherOne(
            ServiceKey service, World world, Observation observation, Set<ServiceKey> held) {
        return world.wishes().get(service.name()).stream()
                .flatMap(wanted -> observation.actual().get(wanted.id()).stream())
                .map(existing -> existing.owners().stream()
                        .flatMap(owner -> owner.service().stream())
                        .toList())
                .anyMatch(owners -> !owners.contains(service) && !Collections.disjoint(owners, held));
    }

    @Property(tries = 150)
    @Label("A Service with an error keeps everything that it has, whatever the others want")
    void blockedServicesKeepEverything(@ForAll("pairs") Pair pair) {
        InMemoryProvider provider = provider(pair.before());
        Observation before = provider.observe();
        Shop shop = pair.after().shop(before).blocked("b");
        Shop.execute(provider, shop.plan(before));
        Observation after = provider.observe();
        for (Resource resource : before.actual().resources()) {
            if (resource.owners().contains(Shop.owner("b"))) {
                Resource now = after.actual().get(resource.id()).orElseThrow();
                assertThat(now.cloudId()).isEqualTo(resource.cloudId());
                assertThat(now.owners()).contains(Shop.owner("b"));
                assertThat(now.spec().get("Size")).isEqualTo(resource.spec().get("Size"));
                assertThat(resource.members()
                                .orElse(MemberSet.empty())
                                .without(now.members().orElse(MemberSet.empty())))
                        .isEmpty();
            }
        }
    }

    @Property(tries = 100)
    @Label("A design that wants nothing and a Service that is gone leave nothing behind")
    void goneServicesLeaveNothing(@ForAll("worlds") World world) {
        InMemoryProvider provider = provider(world);
        assertDone(new Shop()
                .wants(Design.builder().service(Shop.key("a")).build())
                .reconcile(provider));
        assertThat(provider.observe().actual().isEmpty()).isTrue();
    }
}
