package io.lbkit.reconcile.execute;

import static io.lbkit.reconcile.execute.StubCloud.POOL;
import static io.lbkit.reconcile.execute.StubCloud.error;
import static io.lbkit.reconcile.execute.StubCloud.plan;
import static io.lbkit.reconcile.execute.StubCloud.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.VirtualTime;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How fast calls come, in virtual time. */
class RateLimitsTest {
    private static final ProviderId CLOUD = new ProviderId("test");

    private final RateLimits limits = RateLimits.perSecond(8, 8, 8);

    /** How many calls pass from a time on, before ten seconds are over. */
    private int passing(Instant from) {
        Instant now = from;
        int passed = 0;
        while (now.isBefore(from.plusSeconds(10))) {
            Duration wait = limits.take(CLOUD, OperationClass.WRITE, now);
            passed += wait.isZero() ? 1 : 0;
            now = now.plus(wait);
        }
        return passed;
    }

    @Test
    @DisplayName("One second's calls may come at once, the others at the rate")
    void steady() {
        assertThat(passing(Instant.EPOCH)).isEqualTo(87);
    }

    @Test
    @DisplayName("Throttling halves the rate down to a hundredth; each success brings back a twentieth of the limit")
    void adapts() {
        Instant now = Instant.EPOCH;
        limits.throttled(CLOUD, OperationClass.WRITE, now, Optional.empty());
        assertThat(passing(now)).isEqualTo(39);
        for (int i = 0; i < 20; i++) {
            limits.throttled(CLOUD, OperationClass.WRITE, now.plusSeconds(10), Optional.empty());
        }
        assertThat(limits.take(CLOUD, OperationClass.WRITE, now.plusSeconds(10)))
                .isEqualTo(Duration.ofMillis(12_500));
        for (int i = 0; i < 10; i++) {
            limits.succeeded(CLOUD, OperationClass.WRITE, now.plusSeconds(10));
        }
        assertThat(limits.take(CLOUD, OperationClass.WRITE, now.plusSeconds(10)))
                .isBetween(Duration.ofMillis(240), Duration.ofMillis(250));
        for (int i = 0; i < 100; i++) {
            limits.succeeded(CLOUD, OperationClass.WRITE, now.plusSeconds(10));
        }
        assertThat(limits.take(CLOUD, OperationClass.WRITE, now.plusSeconds(10)))
                .isEqualTo(Duration.ofMillis(125));
    }

    @Test
    @DisplayName("A clock that is set back gives no calls and takes none")
    void clockSetBack() {
        assertThat(passing(Instant.EPOCH)).isEqualTo(87);
        assertThat(limits.take(CLOUD, OperationClass.WRITE, Instant.EPOCH)).isPositive();
        assertThat(limits.take(CLOUD, OperationClass.WRITE, Instant.EPOCH.plusSeconds(1)))
                .isZero();
    }

    @Test
    @DisplayName("An execution keeps to the rate of each class")
    void executionKeepsTheRate() {
        VirtualTime time = new VirtualTime();
        StubCloud cloud = new StubCloud();
        Plan.Builder plan = Plan.builder();
        for (int i = 0; i < 5; i++) {
            Resource pool = Resource.builder().from(POOL).name("p" + i).build();
            plan.addStep(step("s" + i, new Change.AddMembers(pool, Shop.members("a", "b", "c", "d")))
                    .build());
        }
        Outcome outcome = Executor.builder()
                .provider(cloud)
                .scheduler(() -> time)
                .rates(RateLimits.perSecond(1, 1, 2))
                .build()
                .execute(plan.build());
        assertThat(outcome.status()).isEqualTo(Outcome.Status.APPLIED);
        long calls = cloud.calls.size();
        assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusMillis((calls - 2) * 500));
        assertThat(outcome.ended()).contains(time.instant());
        assertThat(outcome.started()).contains(Instant.EPOCH);
    }

    @Test
    @DisplayName("A throttled execution slows down the next one that shares its limits")
    void shared() {
        VirtualTime time = new VirtualTime();
        StubCloud cloud = new StubCloud();
        Executor executor = Executor.builder()
                .provider(cloud)
                .scheduler(() -> time)
                .rates(limits)
                .retry(RetryRules.never())
                .build();
        cloud.failures.add(error(ErrorKind.THROTTLED).retryAfter(Duration.ofSeconds(30)));
        Plan create = plan(step("s1", new Change.Create(POOL)));
        assertThat(executor.execute(create).status()).isEqualTo(Outcome.Status.FAILED);
        assertThat(time.instant()).isEqualTo(Instant.EPOCH);
        assertThat(executor.execute(create).status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(30));
    }

    @Test
    @DisplayName("A rate is more than zero, and the rules of retries have their ranges")
    void ranges() {
        assertThatThrownBy(() -> RateLimits.perSecond(1, 0, 1)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> RateLimits.perSecond(1, Double.NaN, 1)).isInstanceOf(InvalidValueException.class);
        RetryRules.Builder rules = RetryRules.builder();
        assertThatThrownBy(() -> rules.maxAttempts(0).build()).hasMessageContaining("maxAttempts");
        assertThatThrownBy(() -> RetryRules.builder().firstDelay(Duration.ZERO).build())
                .hasMessageContaining("firstDelay");
        assertThatThrownBy(() ->
                        RetryRules.builder().firstDelay(Duration.ofSeconds(30)).build())
                .hasMessageContaining("longestDelay");
        assertThatThrownBy(() -> RetryRules.builder().factor(1).build()).hasMessageContaining("factor");
        assertThatThrownBy(() -> RetryRules.builder().jitter(1.1).build()).hasMessageContaining("jitter");
        assertThatThrownBy(() -> RetryRules.builder().jitter(-0.1).build()).hasMessageContaining("jitter");
        assertThatThrownBy(() -> RetryRules.builder().deadline(Duration.ZERO).build())
                .hasMessageContaining("deadline");
    }

    @Test
    @DisplayName("An executor has a provider, at least one call at a time, and gates that are looked at in time")
    void settings() {
        StubCloud cloud = new StubCloud();
        assertThatThrownBy(() -> Executor.builder().build()).hasMessageContaining("provider");
        assertThatThrownBy(
                        () -> Executor.builder().provider(cloud).concurrency(0).build())
                .hasMessageContaining("concurrency");
        assertThatThrownBy(() -> Executor.builder()
                        .provider(cloud)
                        .gateDeadline(Duration.ofSeconds(-1))
                        .build())
                .hasMessageContaining("gateDeadline");
        assertThatThrownBy(() -> Executor.builder()
                        .provider(cloud)
                        .gatePollInterval(Duration.ZERO)
                        .build())
                .hasMessageContaining("gatePollInterval");
    }
}
