package io.lbkit.reconcile.execute;

import static io.lbkit.reconcile.execute.StubCloud.POOL;
import static io.lbkit.reconcile.execute.StubCloud.error;
import static io.lbkit.reconcile.execute.StubCloud.plan;
import static io.lbkit.reconcile.execute.StubCloud.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.execute.StepOutcome.Status;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.VirtualTime;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is sent again, when, and when no more, in virtual time. */
class RetryTest {
    private static final Plan CREATE = plan(step("s1", new Change.Create(POOL)));

    private static final ResourceKind RULE = ResourceKind.builder()
            .name("test#Rule")
            .batchKey(rule -> "all rules")
            .build();
    private static final Resource ONE = Shop.resource(RULE, "one").build();
    private static final Resource TWO = Shop.resource(RULE, "two").build();

    private final VirtualTime time = new VirtualTime();
    private final StubCloud cloud = new StubCloud();
    private final List<ReconcileEvent> events = new ArrayList<>();
    private final Executor.Builder builder = Executor.builder()
            .provider(cloud)
            .scheduler(() -> time)
            .retry(rules().build())
            .listener(events::add);

    private static RetryRules.Builder rules() {
        return RetryRules.builder().jitter(0).maxAttempts(4);
    }

    private Outcome execute(Plan plan) {
        return builder.build().execute(plan);
    }

    private void failing(ErrorKind kind, int times) {
        cloud.failures.addAll(Collections.nCopies(times, error(kind)));
    }

    private List<ReconcileEvent.Retrying> retries() {
        return events.stream()
                .filter(ReconcileEvent.Retrying.class::isInstance)
                .map(ReconcileEvent.Retrying.class::cast)
                .toList();
    }

    private List<Duration> pauses() {
        return retries().stream().map(ReconcileEvent.Retrying::pause).toList();
    }

    @Test
    @DisplayName("Pauses grow by the factor up to the longest, and by no more than the jitter of a seeded chance")
    void jitter() {
        builder.retry(RetryRules.builder()
                        .jitter(0.5)
                        .maxAttempts(8)
                        .firstDelay(Duration.ofSeconds(1))
                        .longestDelay(Duration.ofSeconds(10))
                        .factor(3)
                        .build())
                .random(new Random(7));
        failing(ErrorKind.TRANSIENT, 7);
        assertThat(execute(CREATE).status()).isEqualTo(Outcome.Status.APPLIED);
        Random same = new Random(7);
        List<Duration> expected = new ArrayList<>();
        for (long seconds : new long[] {1, 3, 9, 10, 10, 10, 10}) {
            Duration pause = Duration.ofSeconds(seconds);
            expected.add(pause.plusNanos((long) (pause.toNanos() * 0.5 * same.nextDouble())));
        }
        assertThat(pauses()).isEqualTo(expected);
        assertThat(new TreeSet<>(pauses())).hasSize(7);
        assertThat(time.instant())
                .isEqualTo(Instant.EPOCH.plus(expected.stream().reduce(Duration.ZERO, Duration::plus)));
    }

