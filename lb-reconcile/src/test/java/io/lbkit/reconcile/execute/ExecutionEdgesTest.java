package io.lbkit.reconcile.execute;

import static io.lbkit.reconcile.execute.StubCloud.POOL;
import static io.lbkit.reconcile.execute.StubCloud.error;
import static io.lbkit.reconcile.execute.StubCloud.plan;
import static io.lbkit.reconcile.execute.StubCloud.seeing;
import static io.lbkit.reconcile.execute.StubCloud.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Fingerprint;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Batching;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.VirtualTime;
import io.lbkit.reconcile.fixture.Web;
import io.lbkit.reconcile.guard.Guardrail;
import io.lbkit.reconcile.guard.Guardrails;
import io.lbkit.reconcile.plan.Gate;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.Unread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an execution sends, waits for and tells at its edges. */
class ExecutionEdgesTest {
    private final VirtualTime time = new VirtualTime();
    private final StubCloud cloud = new StubCloud();
    private final List<ReconcileEvent> events = new ArrayList<>();
    private final Executor.Builder builder = Executor.builder()
            .provider(cloud)
            .scheduler(() -> time)
            .gatePollInterval(Duration.ofSeconds(5))
            .random(new Random(1))
            .retry(RetryRules.builder().jitter(0).maxAttempts(3).build())
            .listener(events::add);

