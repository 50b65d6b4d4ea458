package io.lbkit.reconcile.execute;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.guard.Verdict;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One plan on its way. All of it is touched on the thread of the scheduler only. */
final class Execution {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    private final Executor.Settings settings;
    private final Scheduler scheduler;
    private final Plan plan;
    private final Instant start;
    private final Tokens tokens;
    private final Cancellation stop = Cancellation.create();
    private final String cluster;
    private final Calls calls;
    private final GateWatch gates;
    private final Progress progress;
    private final SortedMap<ResourceId, String> cloudIds;
    private final Set<ResourceId> made = new HashSet<>();

    Execution(Executor.Settings settings, Scheduler scheduler, Plan plan, Collection<Verdict> verdicts) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.plan = plan;
        this.start = scheduler.instant();
        this.tokens = new Tokens(plan, start);
        this.cluster = cluster(plan);
        this.calls = new Calls(settings, scheduler, stop, this::tell, this::advance);
        this.gates = new GateWatch(this);
        this.progress =
                new Progress(plan, verdicts, this::tell, settings.provider().id());
        this.cloudIds = new TreeMap<>(plan.cloudIds());
    }

    /** A plan made by hand may have objects without owners; those are read as a cluster without a name of its own. */
    private static String cluster(Plan plan) {
        return plan.steps().stream()
                .flatMap(step -> step.change().resource().owners().stream())
                .map(Owner::cluster)
                .findFirst()
                .orElse("unowned");
    }

    Outcome toEnd(List<Verdict> withheld) {
        stop.watch(() -> scheduler.post(this::advance));
        Runnable stopping = stop::cancel;
        settings.cancellation().watch(stopping);
        try {
            tell(new ReconcileEvent.Started(settings.provider().id(), progress.carriedOut(), withheld));
            progress.withhold();
            progress.begin().forEach(gates::add);
            scheduler.post(this::advance);
            scheduler.runUntil(() -> progress.isOver() && calls.isIdle(), stop::cancel);
        } finally {
            settings.cancellation().forget(stopping);
        }
        Instant end = scheduler.instant();
        Outcome outcome = Outcome.builder()
                .plan(plan)
                .steps(progress.told())
                .started(start)
                .ended(end)
                .calls(calls.made())
                .build();
        tell(new ReconcileEvent.Finished(settings.provider().id(), Duration.between(start, end), outcome));
        return outcome;
    }

    /** Begins whatever can begin now. */
    void advance() {
        if (isCancelled()) {
            if (calls.isIdle()) {
                progress.cancel();
            }
            return;
        }
        calls.pump();
        while (calls.hasRoom()) {
            List<Work> together = progress.next(calls.isIdle());
            if (together.isEmpty()) {
                return;
            }
            begin(together);
            calls.pump();
        }
    }

    private void begin(List<Work> together) {
        together.forEach(work -> work.state = Work.State.RUNNING);
        List<Work> whole = together.stream().filter(work -> !work.isDivided()).toList();
        if (!whole.isEmpty()) {
            new BatchRun(this, whole).start();
        }
        together.stream().filter(Work::isDivided).forEach(work -> new BatchRun(this, List.of(work)).start());
    }

    // ---- what batches and gates report

    void passed(Work work, Optional<String> cloudId) {
        Change change = work.change();
        cloudId.ifPresent(id -> cloudIds.put(change.id(), id));
        if (change instanceof Change.Create) {
            made.add(change.id());
        } else if (change instanceof Change.Delete delete) {
            delete.resource().cloudId().ifPresent(id -> cloudIds.remove(change.id(), id));
        }
        boolean isLast = work.isLastPart();
        work.passed();
        if (isLast) {
            progress.done(work).forEach(gates::add);
        } else {
            new BatchRun(this, List.of(work)).start();
        }
    }

    void failed(Work work) {
        ErrorKind kind = work.error().map(ProviderException::kind).orElse(ErrorKind.STATE_UNKNOWN);
        LOG.warn(
                "{} {} failed: {}: {}",
                work.step.action().label(),
                work.step.resource(),
                kind.label(),
                work.error().map(ProviderException::detail).orElse(""));
        progress.failed(work);
    }

    /** {@return whether a refused write of a document is tried again in halves} */
    boolean divide(List<Work> refused) {
        return progress.divide(refused);
    }

    void opened(Work work) {
        progress.ready(work);
    }

    void timedOut(Work work, String detail) {
        LOG.warn("{} {} is not carried out: {}", work.step.action().label(), work.step.resource(), detail);
        progress.timedOut(work, detail);
    }

    // ---- what batches and gates need

    Executor.Settings settings() {
        return settings;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Calls calls() {
        return calls;
    }

    boolean isCancelled() {
        return stop.isCancelled();
    }

    Reaction reaction(ErrorKind kind, Change change) {
        return Reaction.to(kind, change, made);
    }

    ObservationScope scope(Collection<Work> works) {
        return new ObservationScope(cluster, services(works));
    }

    private static SortedSet<ServiceKey> services(Collection<Work> works) {
        SortedSet<ServiceKey> services = new TreeSet<>();
        works.forEach(work -> services.addAll(work.step.services()));
        return services;
    }

    <T> Calls.Call<T> call(
            OperationClass operation,
            Collection<Work> works,
            Supplier<T> call,
            Function<T, Optional<ProviderException>> failure,
            Consumer<T> then,
            Consumer<ProviderException> failed) {
        SortedSet<ResourceId> objects = new TreeSet<>();
        Set<BatchId> documents = new HashSet<>();
        for (Work work : works) {
            objects.add(work.step.resource());
            if (BatchId.isAtomic(work.step)) {
                documents.add(work.batch);
            }
        }
        return new Calls.Call<>(operation, services(works), objects, documents, call, failure, then, failed);
    }

    ChangeBatch batch(List<Work> works) {
        return ChangeBatch.builder()
                .key(works.get(0).batch.key())
                .changes(works.stream().map(Work::change).toList())
                .tokens(works.stream()
                        .map(work -> tokens.of(work.step, work.part()))
                        .toList())
                .cloudIds(idsFor(works))
                .build();
    }

    /** The ids of what the changes are about and refer to; a fleet has too many ids to carry all of them along. */
    private SortedMap<ResourceId, String> idsFor(List<Work> works) {
        SortedMap<ResourceId, String> ids = new TreeMap<>();
        works.stream()
                .map(Work::change)
                .flatMap(change -> Stream.concat(Stream.of(change.id()), change.resource().dependsOn().stream()))
                .forEach(id -> Optional.ofNullable(cloudIds.get(id)).ifPresent(cloudId -> ids.put(id, cloudId)));
        return ids;
    }

    /** A listener has no say in what happens. */
    void tell(ReconcileEvent event) {
        try {
            settings.listener().on(event);
        } catch (RuntimeException fault) {
            LOG.warn("a listener threw an exception, which changes nothing: {}", fault.toString(), fault);
        }
    }
}