    @Test
    @DisplayName("The jitter comes on top of what the cloud asks")
    void jitterAfterRetryAfter() {
        builder.retry(rules().jitter(1).build()).random(new Random(3));
        cloud.failures.add(error(ErrorKind.THROTTLED).retryAfter(Duration.ofSeconds(20)));
        execute(CREATE);
        assertThat(pauses().get(0)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
        assertThat(pauses().get(0)).isNotEqualTo(Duration.ofSeconds(20));
    }

    @Test
    @DisplayName("The deadline ends attempts, and a pause does not go beyond it")
    void deadline() {
        builder.retry(rules().maxAttempts(100).deadline(Duration.ofSeconds(5)).build());
        failing(ErrorKind.TRANSIENT, 100);
        StepOutcome outcome = execute(CREATE).steps().get(0);
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.attempts()).isEqualTo(4);
        assertThat(pauses())
                .containsExactly(
                        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMillis(1500));
        assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(5));
    }

    @Test
    @DisplayName("If the cloud asks for a pause beyond the deadline, nobody waits for it")
    void askedTooMuch() {
        cloud.failures.add(error(ErrorKind.THROTTLED).retryAfter(Duration.ofMinutes(10)));
        StepOutcome outcome = execute(CREATE).steps().get(0);
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.error()).contains(ErrorKind.THROTTLED);
        assertThat(time.instant()).isEqualTo(Instant.EPOCH);
    }

    @Test
    @DisplayName("Retries are counted and told with the step, the number of attempts and the error")
    void counted() {
        failing(ErrorKind.TRANSIENT, 2);
        Outcome outcome = execute(CREATE);
        assertThat(outcome.retries()).isEqualTo(2);
        assertThat(outcome.calls()).isEqualTo(3);
        assertThat(retries()).extracting(ReconcileEvent.Retrying::attempt).containsExactly(1, 2);
        assertThat(retries()).extracting(ReconcileEvent.Retrying::error).containsOnly(ErrorKind.TRANSIENT);
        assertThat(retries()).allSatisfy(event -> assertThat(event.step().id()).isEqualTo("s1"));
    }

    @Test
    @DisplayName("Members in several calls are several attempts and no retry, each with a token of its own")
    void parts() {
        Outcome outcome = execute(plan(step("s1", new Change.AddMembers(POOL, Shop.members("a", "b", "c", "d", "e")))));
        StepOutcome step = outcome.steps().get(0);
        assertThat(step.attempts()).isEqualTo(2);
        assertThat(step.membersMoved()).isEqualTo(5);
        assertThat(outcome.retries()).isZero();
        assertThat(new TreeSet<>(cloud.tokens)).hasSize(2);
    }

    @Test
    @DisplayName("Only the changes of a batch that failed are sent again")
    void partialFailure() {
        cloud.answers.add(
                new BatchResult(List.of(ChangeResult.made("id-1"), ChangeResult.failed(error(ErrorKind.TRANSIENT)))));
        Outcome outcome = execute(plan(step("s1", new Change.Create(ONE)), step("s2", new Change.Create(TWO))));
        assertThat(outcome.status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(cloud.batches).hasSize(2);
        assertThat(cloud.batches.get(1).changes()).containsExactly(new Change.Create(TWO));
        assertThat(cloud.batches.get(1).tokens())
                .containsExactly(cloud.batches.get(0).tokens().get(1));
    }

    @Test
    @DisplayName("What is not found is tried again only if it, or what it needs, was made in this execution")
    void notFound() {
        Change add = new Change.AddMembers(POOL, Shop.members("a"));
        Plan both = plan(step("s1", new Change.Create(POOL)), step("s2", add).addAfter("s1"));
        cloud.during = () -> {
            if (cloud.batches.size() == 2) {
                failing(ErrorKind.NOT_FOUND, 1);
            }
        };
        assertThat(execute(both).status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(cloud.calls).containsExactly("apply", "apply", "apply");
        cloud.during = () -> {};
        failing(ErrorKind.NOT_FOUND, 1);
        assertThat(execute(plan(step("s1", add))).status()).isEqualTo(Outcome.Status.FAILED);
        assertThat(cloud.failures).isEmpty();
    }

    @Test
    @DisplayName("What is not found is tried again if it refers to what this execution made")
    void notFoundReference() {
        Resource listener = Shop.resource(AwsLike.LISTENER, "web")
                .addOwner(Shop.owner("web"))
                .set(AwsLike.TARGET_GROUP, POOL.id())
                .build();
        cloud.during = () -> {
            if (cloud.batches.size() == 2) {
                failing(ErrorKind.NOT_FOUND, 1);
            }
        };
        Plan both = plan(
                step("s1", new Change.Create(POOL)),
                step("s2", new Change.Create(listener)).addAfter("s1"));
        assertThat(execute(both).status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(cloud.calls).containsExactly("apply", "apply", "apply");
        assertThat(cloud.batches.get(2).cloudIds()).containsEntry(POOL.id(), "id-1");
    }

    @Test
    @DisplayName("What is in use is tried again for creations and deletions, not for other changes")
    void inUse() {
        Resource existing = Resource.builder().from(POOL).cloudId("id-1").build();
        failing(ErrorKind.IN_USE, 1);
        assertThat(execute(plan(step("s1", new Change.Delete(existing)))).status())
                .isEqualTo(Outcome.Status.APPLIED);
        failing(ErrorKind.IN_USE, 1);
        Change update = new Change.Update(existing, POOL, List.<AttributeChange>of());
        assertThat(execute(plan(step("s1", update))).status()).isEqualTo(Outcome.Status.FAILED);
    }

    @Test
    @DisplayName("An answer with too few results counts as a lost one, and the outcome names the provider")
    void wrongAnswer() {
        cloud.answers.add(new BatchResult(List.of()));
        assertThat(execute(CREATE).status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(cloud.calls).containsExactly("apply", "observe [shop/web]", "apply");
        cloud.answers.addAll(Collections.nCopies(4, new BatchResult(List.of())));
        StepOutcome outcome = execute(CREATE).steps().get(0);
        assertThat(outcome.error()).contains(ErrorKind.STATE_UNKNOWN);
        assertThat(outcome.detail())
                .isEqualTo("provider test answered 1 changes with 0 results; report it to its authors");
    }

    @Test
    @DisplayName("A hint of the cloud is part of the outcome")
    void hint() {
        cloud.failures.add(error(ErrorKind.QUOTA).hint("ask for more"));
        assertThat(execute(CREATE).missing())
                .containsExactly("failed create aws#TargetGroup/web: quota: told so (ask for more)");
    }

    @Test
    @DisplayName("A cancellation after a lost answer leaves a failed step whose effect is not known")
    void cancelledUnread() {
        Cancellation cancellation = Cancellation.create();
        cloud.during = cancellation::cancel;
        failing(ErrorKind.STATE_UNKNOWN, 1);
        StepOutcome outcome =
                builder.build().execute(CREATE, List.of(), cancellation).steps().get(0);
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.detail()).endsWith("; whether it had an effect could not be read");
    }

    @Test
    @DisplayName("A cancellation during a pause ends it at once, and one before the start sends nothing")
    void cancelledPause() {
        Cancellation cancellation = Cancellation.create();
        failing(ErrorKind.TRANSIENT, 1);
        builder.listener(event -> {
            if (event instanceof ReconcileEvent.Retrying) {
                cancellation.cancel();
            }
        });
        assertThat(builder.build().execute(CREATE, List.of(), cancellation).status())
                .isEqualTo(Outcome.Status.CANCELLED);
        assertThat(time.instant()).isEqualTo(Instant.EPOCH);
        cloud.calls.clear();
        assertThat(builder.build().execute(CREATE, List.of(), cancellation).status())
                .isEqualTo(Outcome.Status.CANCELLED);
        assertThat(cloud.calls).isEmpty();
    }

    @Test
    @DisplayName("Of the failures of a batch one that asks to go slower decides about the rate")
    void throttledPart() {
        ProviderException slower = error(ErrorKind.THROTTLED).retryAfter(Duration.ofSeconds(7));
        cloud.answers.add(
                new BatchResult(List.of(ChangeResult.failed(error(ErrorKind.TRANSIENT)), ChangeResult.failed(slower))));
        execute(plan(step("s1", new Change.Create(ONE)), step("s2", new Change.Create(TWO))));
        assertThat(pauses()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
        assertThat(events.stream()
                        .filter(ReconcileEvent.Called.class::isInstance)
                        .map(event -> ((ReconcileEvent.Called) event).failure())
                        .toList())
                .containsExactly(java.util.Optional.of(ErrorKind.THROTTLED), java.util.Optional.empty());
    }

    @Test
    @DisplayName("Two executions of one plan at different times have different tokens")
    void tokens() {
        execute(CREATE);
        time.schedule(Instant.EPOCH.plusSeconds(1), () -> {});
        time.runUntil(() -> time.instant().isAfter(Instant.EPOCH), () -> {});
        execute(CREATE);
        assertThat(new TreeSet<>(cloud.tokens)).hasSize(2);
    }
}
