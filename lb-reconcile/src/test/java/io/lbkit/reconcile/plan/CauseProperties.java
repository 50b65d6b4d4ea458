package io.lbkit.reconcile.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.StressKinds;
import io.lbkit.reconcile.fixture.Worlds;
import io.lbkit.reconcile.fixture.Worlds.Pair;
import io.lbkit.reconcile.fixture.Worlds.World;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Observation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The cause of each change, over pairs of edits: of the wish, of the cloud, of the release, and of who is there. */
class CauseProperties {
    private static final String OLD_RELEASE = "1";
    private static final String NEW_RELEASE = "2";

    @Provide
    Arbitrary<Pair> pairs() {
        return Worlds.pairs();
    }

    /** Which of the objects n0 to n5 somebody edits in the cloud. */
    @Provide
    Arbitrary<Set<Integer>> edited() {
        return Arbitraries.integers().between(0, 5).set().ofMaxSize(3);
    }

    /** Which of the Services are gone. */
    @Provide
    Arbitrary<Set<String>> gone() {
        return Arbitraries.of(Worlds.SERVICES).set().ofMaxSize(2);
    }

    @Property(tries = 500)
    @Label("A change has the cause of the edit that made it necessary")
    void causesAreTrue(
            @ForAll("pairs") Pair edit,
            @ForAll("gone") Set<String> gone,
            @ForAll("edited") Set<Integer> attributesEdited,
            @ForAll("edited") Set<Integer> membersEdited,
            @ForAll boolean upgrade) {
        Pair pair = new Pair(edit.before(), without(edit.after(), gone));
        InMemoryProvider provider = new InMemoryProvider(StressKinds.ALL);
        PlanProperties.assertDone(PlanProperties.reconcile(pair.before(), provider));
        attributesEdited.forEach(node -> edit(provider, "n" + node, CauseProperties::withOtherSize));
        membersEdited.forEach(node -> edit(provider, "n" + node, CauseProperties::withOtherMembers));

        Observation observation = provider.observe();
        Plan plan = pair.after()
                .shop(observation)
                .designVersion(upgrade ? NEW_RELEASE : OLD_RELEASE)
                .plan(observation);

        Oracle oracle = new Oracle(pair, observation, plan, upgrade);
        for (Step step : plan.steps()) {
            oracle.expected(step).ifPresent(cause -> {
                assertThat(step.cause())
                        .as(step.action().label() + " " + step.resource() + " " + step.attributes())
                        .isEqualTo(cause);
                Statistics.collect(cause);
            });
        }
        Statistics.coverage(coverage -> {
            for (Cause cause : Cause.values()) {
                coverage.check(cause).count(count -> count > 0);
            }
        });
    }

    private static World without(World world, Set<String> gone) {
        SortedMap<String, List<Resource>> wishes = new TreeMap<>(world.wishes());
        wishes.keySet().removeAll(gone);
        return new World(wishes);
    }

    private static void edit(InMemoryProvider provider, String name, UnaryOperator<Resource> change) {
        provider.observe().actual().resources().stream()
                .filter(resource -> resource.name().equals(name))
                .forEach(resource -> provider.edit(resource.id(), change));
    }

    private static Resource withOtherSize(Resource resource) {
        return Resource.builder().from(resource).set(StressKinds.SIZE, 99L).build();
    }

    private static Resource withOtherMembers(Resource resource) {
        return resource.kind().members().isEmpty()
                ? resource
                : Resource.builder()
                        .from(resource)
                        .members(resource.members().orElse(MemberSet.empty()).with(MemberSet.of(Member.of("stranger"))))
                        .build();
    }

    /** Knows what was edited, and nothing of how plans are made. */
    private record Oracle(Pair pair, Observation observation, Plan plan, boolean upgrade) {
        Optional<Cause> expected(Step step) {
            return switch (step.action()) {
                case CREATE -> isHold(step) ? Optional.empty() : Optional.of(Cause.NEW);
                case UPDATE, REPLACE -> ofAttributes(step);
                case ADD_MEMBERS, REMOVE_MEMBERS -> ofMembers(step);
                case DELETE -> ofDeletion(step);
            };
        }

        private static boolean isHold(Step step) {
            return step.change().resource().kind().equals(StressKinds.HOLD);
        }

        /** Only where the object itself differs: what merely follows another one has the cause of that one. */
        private Optional<Cause> ofAttributes(Step step) {
            boolean differs = step.attributes().stream()
                    .filter(AttributeChange::isAttribute)
                    .anyMatch(change -> !change.from().equals(change.to()));
            if (!differs) {
                return Optional.empty();
            }
            boolean sameWish = spec(pair.before(), step.resource()).equals(spec(pair.after(), step.resource()));
            return Optional.of(sameWish ? Cause.DRIFT : upgrade ? Cause.UPGRADE : Cause.SPEC_CHANGED);
        }

        private static Map<String, SpecValue> spec(World world, ResourceId id) {
            return Optional.ofNullable(world.wanted().get(id))
                    .map(wanted -> Map.copyOf(wanted.spec()))
                    .orElse(Map.of());
        }

        private Optional<Cause> ofMembers(Step step) {
            Optional<Step> making = plan.steps().stream()
                    .filter(other -> other.resource().equals(step.resource()))
                    .filter(other -> other.action() == Action.CREATE || other.action() == Action.REPLACE)
                    .findFirst();
            if (making.isPresent()) {
                return making.map(Step::cause);
            }
            SortedMap<ResourceId, Resource> before = pair.before().wanted();
            boolean sameWish = Optional.ofNullable(before.get(step.resource()))
                    .map(Resource::members)
                    .equals(Optional.ofNullable(pair.after().wanted().get(step.resource()))
                            .map(Resource::members));
            return Optional.of(sameWish ? Cause.DRIFT : Cause.BACKENDS_CHANGED);
        }

        private Optional<Cause> ofDeletion(Step step) {
            Map<ResourceId, Cause> replaced = new HashMap<>();
            plan.steps().stream()
                    .filter(other -> other.action() == Action.REPLACE)
                    .forEach(other -> replaced.put(other.resource(), other.cause()));
            if (isHold(step)) {
                return Optional.empty();
            } else if (replaced.containsKey(step.resource())) {
                return Optional.ofNullable(replaced.get(step.resource()));
            }
            Set<ServiceKey> owners = observation.actual().get(step.resource()).orElseThrow().owners().stream()
                    .flatMap(owner -> owner.service().stream())
                    .collect(Collectors.toSet());
            Set<ServiceKey> there =
                    pair.after().wishes().keySet().stream().map(Shop::key).collect(Collectors.toSet());
            boolean everybodyIsGone = owners.stream().noneMatch(there::contains);
            return Optional.of(everybodyIsGone ? Cause.ORPHANED : upgrade ? Cause.UPGRADE : Cause.SPEC_CHANGED);
        }
    }
}
