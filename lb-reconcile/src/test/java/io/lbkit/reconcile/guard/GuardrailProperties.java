package io.lbkit.reconcile.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.fixture.Fronts;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.StressKinds;
import io.lbkit.reconcile.fixture.Worlds;
import io.lbkit.reconcile.plan.Action;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Policy;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Observation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
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
    Arbitrary<Fronts.Story> stories() {
        return Fronts.stories();
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
        Onlooker.watch(policy.filter(guardrails.allowed(plan, List.of())));
    }

    @Property(tries = 2 * TRIES, edgeCases = EdgeCasesMode.NONE)
    void noClientOfALoadBalancerNotices(@ForAll("stories") Fronts.Story story, @ForAll Policy policy) {
        Plan plan = story.plan();
        Set<String> fired = new TreeSet<>();
        for (Verdict verdict : Guardrails.standard().check(plan)) {
            String subject = verdict.approval().subject();
            fired.add(
                    subject.matches("shop/.:\\d.*") ? "sources" : subject.replaceAll("shop/.:(public|plain).*", "$1"));
            fired.add(verdict.rule());
        }
        Plan allowed = Guardrails.standard().allowed(plan, List.of());
        Statistics.label("passes").collect(!allowed.isEmpty());
        for (String rule : List.of("last-backend", "healthy-share", "address", "public", "sources", "plain")) {
            Statistics.label(rule).collect(fired.contains(rule));
            Statistics.label(rule).coverage(coverage -> coverage.check(true).percentage(share -> share > 1));
        }
        Statistics.label("passes").coverage(coverage -> coverage.check(true).percentage(share -> share > 30));
        Onlooker.watch(policy.filter(allowed));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void withoutAGuardrailTheyWould(@ForAll("stories") Fronts.Story story) {
        Plan plan = story.plan();
        for (String rule : List.of(LastWorkingBackend.RULE, AddressLoss.RULE, ExposureWidening.RULE)) {
            Guardrails fewer = Guardrails.standard().without(rule);
            if (rule.equals(LastWorkingBackend.RULE)) {
                fewer = fewer.without(HealthyShare.RULE);
            }
            Statistics.label("without " + rule).collect(isNoticed(fewer.allowed(plan, List.of())));
            Statistics.label("without " + rule)
                    .coverage(coverage -> coverage.check(true).count(count -> count > 0));
        }
    }

    private static boolean isNoticed(Plan plan) {
        try {
            Onlooker.watch(plan);
            return false;
        } catch (AssertionError noticed) {
            return true;
        }
    }

    @Property(tries = TRIES)
    void anApprovalLetsNothingElseThrough(@ForAll("stories") Fronts.Story story, @ForAll("masks") int mask) {
        Plan plan = story.plan();
        List<Verdict> all = Guardrails.standard().check(plan);
        List<Approval> some = all.stream()
                .filter(verdict -> (mask >> all.indexOf(verdict) & 1) == 1)
                .map(Verdict::approval)
                .toList();
        Plan allowed = Guardrails.standard().allowed(plan, some);
        assertThat(Guardrails.standard().check(allowed, some)).isEmpty();
        assertThat(Guardrails.standard().check(allowed))
                .extracting(Verdict::approval)
                .isSubsetOf(some);
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
}
