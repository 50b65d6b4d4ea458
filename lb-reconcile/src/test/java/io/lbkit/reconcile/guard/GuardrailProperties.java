package io.lbkit.reconcile.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.StressKinds;
import io.lbkit.reconcile.fixture.Worlds;
import io.lbkit.reconcile.plan.Action;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Policy;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.Observation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class GuardrailProperties {
    private static final int TRIES = 400;

    @Provide
    Arbitrary<Worlds.Pair> pairs() {
        return Worlds.pairs();
    }

    @Provide
    Arbitrary<Integer> masks() {
        return Arbitraries.integers().between(0, Integer.MAX_VALUE);
    }

    @Provide
    Arbitrary<Approval> approvals() {
        Arbitrary<String> subjects =
                Arbitraries.strings().withChars("ab/:@#=019").ofMinLength(1).ofMaxLength(12);
        return subjects.flatMap(subject -> Arbitraries.integers()
                .between(-1, 999_999_999)
                .map(limit -> limit < 0
                        ? Approval.of("last-backend", subject)
                        : new Approval("healthy-share", subject, java.util.OptionalInt.of(limit))));
    }

    /** A plan from one world to another, where an address is known and some members are not healthy. */
    private static Plan plan(Worlds.Pair pair, int mask) {
        InMemoryProvider provider = new InMemoryProvider(StressKinds.ALL);
        pair.before().shop(provider.observe()).reconcile(provider);
        Observation found = provider.observe();
        for (Resource resource : found.actual().resources()) {
            if (resource.kind().equals(StressKinds.HARD)) {
                provider.edit(
                        resource.id(),
                        old -> Resource.builder()
                                .from(old)
                                .set(
                                        StressKinds.ADDRESS,
                                        "203.0.113." + old.name().charAt(1))
                                .build());
            }
        }
        Observation sick = sick(provider.observe(), mask);
        return pair.after().shop(sick).plan(sick);
    }

    private static Observation sick(Observation observation, int mask) {
        Observation.Builder sick = Observation.builder().from(observation);
        int bit = 0;
        for (Resource pool : observation.actual().resources()) {
            Map<MemberKey, MemberHealth> health = new TreeMap<>();
            for (Member member : pool.members().orElse(MemberSet.empty())) {
                boolean well = (mask >> (bit++ % 31) & 1) == 1;
                health.put(
                        member.key(),
                        MemberHealth.of(well ? MemberHealth.State.HEALTHY : MemberHealth.State.UNHEALTHY));
            }
            if (pool.kind().equals(StressKinds.SOFT) && !health.isEmpty()) {
                sick.putHealth(pool.id(), health);
            }
        }
        return sick.build();
    }

    @Property(tries = TRIES)
    void whatIsAllowedUnderAPolicyHarmsNobody(
            @ForAll("pairs") Worlds.Pair pair, @ForAll("masks") int mask, @ForAll Policy policy) {
        Plan plan = plan(pair, mask);
        Guardrails guardrails = Guardrails.standard();
        Statistics.collect(guardrails.check(plan).isEmpty() ? "none" : "verdicts");
        Statistics.coverage(coverage -> coverage.check("verdicts").percentage(share -> share > 5));
        Plan allowed = policy.filter(guardrails.allowed(plan, List.of()));
        Oracle.follow(allowed);
    }

    @Property(tries = TRIES)
    void guardrailsAreMonotone(
            @ForAll("pairs") Worlds.Pair pair, @ForAll("masks") int mask, @ForAll("masks") int subset) {
        Plan plan = plan(pair, mask);
        Plan smaller = plan.keeping(step -> (subset >> (plan.steps().indexOf(step) % 31) & 1) == 1);
        for (Guardrail guardrail : Guardrails.standard().all()) {
            if (guardrail.check(plan).isEmpty()) {
                assertThat(guardrail.check(smaller)).as(guardrail.rule()).isEmpty();
            }
        }
        Plan allowed = Guardrails.standard().allowed(plan, List.of());
        assertThat(Guardrails.standard().check(allowed)).isEmpty();
    }

    @Property(tries = TRIES)
    void anApprovalAllowsItsVerdictAlone(@ForAll("pairs") Worlds.Pair pair, @ForAll("masks") int mask) {
        Plan plan = plan(pair, mask);
        List<Verdict> all = Guardrails.standard().check(plan);
        assertThat(all).doesNotHaveDuplicates().isSortedAccordingTo(java.util.Comparator.comparing(Verdict::approval));
        for (Verdict verdict : all) {
            List<Verdict> others =
                    all.stream().filter(other -> !other.equals(verdict)).toList();
            assertThat(Guardrails.standard()
                            .check(
                                    plan,
                                    List.of(Approval.parse(verdict.approval().toString()))))
                    .isEqualTo(others);
        }
    }

    @Property(tries = TRIES)
    void policiesLetThroughWhatTheySay(@ForAll("pairs") Worlds.Pair pair, @ForAll("masks") int mask) {
        Plan plan = plan(pair, mask);
        assertThat(Policy.SYNC.filter(plan)).isEqualTo(plan);
        assertThat(Policy.DRY_RUN.filter(plan).steps()).isEmpty();
        assertThat(Policy.UPSERT_ONLY.filter(plan).steps())
                .extracting(Step::action)
                .doesNotContain(Action.DELETE, Action.REMOVE_MEMBERS);
        Set<ResourceId> existing = new HashSet<>();
        plan.observation().actual().resources().forEach(resource -> existing.add(resource.id()));
        assertThat(Policy.CREATE_ONLY.filter(plan).steps()).noneMatch(step -> existing.contains(step.resource()));
    }

    @Property
    void approvalsAreReadAsTheyAreWritten(@ForAll("approvals") Approval approval) {
        assertThat(Approval.parse(approval.toString())).isEqualTo(approval);
    }

    /** Follows a plan step by step over what exists, and says when clients would notice. Knows nothing of guardrails. */
    private static final class Oracle {
        private final Map<String, Resource> objects = new TreeMap<>();
        private final Map<ResourceId, Set<MemberKey>> serving = new TreeMap<>();
        private final Plan plan;

        private Oracle(Plan plan) {
            this.plan = plan;
        }

        static void follow(Plan plan) {
            Oracle oracle = new Oracle(plan);
            for (Resource resource : plan.observation().actual().resources()) {
                oracle.objects.put(name(resource), resource);
                Map<MemberKey, MemberHealth> health =
                        plan.observation().health().getOrDefault(resource.id(), Map.of());
                Set<MemberKey> well = new HashSet<>();
                resource.members().orElse(MemberSet.empty()).forEach(member -> {
                    MemberHealth reported = health.get(member.key());
                    boolean sick = reported != null && reported.state() != MemberHealth.State.HEALTHY;
                    if (!sick && member.weight() > 0 && member.state() == MemberState.ACTIVE) {
                        well.add(member.key());
                    }
                });
                oracle.serving.put(resource.id(), well);
            }
            plan.steps().forEach(oracle::step);
        }

        private static String name(Resource resource) {
            return resource.id() + resource.cloudId().orElse("new");
        }

        private Set<String> addresses() {
            Set<String> all = new HashSet<>();
            objects.values().forEach(object -> object.get(StressKinds.ADDRESS).ifPresent(all::add));
            return all;
        }

        private boolean isWanted(Resource resource) {
            return resource.owners().stream()
                    .anyMatch(owner ->
                            owner.service().filter(plan.wanted()::contains).isPresent());
        }

        private void step(Step step) {
            Set<String> before = addresses();
            boolean served = !serving.getOrDefault(step.resource(), Set.of()).isEmpty();
            Change change = step.change();
            if (change instanceof Change.Create create) {
                objects.put(create.id() + "new", create.resource());
            } else if (change instanceof Change.Delete delete) {
                objects.remove(name(delete.resource()));
                objects.computeIfPresent(
                        delete.id() + "new", (key, made) -> made.kind().equals(StressKinds.HOLD) ? null : made);
                boolean replaced = plan.steps().stream()
                        .anyMatch(other -> other.action() == Action.REPLACE
                                && other.resource().equals(delete.id()));
                if (!replaced) {
                    serving.remove(delete.id());
                }
            } else if (change instanceof Change.AddMembers add) {
                add.members().forEach(member -> {
                    Set<MemberKey> all = serving.computeIfAbsent(add.id(), id -> new HashSet<>());
                    boolean works = member.weight() > 0 && member.state() == MemberState.ACTIVE;
                    boolean known = plan.observation()
                            .actual()
                            .get(add.id())
                            .flatMap(Resource::members)
                            .flatMap(members -> members.get(member.key()))
                            .isPresent();
                    if (works && !known) {
                        all.add(member.key());
                    } else if (!works) {
                        all.remove(member.key());
                    }
                });
            } else if (change instanceof Change.RemoveMembers remove) {
                remove.members()
                        .forEach(member -> serving.getOrDefault(remove.id(), new HashSet<>())
                                .remove(member.key()));
            } else if (change instanceof Change.Update update) {
                Set<String> wide = update.before()
                        .get(StressKinds.SOURCES)
                        .map(Set::copyOf)
                        .orElse(Set.of());
                Set<String> sources = update.resource()
                        .get(StressKinds.SOURCES)
                        .map(Set::copyOf)
                        .orElse(Set.of());
                boolean alone = plan.observation().actual().resources().stream()
                                .filter(other -> other.get(StressKinds.SOURCES).isPresent())
                                .count()
                        == 1;
                assertThat(!alone || wide.containsAll(sources))
                        .as("%s is not wider", step.resource())
                        .isTrue();
            }
            if (isWanted(change.resource())) {
                assertThat(addresses()).as("addresses after %s", step).containsAll(before);
                boolean stays = !(change instanceof Change.Delete);
                assertThat(served
                                && stays
                                && serving.getOrDefault(step.resource(), Set.of())
                                        .isEmpty())
                        .as("nobody serves after %s", step)
                        .isFalse();
            }
        }
    }
}
