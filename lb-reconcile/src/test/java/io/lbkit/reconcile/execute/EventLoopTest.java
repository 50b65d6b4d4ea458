package io.lbkit.reconcile.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The scheduler of real time, with a clock that stands still where order is what counts. */
@Timeout(60)
class EventLoopTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private final EventLoop loop = new EventLoop(clock::get);
    private final List<String> ran = new ArrayList<>();

    @Test
    @DisplayName("Tasks that are due run in the order of their times, then in the order in which they came")
    void order() {
        loop.schedule(NOW, () -> ran.add("now"));
        loop.schedule(NOW.minusSeconds(1), () -> ran.add("late"));
        loop.post(() -> ran.add("posted"));
        loop.schedule(NOW.minusSeconds(2), () -> ran.add("later"));
        loop.runUntil(() -> ran.size() == 4, () -> {});
        assertThat(ran).containsExactly("later", "late", "now", "posted");
    }

    @Test
    @DisplayName("A task of the future does not run before its time; one that another thread posts wakes the loop")
    void woken() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        loop.schedule(NOW.plusSeconds(3600), () -> ran.add("future"));
        loop.post(running::countDown);
        Thread other = new Thread(() -> {
            await(running);
            loop.post(() -> ran.add("posted"));
        });
        other.start();
        loop.runUntil(() -> !ran.isEmpty(), () -> {});
        other.join();
        assertThat(ran).containsExactly("posted");
    }

    @Test
    @DisplayName("While a task runs, another thread can post")
    void postedMeanwhile() {
        List<Boolean> waited = new ArrayList<>();
        loop.post(() -> {
            Thread other = new Thread(() -> loop.post(() -> ran.add("posted")));
            other.setDaemon(true);
            other.start();
            try {
                other.join(10_000);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            waited.add(other.isAlive());
            ran.add("task");
        });
        loop.runUntil(() -> ran.size() == 2 || waited.contains(true), () -> {});
        assertThat(waited).containsExactly(false);
        assertThat(ran).containsExactly("task", "posted");
    }

    @Test
    @DisplayName("Without anything to do the loop waits for a task instead of looking again and again")
    void parks() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<Thread.State> seen = new AtomicReference<>(Thread.State.NEW);
        Thread owner = Thread.currentThread();
        Thread other = new Thread(() -> {
            while (owner.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            seen.set(owner.getState());
            loop.post(() -> ran.add("posted"));
        });
        other.start();
        loop.runUntil(
                () -> {
                    asked.incrementAndGet();
                    return !ran.isEmpty();
                },
                () -> {});
        other.join();
        assertThat(seen).hasValue(Thread.State.WAITING);
        assertThat(asked).hasValue(2);
    }

    @Test
    @DisplayName("The loop waits for the time of the next task")
    void realTime() {
        Scheduler real = Scheduler.system();
        Instant at = real.instant().plusMillis(30);
        AtomicReference<Instant> ranAt = new AtomicReference<>(Instant.EPOCH);
        real.schedule(at, () -> ranAt.set(real.instant()));
        real.runUntil(() -> !ranAt.get().equals(Instant.EPOCH), () -> {});
        assertThat(ranAt.get()).isAfterOrEqualTo(at);
    }

    @Test
    @DisplayName("What a task throws is thrown")
    void thrown() {
        loop.post(() -> {
            throw new AssertionError("death");
        });
        assertThatThrownBy(() -> loop.runUntil(() -> false, () -> {})).hasMessage("death");
    }

    @Test
    @DisplayName("An interrupt is told, the loop goes on, and the thread is interrupted again at the end")
    void interrupted() {
        Thread.currentThread().interrupt();
        loop.post(() -> ran.add("task"));
        loop.runUntil(() -> ran.contains("task"), () -> ran.add("told"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ran).containsExactly("told", "task");
        loop.post(() -> ran.add("again"));
        loop.runUntil(() -> ran.contains("again"), () -> ran.add("told"));
        assertThat(Thread.interrupted()).isFalse();
        assertThat(ran).containsExactly("told", "task", "again");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
