package io.lbkit.reconcile.execute;

import static io.lbkit.reconcile.execute.StubCloud.POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.execute.StepOutcome.Status;
import io.lbkit.reconcile.fixture.AzureLike;
import io.lbkit.reconcile.fixture.ScriptedProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.VirtualTime;
import io.lbkit.reconcile.plan.Action;
import io.lbkit.reconcile.plan.Cause;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several calls at once, on real threads: bounded, and never two for one Service, object or document. */
@Timeout(60)
class ConcurrencyTest {
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Set<String> clashes = ConcurrentHashMap.newKeySet();
    private final List<ReconcileEvent> events = new ArrayList<>();

    /** One at a time for each name; notes when that is violated. */
    private BatchResult alone(ChangeBatch batch, Set<String> names, Runnable meanwhile) {
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        names.stream().filter(name -> !busy.add(name)).forEach(clashes::add);
        meanwhile.run();
        busy.removeAll(names);
        underWay.decrementAndGet();
        return ScriptedProvider.allDone(batch);
    }

    private Outcome execute(int concurrency, Plan plan, Function<ChangeBatch, BatchResult> script) {
        return Executor.builder()
                .provider(new ScriptedProvider(script))
                .concurrency(concurrency)
                .listener(events::add)
                .build()
                .execute(plan);
    }

    private static Step step(int number, String service, Change change) {
        return Step.builder()
                .id("s" + number)
                .action(Action.ADD_MEMBERS)
                .change(change)
                .cause(Cause.NEW)
                .impact(Impact.NONE)
                .addService(Shop.key(service))
                .build();
    }

    /** Members in many calls for each pool. */
    private static Step members(int number, String service) {
        String[] ids = new String[30];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = "node-" + (100 + i);
        }
        Resource pool = Resource.builder().from(POOL).name("pool-" + number).build();
        return step(number, service, new Change.AddMembers(pool, Shop.members(ids)));
    }

    private static Plan plan(List<Step> steps) {
        Plan.Builder plan = Plan.builder();
        steps.forEach(plan::addStep);
        return plan.build();
    }

    private static Runnable meeting(CyclicBarrier barrier) {
        return () -> {
            try {
                barrier.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException missing) {
                throw new IllegalStateException(missing);
            }
        };
    }

    @Test
    @DisplayName("As many calls as allowed are under way at once, for different Services, and no more")
    void bounded() {
        CyclicBarrier threeTogether = new CyclicBarrier(3);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            steps.add(members(i, "service-" + i));
        }
        Outcome outcome = execute(3, plan(steps), batch -> alone(batch, Set.of(), meeting(threeTogether)));
        assertThat(outcome.status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(outcome.calls()).isEqualTo(60);
        assertThat(most).hasValue(3);
        assertThat(events).filteredOn(ReconcileEvent.Called.class::isInstance).hasSize(60);
        assertThat(events).filteredOn(ReconcileEvent.Ended.class::isInstance).hasSize(6);
        assertThat(events.get(events.size() - 1)).isInstanceOf(ReconcileEvent.Finished.class);
    }

    @Test
    @DisplayName("Two calls under way never share a Service")
    void disjointServices() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            steps.add(members(i, "service-" + i % 2));
        }
        Outcome outcome = execute(
                4,
                plan(steps),
                batch -> alone(
                        batch,
                        Set.of("service-"
                                + Integer.parseInt(batch.changes()
                                                .get(0)
                                                .resource()
                                                .name()
                                                .substring("pool-".length()))
                                        % 2),
                        Thread::yield));
        assertThat(outcome.status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(outcome.calls()).isEqualTo(120);
        assertThat(clashes).isEmpty();
        assertThat(most.get()).isLessThanOrEqualTo(2);
    }

    @Test
    @DisplayName("A document that is written again waits for another write of it that is under way")
    void oneDocument() {
        VirtualTime time = new VirtualTime();
        Deque<Runnable> atWorkers = new ArrayDeque<>();
        List<Integer> waiting = new ArrayList<>();
        for (long second : new long[] {1, 2, 5, 6}) {
            time.schedule(Instant.EPOCH.plusSeconds(second), () -> {
                waiting.add(atWorkers.size());
                atWorkers.pop().run();
            });
        }
        Deque<BatchResult> answers = new ArrayDeque<>();
        ProviderException later =
                new ProviderException(ErrorKind.TRANSIENT, "later").retryAfter(Duration.ofMillis(2500));
        answers.add(new BatchResult(List.of(ChangeResult.done(), ChangeResult.failed(later))));
        Outcome outcome = Executor.builder()
                .provider(new ScriptedProvider(
                        batch -> answers.isEmpty() ? ScriptedProvider.allDone(batch) : answers.pop()))
                .concurrency(2)
                .retry(RetryRules.builder().jitter(0).build())
                .scheduler(() -> time)
                .workers(atWorkers::add)
                .build()
                .execute(plan(List.of(
                        probe(1, "a"),
                        probe(2, "b"),
                        after("s1", step(3, "a", new Change.AddMembers(POOL, Shop.members("x")))),
                        after("s3", probe(4, "a")))));
        assertThat(outcome.status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(waiting).containsExactly(1, 1, 1, 1);
        assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(6));
    }

    private static Step probe(int number, String service) {
        return step(
                number,
                service,
                new Change.Create(Shop.resource(AzureLike.PROBES, "probe-" + number)
                        .addOwner(Shop.owner(service))
                        .set(AzureLike.PORT, 80L)
                        .build()));
    }

    private static Step after(String before, Step step) {
        return Step.builder().from(step).addAfter(before).build();
    }

    @Test
    @DisplayName("An error of a call is thrown once the others have ended, and nothing new begins")
    void errorOnWorker() {
        VirtualTime time = new VirtualTime();
        Deque<Runnable> atWorkers = new ArrayDeque<>();
        for (long second : new long[] {1, 2}) {
            time.schedule(
                    Instant.EPOCH.plusSeconds(second), () -> atWorkers.pop().run());
        }
        List<String> begun = new ArrayList<>();
        List<String> finished = new ArrayList<>();
        ScriptedProvider provider = new ScriptedProvider(batch -> {
            String pool = batch.changes().get(0).resource().name();
            begun.add(pool);
            if (pool.equals("pool-0")) {
                throw new AssertionError("death");
            }
            finished.add(pool);
            return ScriptedProvider.allDone(batch);
        });
        Executor executor = Executor.builder()
                .provider(provider)
                .concurrency(2)
                .scheduler(() -> time)
                .workers(atWorkers::add)
                .build();
        assertThatThrownBy(() -> executor.execute(plan(List.of(members(0, "a"), members(1, "b"), members(2, "c")))))
                .isInstanceOf(AssertionError.class)
                .hasMessage("death");
        assertThat(begun).containsExactly("pool-0", "pool-1");
        assertThat(finished).containsExactly("pool-1");
    }

    @Test
    @DisplayName("Interrupting the calling thread acts like a cancellation, and the thread stays interrupted")
    void interrupted() {
        Thread caller = Thread.currentThread();
        AtomicInteger calls = new AtomicInteger();
        Outcome outcome = execute(2, plan(List.of(members(0, "a"), members(1, "b"))), batch -> {
            calls.incrementAndGet();
            caller.interrupt();
            return ScriptedProvider.allDone(batch);
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.status()).isEqualTo(Outcome.Status.CANCELLED);
        assertThat(outcome.steps()).extracting(StepOutcome::status).containsOnly(Status.CANCELLED);
        assertThat(calls.get()).isLessThan(20);
        assertThat(new TreeSet<>(outcome.incomplete())).hasSize(2);
    }
}
