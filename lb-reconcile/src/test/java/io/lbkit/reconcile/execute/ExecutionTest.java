package io.lbkit.reconcile.execute;

import static io.lbkit.reconcile.execute.StubCloud.POOL;
import static io.lbkit.reconcile.execute.StubCloud.error;
import static io.lbkit.reconcile.execute.StubCloud.plan;
import static io.lbkit.reconcile.execute.StubCloud.seeing;
import static io.lbkit.reconcile.execute.StubCloud.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.execute.StepOutcome.Status;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.VirtualTime;
import io.lbkit.reconcile.guard.Approval;
import io.lbkit.reconcile.guard.Guardrail;
import io.lbkit.reconcile.guard.Guardrails;
import io.lbkit.reconcile.guard.Verdict;
import io.lbkit.reconcile.plan.Gate;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ProviderId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an execution does about failures, gates, guardrails and cancellation, in virtual time. */
class ExecutionTest {
    private final VirtualTime time = new VirtualTime();
    private final StubCloud cloud = new StubCloud();
    private final List<Duration> pauses = new ArrayList<>();
    private final Executor.Builder builder = Executor.builder()
            .provider(cloud)
            .scheduler(() -> time)
            .retry(RetryRules.builder().jitter(0).maxAttempts(4).build())
            .listener(this::heard);

    private void heard(ReconcileEvent event) {
        if (event instanceof ReconcileEvent.Retrying retrying) {
            pauses.add(retrying.pause());
        }
    }

    private static Plan create() {
        return plan(step("s1", new Change.Create(POOL)));
    }

    private StepOutcome only(Plan plan) {
        return builder.build().execute(plan).steps().get(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "TRANSIENT", "IN_USE"})
    @DisplayName("What may succeed later is tried again with growing pauses, and the token stays the same")
    void retried(ErrorKind kind) {
        cloud.failures.addAll(List.of(error(kind), error(kind)));
        StepOutcome outcome = only(create());
        assertThat(outcome.status()).isEqualTo(Status.DONE);
        assertThat(outcome.attempts()).isEqualTo(3);
        assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(cloud.calls).containsExactly("apply", "apply", "apply");
        assertThat(new TreeSet<>(cloud.tokens)).hasSize(1);
        assertThat(cloud.tokens.get(0)).matches("[0-9a-f]{32}");
    }

