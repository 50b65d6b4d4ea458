package io.lbkit.reconcile.execute;

import dev.failsafe.AsyncExecution;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attempts at one batch. Each sends the changes that are not done yet; one whose effect may have happened is sent again
 * only after it was read that it has not. Failsafe decides when there is another attempt and when there is none.
 */
final class BatchRun {
    private final Execution execution;
    private final RetryRules rules;
    private final Instant deadline;
    private final List<Work> open;
    private @Nullable AsyncExecution<Void> attempt;

    BatchRun(Execution execution, List<Work> works) {
        this.execution = execution;
        this.rules = execution.settings().retry();
        this.deadline = execution.scheduler().instant().plus(rules.deadline());
        this.open = new ArrayList<>(works);
    }

    void start() {
        RetryTimer timer = new RetryTimer(
                execution.scheduler(), execution.settings(), deadline, this::asked, this::pausing, execution::advance);
        RetryPolicy<Void> policy = RetryPolicy.<Void>builder()
                .withMaxAttempts(rules.maxAttempts())
                .withBackoff(rules.firstDelay(), rules.longestDelay(), rules.factor())
                .abortIf((result, error) -> isTooLate(asked()))
                .build();
        var unused = Failsafe.with(policy)
                .with(timer)
                .runAsyncExecution(this::begin)
                .whenComplete((nothing, error) -> giveUp());
    }

    /** The clock of Failsafe is that of the machine, so the deadline is ours. */
    private boolean isTooLate(Duration pause) {
        return execution.isCancelled()
                || !execution.scheduler().instant().plus(pause).isBefore(deadline);
    }

    private Duration asked() {
        return open.stream()
                .flatMap(work -> work.error().stream())
                .flatMap(error -> error.retryAfter().stream())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private void pausing(Duration pause) {
        for (Work work : open) {
            ErrorKind error = work.error().map(ProviderException::kind).orElse(ErrorKind.TRANSIENT);
            execution.tell(new ReconcileEvent.Retrying(
                    execution.settings().provider().id(), work.step, work.attempts(), error, pause));
        }
    }

    private void begin(AsyncExecution<Void> next) {
        attempt = next;
        open.removeIf(work -> work.state == Work.State.ENDED);
        if (isTooLate(Duration.ZERO)) {
            settle();
        } else if (isAnyUnread()) {
            readBack(this::send);
        } else {
            send();
        }
    }

    private boolean isAnyUnread() {
        return open.stream().anyMatch(Work::isUnread);
    }

    private void send() {
        List<Work> sent = open.stream().filter(work -> !work.isUnread()).toList();
        boolean isWhole = sent.size() == open.size() || !BatchId.isAtomic(open.get(0).step);
        if (sent.isEmpty() || !isWhole) {
            settle();
            return;
        }
        List<Change> changes = sent.stream().map(Work::change).toList();
        ChangeBatch batch = execution.batch(sent);
        execution
                .calls()
                .submit(execution.call(
                        operation(changes),
                        sent,
                        () -> checked(batch, execution.settings().provider().apply(batch)),
                        BatchRun::failure,
                        result -> answered(sent, result),
                        error -> answered(sent, BatchResult.allFailed(batch, error))));
    }

    private static OperationClass operation(List<Change> changes) {
        boolean members = changes.stream().allMatch(Change::isAboutMembers);
        return members ? OperationClass.MEMBERS : OperationClass.WRITE;
    }

    private BatchResult checked(ChangeBatch batch, BatchResult result) {
        if (result.results().size() == batch.changes().size()) {
            return result;
        }
        String detail = "provider " + execution.settings().provider().id() + " answered "
                + batch.changes().size() + " changes with " + result.results().size()
                + " results; report it to its authors";
        return BatchResult.allFailed(batch, new ProviderException(ErrorKind.STATE_UNKNOWN, detail));
    }

    private static Optional<ProviderException> failure(BatchResult result) {
        return Calls.worst(result.results().stream()
                .filter(ChangeResult.Failed.class::isInstance)
                .map(failed -> ((ChangeResult.Failed) failed).error())
                .toList());
    }

    private void answered(List<Work> sent, BatchResult result) {
        sent.forEach(Work::attempted);
        if (BatchId.isAtomic(sent.get(0).step) && Refusals.isOfContent(result) && execution.divide(sent)) {
            open.clear();
            settle();
            return;
        }
        for (int i = 0; i < sent.size(); i++) {
            Work work = sent.get(i);
            ChangeResult of = result.results().get(i);
            if (of instanceof ChangeResult.Done done) {
                pass(work, done.cloudId());
            } else if (of instanceof ChangeResult.Failed failed) {
                fail(work, failed.error());
            }
        }
        if (isAnyUnread()) {
            readBack(this::settle);
        } else {
            settle();
        }
    }

    private void fail(Work work, ProviderException error) {
        Reaction reaction = execution.reaction(error.kind(), work.change());
        work.failed(error, reaction == Reaction.READ_BACK);
        if (reaction == Reaction.FINAL) {
            end(work);
        }
    }

    private void pass(Work work, Optional<String> cloudId) {
        open.remove(work);
        execution.passed(work, cloudId);
    }

    private void end(Work work) {
        open.remove(work);
        execution.failed(work);
    }

    private void readBack(Runnable then) {
        List<Work> asked = open.stream().filter(Work::isUnread).toList();
        execution
                .calls()
                .submit(execution.call(
                        OperationClass.READ,
                        asked,
                        () -> execution.settings().provider().observe(execution.scope(asked)),
                        seen -> Optional.empty(),
                        seen -> {
                            asked.forEach(work -> judge(work, seen));
                            then.run();
                        },
                        error -> settle()));
    }

    private void judge(Work work, Observation seen) {
        ReadBack found = ReadBack.of(work.change(), seen);
        ErrorKind kind = work.error().map(ProviderException::kind).orElse(ErrorKind.STATE_UNKNOWN);
        switch (found.effect()) {
            case THERE ->
                pass(
                        work,
                        work.change() instanceof Change.Create
                                ? found.current().flatMap(current -> current.cloudId())
                                : Optional.empty());
            case MISSING -> {
                work.repeatable(found.current());
                if (kind == ErrorKind.ALREADY_EXISTS) {
                    end(work);
                }
            }
            case LOST -> {
                work.lost(found.loss(work.change()));
                end(work);
            }
            case UNREAD -> {
                // What could not be read stays to be read.
            }
        }
    }

    /** Either all is over, or Failsafe decides whether there is another attempt. */
    private void settle() {
        AsyncExecution<Void> current = attempt;
        if (current != null && open.isEmpty()) {
            current.complete();
        } else if (current != null) {
            current.recordException(new ProviderException(ErrorKind.TRANSIENT, "not all is done"));
        }
    }

    private void giveUp() {
        // A cancelled one is ended by the execution, which knows that nothing is under way any more.
        if (!execution.isCancelled()) {
            List.copyOf(open).forEach(this::end);
        }
    }
}
