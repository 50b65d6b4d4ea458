package io.lbkit.testkit.conformance;

import io.lbkit.model.resource.Batching;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.List;

/**
 * Makes trouble at one change, counted from 0 over all batches. A batch is cut before that change unless it is atomic, as if
 * the process had made one call for each change.
 */
final class Trouble extends Passing {
    private final Kind kind;
    private final int at;
    private int changes;
    private boolean over;

    /** What happens. */
    enum Kind {
        /** The process dies before the change. */
        DEATH,
        /** The change does not reach the cloud. */
        LOST_CALL,
        /** The change has its effect and its answer is lost. */
        LOST_ANSWER
    }

    /** The process dies. An {@link Error}, so that nobody takes it for a failed call. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    Trouble(LoadBalancerProvider next, Kind kind, int at) {
        super(next);
        this.kind = kind;
        this.at = at;
    }

    /** {@return whether the change was reached} */
    boolean happened() {
        return over;
    }

    @Override
    public BatchResult apply(ChangeBatch batch) {
        int first = changes;
        changes += batch.changes().size();
        if (over || at >= changes) {
            return super.apply(batch);
        }
        over = true;
        boolean atomic = batch.changes().get(0).resource().kind().batching() == Batching.ATOMIC;
        int effective = kind == Kind.LOST_ANSWER ? at - first + 1 : at - first;
        int cut =
                !atomic ? effective : kind == Kind.LOST_ANSWER ? batch.changes().size() : 0;
        if (cut > 0) {
            super.apply(cut(batch, batch.changes().subList(0, cut)));
        }
        if (kind == Kind.DEATH) {
            throw new Death();
        }
        // Whoever gets no answer does not know how far the batch came.
        throw new ProviderException(
                kind == Kind.LOST_CALL && cut == 0 ? ErrorKind.TRANSIENT : ErrorKind.STATE_UNKNOWN,
                "the kit lost " + (kind == Kind.LOST_CALL ? "a call" : "an answer"));
    }

    private static ChangeBatch cut(ChangeBatch batch, List<Change> changes) {
        return ChangeBatch.builder()
                .from(batch)
                .changes(changes)
                .tokens(List.of())
                .build();
    }
}