    @Test
    @DisplayName("After the last attempt the step has failed")
    void exhausted() {
        cloud.failures.addAll(List.of(
                error(ErrorKind.TRANSIENT),
                error(ErrorKind.TRANSIENT),
                error(ErrorKind.TRANSIENT),
                error(ErrorKind.TRANSIENT)));
        StepOutcome outcome = only(create());
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.error()).contains(ErrorKind.TRANSIENT);
        assertThat(outcome.attempts()).isEqualTo(4);
        assertThat(cloud.failures).isEmpty();
    }

    @Test
    @DisplayName("A pause is at least as long as the cloud asks")
    void retryAfter() {
        cloud.failures.add(error(ErrorKind.THROTTLED).retryAfter(Duration.ofSeconds(20)));
        only(create());
        assertThat(pauses).containsExactly(Duration.ofSeconds(20));
        assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(20));
    }

    @ParameterizedTest
    @EnumSource(names = {"QUOTA", "PERMISSION", "INVALID", "NOT_FOUND"})
    @DisplayName("What cannot succeed is sent once")
    void finalErrors(ErrorKind kind) {
        cloud.failures.add(error(kind));
        StepOutcome outcome = only(create());
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.error()).contains(kind);
        assertThat(cloud.calls).containsExactly("apply");
    }

    @Test
    @DisplayName("A lost answer is read back; a change that is there is not sent again")
    void lostAnswerThere() {
        cloud.failures.add(error(ErrorKind.STATE_UNKNOWN));
        cloud.observed = seeing(Resource.builder().from(POOL).cloudId("id-9").build());
        assertThat(only(create()).status()).isEqualTo(Status.DONE);
        assertThat(cloud.calls).containsExactly("apply", "observe [shop/web]");
    }

    @Test
    @DisplayName("A lost answer is read back before the change is sent again")
    void lostAnswerMissing() {
        cloud.failures.add(error(ErrorKind.STATE_UNKNOWN));
        assertThat(only(create()).status()).isEqualTo(Status.DONE);
        assertThat(cloud.calls).containsExactly("apply", "observe [shop/web]", "apply");
    }

    @Test
    @DisplayName("What cannot be read back is never sent again, and the outcome says so")
    void unreadable() {
        cloud.failures.add(error(ErrorKind.STATE_UNKNOWN));
        cloud.observed = Observation.builder()
                .addUnread(new io.lbkit.reconcile.spi.Unread(
                        POOL.kind().name(), java.util.Optional.empty(), ErrorKind.PERMISSION, "no"))
                .build();
        StepOutcome outcome = only(create());
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.detail()).isEqualTo("told so; whether it had an effect could not be read");
        assertThat(cloud.calls).filteredOn("apply"::equals).hasSize(1);
        assertThat(cloud.calls).hasSize(5);
    }

    @Test
    @DisplayName("An exception that a provider should not throw counts as a lost answer; an error ends the execution")
    void foreignExceptions() {
        cloud.failures.add(new IllegalStateException("bug"));
        assertThat(only(create()).status()).isEqualTo(Status.DONE);
        assertThat(cloud.calls).containsExactly("apply", "observe [shop/web]", "apply");
        cloud.during = () -> {
            throw new AssertionError("death");
        };
        assertThatThrownBy(() -> only(create()))
                .isInstanceOf(AssertionError.class)
                .hasMessage("death");
    }

    @Test
    @DisplayName("After a conflict the change is sent again with the fresh object, unless it is another one now")
    void conflict() {
        Resource before = Resource.builder().from(POOL).cloudId("id-1").build();
        Change change = new Change.Update(
                before,
                Resource.builder().from(POOL).set(AwsLike.INTERVAL, 10L).build(),
                List.of(io.lbkit.reconcile.spi.AttributeChange.ofAttribute(
                        AwsLike.INTERVAL.name(),
                        io.lbkit.model.resource.SpecValue.absent(),
                        io.lbkit.model.resource.SpecValue.of(10))));
        cloud.failures.add(error(ErrorKind.CONFLICT));
        cloud.observed = seeing(Resource.builder().from(before).revision("r2").build());
        assertThat(only(plan(step("s1", change))).status()).isEqualTo(Status.DONE);
        assertThat(cloud.calls).containsExactly("apply", "observe [shop/web]", "apply");
        cloud.calls.clear();
        cloud.failures.add(error(ErrorKind.CONFLICT));
        cloud.observed = seeing(Resource.builder().from(before).cloudId("id-2").build());
        assertThat(only(plan(step("s1", change))).status()).isEqualTo(Status.FAILED);
        assertThat(cloud.calls).containsExactly("apply", "observe [shop/web]");
    }

    private static Map<MemberKey, MemberHealth> health(MemberHealth.State state) {
        return Map.of(Shop.members("new").asList().get(0).key(), MemberHealth.of(state));
    }

    private static Step.Builder waiting() {
        MemberKey key = Shop.members("new").asList().get(0).key();
        return step("s1", new Change.RemoveMembers(POOL, Shop.members("old")))
                .addGate(new Gate.MembersHealthy(POOL.id(), new TreeSet<>(Set.of(key))));
    }

    @Test
    @DisplayName("A gate opens when the members are healthy, and is looked at every five seconds")
    void gateOpens() {
        cloud.health.addAll(List.of(
                health(MemberHealth.State.INITIAL),
                health(MemberHealth.State.UNHEALTHY),
                health(MemberHealth.State.HEALTHY)));
        assertThat(only(plan(waiting())).status()).isEqualTo(Status.DONE);
        assertThat(cloud.calls).containsExactly("health", "health", "health", "apply");
        assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(10));
    }

    @Test
    @DisplayName("A gate that stays closed keeps the old members, and the outcome says who was waited for")
    void gateTimesOut() {
        cloud.health.add(health(MemberHealth.State.UNHEALTHY));
        Outcome outcome = builder.build()
                .execute(plan(waiting(), step("s2", new Change.Delete(POOL)).addAfter("s1")));
        StepOutcome first = outcome.steps().get(0);
        assertThat(first.status()).isEqualTo(Status.TIMED_OUT);
        assertThat(first.detail())
                .startsWith("waited until ")
                .contains(" is unhealthy")
                .endsWith("what existed stays");
        assertThat(first.waitedFor()).hasSize(1);
        assertThat(outcome.steps().get(1).status()).isEqualTo(Status.SKIPPED);
        assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(600));
        assertThat(cloud.calls).doesNotContain("apply");
    }

    @Test
    @DisplayName("A pool that is not reported on may not be seen yet: its members are waited for, its draining is not")
    void unreportedPool() {
        cloud.health.addAll(List.of(Map.of(), health(MemberHealth.State.HEALTHY)));
        assertThat(only(plan(waiting())).status()).isEqualTo(Status.DONE);
        assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(5));
        cloud.health.clear();
        Step.Builder drained = step("s1", new Change.Delete(POOL)).addGate(new Gate.Drained(POOL.id()));
        assertThat(only(plan(drained)).status()).isEqualTo(Status.DONE);
        assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(5));
    }

    @Test
    @DisplayName("A cancellation ends waits at once and begins nothing")
    void cancelled() {
        cloud.failures.add(error(ErrorKind.TRANSIENT));
        Cancellation cancellation = Cancellation.create();
        cloud.during = cancellation::cancel;
        Outcome outcome = builder.build()
                .execute(
                        plan(
                                step("s1", new Change.Create(POOL)),
                                step("s2", new Change.Delete(POOL)).addAfter("s1")),
                        List.of(),
                        cancellation);
        assertThat(outcome.steps()).extracting(StepOutcome::status).containsOnly(Status.CANCELLED);
        assertThat(outcome.status()).isEqualTo(Outcome.Status.CANCELLED);
        assertThat(outcome.missing().get(0))
                .isEqualTo("cancelled create aws#TargetGroup/web: cancelled; last failure: transient: told so");
        assertThat(time.instant()).isEqualTo(Instant.EPOCH);
        assertThat(cloud.calls).containsExactly("apply");
    }

    @Test
    @DisplayName("What a guardrail stops is withheld with what needs it, until the approval is given")
    void withheld() {
        Approval approval = Approval.of("no-pools", "web");
        builder.guardrails(Guardrails.of(List.of(new Guardrail() {
            @Override
            public String rule() {
                return "no-pools";
            }

            @Override
            public List<Verdict> check(Plan plan) {
                return List.of(Verdict.builder()
                        .level(Verdict.Level.DENIED)
                        .addStep("s1")
                        .reason("It is a pool.")
                        .consequence("None.")
                        .approval(approval)
                        .build());
            }
        })));
        Plan plan = plan(
                step("s1", new Change.Create(POOL)),
                step("s2", new Change.Delete(POOL)).addAfter("s1"));
        Outcome outcome = builder.build().execute(plan);
        assertThat(outcome.steps()).extracting(StepOutcome::status).containsOnly(Status.WITHHELD);
        assertThat(outcome.steps().get(0).reason()).isEqualTo("no-pools: It is a pool. Approve it with no-pools=web.");
        assertThat(outcome.steps().get(1).reason()).isEqualTo("needs s1");
        assertThat(cloud.calls).isEmpty();
        assertThat(builder.build().execute(plan, List.of(approval)).status()).isEqualTo(Outcome.Status.APPLIED);
    }

    @Test
    @DisplayName("A throttled cloud is asked at half the rate afterwards")
    void rates() {
        RateLimits limits = RateLimits.perSecond(2, 2, 2);
        ProviderId id = cloud.id();
        assertThat(limits.take(id, OperationClass.WRITE, Instant.EPOCH)).isZero();
        assertThat(limits.take(id, OperationClass.WRITE, Instant.EPOCH)).isZero();
        assertThat(limits.take(id, OperationClass.WRITE, Instant.EPOCH)).isEqualTo(Duration.ofMillis(500));
        limits.throttled(id, OperationClass.WRITE, Instant.EPOCH, java.util.Optional.of(Duration.ofSeconds(3)));
        assertThat(limits.take(id, OperationClass.WRITE, Instant.EPOCH)).isEqualTo(Duration.ofSeconds(3));
        assertThat(limits.take(id, OperationClass.READ, Instant.EPOCH)).isZero();
        assertThat(limits.take(id, OperationClass.WRITE, Instant.EPOCH.plusSeconds(3)))
                .isZero();
        assertThat(limits.take(id, OperationClass.WRITE, Instant.EPOCH.plusSeconds(3)))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    @DisplayName("A listener that throws changes nothing")
    void badListener() {
        builder.listener(event -> {
            throw new IllegalStateException("listener");
        });
        assertThat(only(create()).status()).isEqualTo(Status.DONE);
    }
}