    private <T extends ReconcileEvent> List<T> told(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<List<String>> sent() {
        return cloud.batches.stream()
                .map(batch -> batch.changes().stream()
                        .map(change -> change.id().name())
                        .toList())
                .toList();
    }

    @Test
    @DisplayName("Members leave in calls of the size that the kind allows; only the last one carries their mark")
    void removalsInParts() {
        Applied mark = new Applied(Fingerprint.of("spec"), Optional.of(Fingerprint.of("members")), "1");
        Resource pool = Resource.builder().from(POOL).applied(mark).build();
        Outcome outcome = builder.build()
                .execute(plan(
                        step("s1", new Change.RemoveMembers(pool, Shop.members("a", "b", "c", "d", "e", "f", "g")))));
        List<Change.RemoveMembers> parts = cloud.batches.stream()
                .map(batch -> (Change.RemoveMembers) batch.changes().get(0))
                .toList();
        assertThat(parts)
                .extracting(part -> part.members().toString())
                .containsExactly("[a, b, c]", "[d, e, f]", "[g]");
        assertThat(parts)
                .extracting(part -> part.resource().applied().orElseThrow())
                .containsExactly(mark.withoutMembers(), mark.withoutMembers(), mark);
        assertThat(told(ReconcileEvent.Called.class))
                .extracting(ReconcileEvent.Called::operation)
                .containsOnly(OperationClass.MEMBERS);
        assertThat(outcome.missing()).isEmpty();
    }

    @Test
    @DisplayName("Members that fit into one call are one change")
    void oneCall() {
        builder.build().execute(plan(step("s1", new Change.RemoveMembers(POOL, Shop.members("a", "b", "c")))));
        assertThat(cloud.batches).hasSize(1);
    }

    @Test
    @DisplayName("What starts is the plan without what is withheld")
    void started() {
        Plan plan = plan(step("s1", new Change.Create(POOL)));
        builder.build().execute(plan);
        assertThat(told(ReconcileEvent.Started.class))
                .extracting(ReconcileEvent.Started::plan)
                .containsExactly(plan);
    }

    @Test
    @DisplayName("A part of a document does not go before a step of another kind that it needs")
    void partThatMustWait() {
        ResourceKind part = kind("part", Batching.ATOMIC, "doc");
        ResourceKind other = kind("other", Batching.INDEPENDENT, "other");
        cloud.failures.add(error(ErrorKind.TRANSIENT));
        builder.build()
                .execute(plan(
                        step("s1", make(other, "needed")),
                        step("s2", make(part, "free")),
                        step("s3", make(part, "waiting")).addAfter("s1")));
        assertThat(sent()).containsExactly(List.of("needed"), List.of("free"), List.of("needed"), List.of("waiting"));
    }

    @Test
    @DisplayName("A document of which one part could not be read back is not written again before it is read")
    void partThatIsNotRead() {
        ResourceKind one = kind("one", Batching.ATOMIC, "doc");
        ResourceKind two = kind("two", Batching.ATOMIC, "doc");
        cloud.failures.add(error(ErrorKind.STATE_UNKNOWN));
        cloud.readings.add(Observation.builder()
                .addUnread(new Unread("two", Optional.empty(), ErrorKind.PERMISSION, "denied"))
                .build());
        Outcome outcome = builder.build().execute(plan(step("s1", make(one, "a")), step("s2", make(two, "b"))));
        assertThat(outcome.status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(sent()).containsExactly(List.of("a", "b"), List.of("a", "b"));
        assertThat(cloud.scopes).hasSize(2);
    }

    @Test
    @DisplayName("What is read back is what the cluster of the objects has")
    void readsItsOwnCluster() {
        cloud.failures.add(error(ErrorKind.STATE_UNKNOWN));
        cloud.observed = seeing(POOL);
        builder.build().execute(plan(step("s1", new Change.Create(POOL))));
        assertThat(cloud.scopes)
                .singleElement()
                .satisfies(scope -> assertThat(scope.cluster()).isEqualTo(Shop.CLUSTER));
    }

    @Test
    @DisplayName("The cloud id of what was deleted is forgotten")
    void forgottenId() {
        Resource old = Resource.builder().from(POOL).cloudId("old").build();
        Plan plan = Plan.builder()
                .from(plan(
                        step("s1", new Change.Delete(old)),
                        step("s2", new Change.Create(Web.listener("web", 80, "web", "web")))
                                .addAfter("s1")))
                .observation(Observation.builder().actual(ResourceGraph.of(old)).build())
                .putCloudId(old.id(), "old")
                .build();
        cloud.answers.add(new BatchResult(List.of(ChangeResult.done())));
        builder.build().execute(plan);
        List<ChangeBatch> batches = cloud.batches;
        assertThat(batches.get(0).cloudId(old.id())).contains("old");
        assertThat(batches.get(1).cloudId(old.id())).isEmpty();
    }

    @Test
    @DisplayName("The event of a call names the failure of one of its changes")
    void failureOfOne() {
        cloud.answers.add(new BatchResult(List.of(new ChangeResult.Failed(error(ErrorKind.QUOTA)))));
        builder.build().execute(plan(step("s1", new Change.Create(POOL))));
        assertThat(told(ReconcileEvent.Called.class))
                .extracting(ReconcileEvent.Called::failure)
                .containsExactly(Optional.of(ErrorKind.QUOTA));
    }

    @Test
    @DisplayName("Calls that succeed bring the rate of a throttled cloud back")
    void recovers() {
        RateLimits limits = RateLimits.perSecond(2, 2, 2);
        Executor executor = builder.rates(limits).retry(RetryRules.never()).build();
        cloud.failures.add(error(ErrorKind.THROTTLED));
        Plan plan = plan(step("s1", new Change.Create(POOL)));
        for (int i = 0; i < 12; i++) {
            executor.execute(plan);
        }
        Instant later = time.instant().plusSeconds(10);
        assertThat(limits.take(cloud.id(), OperationClass.WRITE, later)).isZero();
        assertThat(limits.take(cloud.id(), OperationClass.WRITE, later)).isZero();
        assertThat(limits.take(cloud.id(), OperationClass.WRITE, later)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    @DisplayName("What was allowed before a success counts at the rate of then")
    void partOfACall() {
        RateLimits limits = RateLimits.perSecond(10, 10, 10);
        limits.throttled(cloud.id(), OperationClass.WRITE, Instant.EPOCH, Optional.empty());
        Instant later = Instant.EPOCH.plusMillis(100);
        limits.succeeded(cloud.id(), OperationClass.WRITE, later);
        assertThat(limits.take(cloud.id(), OperationClass.WRITE, later)).isEqualTo(Duration.ofNanos(90_909_091));
    }

    @Test
    @DisplayName("A reading that may go on soon does not wait for a write that may not")
    void soonest() {
        MemberKey newcomer = new MemberKey("n", 0);
        cloud.health.add(Map.of(newcomer, MemberHealth.of(MemberHealth.State.INITIAL)));
        cloud.health.add(Map.of(newcomer, MemberHealth.of(MemberHealth.State.HEALTHY)));
        List<Long> read = new ArrayList<>();
        Step.Builder gated = of("c", new Change.RemoveMembers(POOL, Shop.members("old")))
                .addGate(new Gate.MembersHealthy(POOL.id(), new TreeSet<>(List.of(newcomer))));
        builder.rates(RateLimits.perSecond(0.5, 0.1, 1))
                .gatePollInterval(Duration.ofSeconds(1))
                .listener(event -> {
                    if (event instanceof ReconcileEvent.Called called && called.operation() == OperationClass.READ) {
                        read.add(time.instant().getEpochSecond());
                    }
                })
                .build()
                .execute(plan(of("a", new Change.Create(named("a"))), of("b", new Change.Create(named("b"))), gated));
        assertThat(read).containsExactly(0L, 2L);
    }

    @Test
    @DisplayName("A gate for draining of which health could never be read does not open, and the outcome says why")
    void blindDraining() {
        cloud.healthFailures.addAll(Collections.nCopies(3, error(ErrorKind.PERMISSION)));
        Outcome outcome = builder.gateDeadline(Duration.ofSeconds(7))
                .build()
                .execute(plan(step("s1", new Change.Delete(POOL)).addGate(new Gate.Drained(POOL.id()))));
        assertThat(outcome.steps().get(0).detail())
                .isEqualTo("waited until no member of " + POOL.id()
                        + " is draining; health could not be read: told so; what existed stays");
    }

    @Test
    @DisplayName("Pauses are up to a fifth longer by chance unless somebody says otherwise")
    void jitter() {
        assertThat(RetryRules.standard().jitter()).isEqualTo(0.2);
        assertThat(RetryRules.builder().build().jitter()).isEqualTo(0.2);
    }

    @Test
    @DisplayName("An executor of a provider alone has every guardrail")
    void standard() {
        assertThat(Executor.of(cloud).guardrails().all())
                .extracting(Guardrail::rule)
                .isEqualTo(Guardrails.standard().all().stream()
                        .map(Guardrail::rule)
                        .toList());
    }

    @Test
    @DisplayName("Whoever watches a cancellation is told once")
    void toldOnce() {
        List<String> told = new ArrayList<>();
        Cancellation cancellation = Cancellation.create();
        cancellation.watch(() -> told.add("told"));
        cancellation.cancel();
        cancellation.cancel();
        assertThat(told).hasSize(1);
    }

    @Test
    @DisplayName("Two listeners hear everything, the first one first")
    void bothHear() {
        List<String> heard = new ArrayList<>();
        ReconcileListener one = event -> heard.add("one " + event.getClass().getSimpleName());
        ReconcileListener other = event -> heard.add("other " + event.getClass().getSimpleName());
        builder.listener(one.and(other)).build().execute(plan(step("s1", new Change.Create(POOL))));
        assertThat(heard)
                .containsExactly(
                        "one Started",
                        "other Started",
                        "one Called",
                        "other Called",
                        "one Ended",
                        "other Ended",
                        "one Finished",
                        "other Finished");
    }

    @Test
    @DisplayName("Classes of calls and states of outcomes have the names of the documents")
    void labels() {
        assertThat(OperationClass.values())
                .extracting(OperationClass::label)
                .containsExactly("read", "write", "members");
        assertThat(Outcome.Status.values())
                .extracting(Outcome.Status::label)
                .containsExactly("unchanged", "applied", "partial", "failed", "cancelled");
    }

    private static Step.Builder of(String service, Change change) {
        return step(service, change).services(List.of(Shop.key(service)));
    }

    private static Resource named(String name) {
        return Resource.builder().from(POOL).name(name).build();
    }

    private static Change make(ResourceKind kind, String name) {
        return new Change.Create(
                Shop.resource(kind, name).addOwner(Shop.owner("web")).build());
    }

    private static ResourceKind kind(String name, Batching batching, String key) {
        return ResourceKind.builder()
                .name(name)
                .batching(batching)
                .batchKey(resource -> key)
                .build();
    }
}
