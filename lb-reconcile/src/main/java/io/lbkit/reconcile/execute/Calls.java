package io.lbkit.reconcile.execute;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of one execution: no more at once than allowed, no two at once that share a Service, an object or a document, no
 * faster than the rates allow, none after a cancellation or an error. Used on the scheduler's thread only; the calls themselves may run elsewhere.
 */
final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private final LoadBalancerProvider provider;
    private final Scheduler scheduler;
    private final RateLimits rates;
    private final Cancellation cancellation;
    private final java.util.concurrent.Executor workers;
    private final int concurrency;
    private final Consumer<ReconcileEvent> events;
    private final Runnable afterwards;
    private final List<Call<?>> queue = new ArrayList<>();
    private final List<Call<?>> underWay = new ArrayList<>();
    private Optional<Instant> wakeUp = Optional.empty();
    private Optional<Error> death = Optional.empty();
    private int made;

    /**
     * A call.
     *
     * @param operation its class
     * @param services the Services that it is for
     * @param objects the objects that it is about
     * @param documents the documents that it is about, which are written as a whole
     * @param work the call itself
     * @param failure the failure that an answer contains
     * @param then what to do with the answer
     * @param failed what to do if the call fails as a whole
     */
    record Call<T>(
            OperationClass operation,
            Set<ServiceKey> services,
            Set<ResourceId> objects,
            Set<BatchId> documents,
            Supplier<T> work,
            Function<T, Optional<ProviderException>> failure,
            Consumer<T> then,
            Consumer<ProviderException> failed) {

        private boolean clashesWith(Call<?> other) {
            return !Collections.disjoint(services, other.services)
                    || !Collections.disjoint(objects, other.objects)
                    || !Collections.disjoint(documents, other.documents);
        }
    }

    Calls(
            Executor.Settings settings,
            Scheduler scheduler,
            Cancellation cancellation,
            Consumer<ReconcileEvent> events,
            Runnable afterwards) {
        this.provider = settings.provider();
        this.scheduler = scheduler;
        this.rates = settings.rates();
        this.cancellation = cancellation;
        this.workers = settings.workers();
        this.concurrency = settings.concurrency();
        this.events = events;
        this.afterwards = afterwards;
    }

    int made() {
        return made;
    }

    boolean isIdle() {
        return underWay.isEmpty();
    }

    /** {@return whether another call could begin at once, as far as only number counts} */
    boolean hasRoom() {
        return queue.isEmpty() && underWay.size() < concurrency;
    }

    /** Remembers a call; it begins with the next {@link #pump}. */
    void submit(Call<?> call) {
        queue.add(call);
    }

    /** Begins the calls that may begin. */
    void pump() {
        Iterator<Call<?>> waiting = List.copyOf(queue).iterator();
        while (waiting.hasNext() && underWay.size() < concurrency && !cancellation.isCancelled() && death.isEmpty()) {
            Call<?> call = waiting.next();
            if (underWay.stream().noneMatch(call::clashesWith) && isAllowedNow(call)) {
                queue.remove(call);
                begin(call);
            }
        }
    }

    private boolean isAllowedNow(Call<?> call) {
        Instant now = scheduler.instant();
        Duration wait = rates.take(provider.id(), call.operation(), now);
        if (!wait.isZero()) {
            wakeUpAt(now.plus(wait));
        }
        return wait.isZero();
    }

    private void wakeUpAt(Instant at) {
        if (wakeUp.isEmpty() || at.isBefore(wakeUp.get())) {
            wakeUp = Optional.of(at);
            scheduler.schedule(at, () -> {
                wakeUp = Optional.empty();
                afterwards.run();
            });
        }
    }

    private <T> void begin(Call<T> call) {
        underWay.add(call);
        made++;
        Instant begin = scheduler.instant();
        workers.execute(() -> work(call, begin));
    }

    /** Runs on any thread. An error is not an answer: it ends the execution once no call is under way any more. */
    private <T> void work(Call<T> call, Instant begin) {
        try {
            T answer = call.work().get();
            scheduler.post(() -> end(
                    call, begin, call.failure().apply(answer), () -> call.then().accept(answer)));
        } catch (ProviderException error) {
            scheduler.post(() ->
                    end(call, begin, Optional.of(error), () -> call.failed().accept(error)));
        } catch (RuntimeException fault) {
            ProviderException error = unknown(fault);
            LOG.error("{}", error.detail(), fault);
            scheduler.post(() ->
                    end(call, begin, Optional.of(error), () -> call.failed().accept(error)));
        } catch (Error fatal) {
            scheduler.post(() -> die(call, fatal));
        }
    }

    private void die(Call<?> call, Error fatal) {
        underWay.remove(call);
        death = Optional.of(death.orElse(fatal));
        endIfDead();
    }

    private void endIfDead() {
        if (death.isPresent() && underWay.isEmpty()) {
            throw death.get();
        }
    }

    private ProviderException unknown(RuntimeException fault) {
        return new ProviderException(
                ErrorKind.STATE_UNKNOWN,
                "provider " + provider.id() + " threw " + fault + "; report it to its authors",
                fault);
    }

    private void end(Call<?> call, Instant begin, Optional<ProviderException> failure, Runnable consequence) {
        underWay.remove(call);
        Instant now = scheduler.instant();
        if (failure.isEmpty()) {
            rates.succeeded(provider.id(), call.operation(), now);
        } else if (failure.get().kind() == ErrorKind.THROTTLED) {
            rates.throttled(provider.id(), call.operation(), now, failure.get().retryAfter());
        }
        events.accept(new ReconcileEvent.Called(
                provider.id(),
                call.operation(),
                List.copyOf(call.objects()),
                Duration.between(begin, now),
                failure.map(ProviderException::kind)));
        consequence.run();
        endIfDead();
        afterwards.run();
    }

    /** {@return the failure that counts among several: one that asks to go slower, or the first} */
    static Optional<ProviderException> worst(Collection<ProviderException> failures) {
        return failures.stream()
                .filter(error -> error.kind() == ErrorKind.THROTTLED)
                .findFirst()
                .or(() -> failures.stream().findFirst());
    }
}
