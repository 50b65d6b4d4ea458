package io.lbkit.reconcile.execute;

import static io.lbkit.reconcile.execute.StubCloud.POOL;
import static io.lbkit.reconcile.execute.StubCloud.error;
import static io.lbkit.reconcile.execute.StubCloud.plan;
import static io.lbkit.reconcile.execute.StubCloud.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.execute.StepOutcome.Status;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.VirtualTime;
import io.lbkit.reconcile.plan.Gate;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ErrorKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Steps that wait for health or for drained members, in virtual time. */
class GateTest {
    private static final MemberKey NEW = Shop.members("new").asList().get(0).key();
    private static final MemberKey OLD = Shop.members("old").asList().get(0).key();

    private final VirtualTime time = new VirtualTime();
    private final StubCloud cloud = new StubCloud();
    private final List<ReconcileEvent> events = new ArrayList<>();
    private final Executor.Builder builder =
            Executor.builder().provider(cloud).scheduler(() -> time).listener(events::add);

    private static Map<MemberKey, MemberHealth> health(MemberKey member, MemberHealth.State state) {
        return Map.of(member, MemberHealth.of(state));
    }

    private static Step.Builder drained(String id) {
        return step(id, new Change.Delete(POOL)).addGate(new Gate.Drained(POOL.id()));
    }

    private static Step.Builder healthy(String id) {
        return step(id, new Change.RemoveMembers(POOL, Shop.members("old")))
                .addGate(new Gate.MembersHealthy(POOL.id(), new TreeSet<>(List.of(NEW))));
    }

    private StepOutcome only(Step.Builder step) {
        return builder.build().execute(plan(step)).steps().get(0);
    }

    @Test
    @DisplayName("A deletion waits until nobody is draining any more")
    void drains() {
        cloud.health.addAll(List.of(
                health(OLD, MemberHealth.State.DRAINING),
                health(OLD, MemberHealth.State.DRAINING),
                health(NEW, MemberHealth.State.UNHEALTHY)));
        assertThat(only(drained("s1")).status()).isEqualTo(Status.DONE);
        assertThat(cloud.calls).containsExactly("health", "health", "health", "apply");
        assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(10));
        assertThat(events).filteredOn(ReconcileEvent.Waiting.class::isInstance).hasSize(1);
    }

    @Test
    @DisplayName("Where draining does not end in time, the outcome names who drains")
    void drainsForEver() {
        cloud.health.add(health(OLD, MemberHealth.State.DRAINING));
        StepOutcome outcome = only(drained("s1"));
        assertThat(outcome.status()).isEqualTo(Status.TIMED_OUT);
        assertThat(outcome.detail())
                .isEqualTo("waited until no member of " + POOL.id() + " is draining, " + OLD
                        + " is draining; what existed stays");
        assertThat(outcome.waitedFor()).containsExactly(new Gate.Drained(POOL.id()));
    }

    @Test
    @DisplayName("A member that is not reported yet is waited for")
    void notReported() {
        cloud.health.add(health(OLD, MemberHealth.State.HEALTHY));
        StepOutcome outcome = only(healthy("s1"));
        assertThat(outcome.status()).isEqualTo(Status.TIMED_OUT);
        assertThat(outcome.detail()).contains(NEW + " is not reported");
    }

    @Test
    @DisplayName("A reading of health that fails is no health; the next one counts")
    void failedReading() {
        cloud.healthFailures.addAll(List.of(error(ErrorKind.THROTTLED), error(ErrorKind.TRANSIENT)));
        cloud.health.add(health(NEW, MemberHealth.State.HEALTHY));
        assertThat(only(healthy("s1")).status()).isEqualTo(Status.DONE);
        assertThat(cloud.calls).containsExactly("health", "health", "health", "apply");
        assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(10));
    }

    @Test
    @DisplayName("A gate of which health could never be read does not open, and the outcome says why")
    void blind() {
        cloud.healthFailures.addAll(Collections.nCopies(3, error(ErrorKind.PERMISSION)));
        builder.gateDeadline(Duration.ofSeconds(7)).gatePollInterval(Duration.ofSeconds(5));
        StepOutcome outcome = only(healthy("s1"));
        assertThat(outcome.status()).isEqualTo(Status.TIMED_OUT);
        assertThat(outcome.detail())
                .isEqualTo("waited until " + NEW + " is healthy in " + POOL.id()
                        + "; health could not be read: told so; what existed stays");
        assertThat(cloud.calls).containsExactly("health", "health", "health");
        assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(7));
    }

    @Test
    @DisplayName("A deadline of zero looks once")
    void looksOnce() {
        builder.gateDeadline(Duration.ZERO);
        cloud.health.add(health(NEW, MemberHealth.State.INITIAL));
        assertThat(only(healthy("s1")).status()).isEqualTo(Status.TIMED_OUT);
        assertThat(cloud.calls).containsExactly("health");
    }

    @Test
    @DisplayName("One reading serves all gates, and other steps go on meanwhile")
    void shared() {
        Resource other = Resource.builder().from(POOL).name("other").build();
        cloud.health.addAll(List.of(health(NEW, MemberHealth.State.INITIAL), health(NEW, MemberHealth.State.HEALTHY)));
        Outcome outcome =
                builder.build().execute(plan(healthy("s1"), healthy("s2"), step("s3", new Change.Create(other))));
        assertThat(outcome.status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(cloud.calls.subList(0, 3)).containsExactlyInAnyOrder("health", "apply", "health");
        assertThat(cloud.calls).filteredOn("health"::equals).hasSizeLessThanOrEqualTo(3);
        assertThat(cloud.batches.get(0).changes()).containsExactly(new Change.Create(other));
        assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(5));
    }

    @Test
    @DisplayName("A gate behind another step is looked at when that step is done")
    void behindAStep() {
        cloud.health.add(health(NEW, MemberHealth.State.HEALTHY));
        Outcome outcome = builder.build()
                .execute(plan(
                        step("s1", new Change.AddMembers(POOL, Shop.members("new"))),
                        healthy("s2").addAfter("s1")));
        assertThat(outcome.status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(cloud.calls).containsExactly("apply", "health", "apply");
    }

    @Test
    @DisplayName("A cancellation ends the wait for a gate at once")
    void cancelled() {
        Cancellation cancellation = Cancellation.create();
        cloud.health.add(health(NEW, MemberHealth.State.INITIAL));
        time.schedule(Instant.EPOCH.plusSeconds(12), cancellation::cancel);
        Outcome outcome = builder.build().execute(plan(healthy("s1")), List.of(), cancellation);
        assertThat(outcome.status()).isEqualTo(Outcome.Status.CANCELLED);
        assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(12));
        assertThat(cloud.calls).containsExactly("health", "health", "health");
    }
}
