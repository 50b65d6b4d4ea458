package io.lbkit.reconcile.execute;

import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.List;
import java.util.Optional;

/** One step under way: which of its parts is next, and what happened to it so far. Used on the scheduler's thread only. */
final class Work {
    final Step step;
    final int place;
    final BatchId batch;
    /** Which write of its document it goes with; 0 unless a write was refused. */
    int portion;

    State state = State.WAITING;
    int missing;
    private final List<Change> parts;
    private int part;
    private int moved;
    private int attempts;
    private Optional<Change> renewed = Optional.empty();
    private Optional<ProviderException> error = Optional.empty();
    private boolean unread;
    private int retries;
    private String loss = "";

    /** Where a step is on its way. */
    enum State {
        /** Steps before it are not done. */
        WAITING,
        /** Its gates are not open. */
        GATED,
        /** It may be carried out. */
        READY,
        /** It is being carried out, or waits to be tried again. */
        RUNNING,
        /** It is over. */
        ENDED
    }

    Work(Step step, int place) {
        this.step = step;
        this.place = place;
        this.batch = BatchId.of(step);
        this.missing = step.after().size();
        this.parts = Parts.of(step);
    }

    boolean isDivided() {
        return parts.size() > 1;
    }

    boolean isLastPart() {
        return part == parts.size() - 1;
    }

    int part() {
        return part;
    }

    Change change() {
        return renewed.orElse(parts.get(part));
    }

    void attempted() {
        attempts++;
        if (error.isPresent()) {
            retries++;
        }
    }

    /** The current part is done. */
    void passed() {
        moved += Parts.size(change());
        renewed = Optional.empty();
        error = Optional.empty();
        unread = false;
        if (!isLastPart()) {
            part++;
        }
    }

    void failed(ProviderException failure, boolean mustRead) {
        error = Optional.of(failure);
        unread = mustRead;
    }

    /** It was read that the last attempt had no effect; the object may have another revision now. */
    void repeatable(Optional<Resource> current) {
        unread = false;
        if (current.isPresent() && change() instanceof Change.Update update) {
            renewed = Optional.of(new Change.Update(current.get(), update.resource(), update.attributes()));
        }
    }

    /** It was read that it must not be sent again. */
    void lost(String why) {
        unread = false;
        loss = "; " + why;
    }

    /** {@return whether the last attempt may have had an effect that nobody has looked for yet} */
    boolean isUnread() {
        return unread;
    }

    Optional<ProviderException> error() {
        return error;
    }

    int attempts() {
        return attempts;
    }

    /** {@return what became of it so far, for somebody who knows how it ends} */
    StepOutcome.Builder told() {
        StepOutcome.Builder outcome = StepOutcome.builder()
                .step(step)
                .membersMoved(moved)
                .attempts(attempts)
                .retries(retries);
        error.ifPresent(failure -> outcome.error(failure.kind()).detail(words(failure)));
        return outcome;
    }

    private String words(ProviderException failure) {
        String hint = failure.hint().map(text -> " (" + text + ")").orElse("");
        String doubt = unread && failure.kind() != ErrorKind.ALREADY_EXISTS
                ? "; whether it had an effect could not be read"
                : "";
        return failure.detail() + hint + doubt + loss;
    }
}
