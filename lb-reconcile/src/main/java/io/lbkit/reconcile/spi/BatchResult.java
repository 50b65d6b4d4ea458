package io.lbkit.reconcile.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What became of a batch.
 *
 * @param results one result for each change, in the order of the batch
 */
public record BatchResult(List<ChangeResult> results) {
    /**
     * Copies the list.
     *
     * @param results one result for each change, in the order of the batch
     */
    public BatchResult {
        results = List.copyOf(results);
    }

    /**
     * {@return that every change of a batch failed for one reason}
     *
     * @param batch the batch
     * @param error the reason
     */
    public static BatchResult allFailed(ChangeBatch batch, ProviderException error) {
        return new BatchResult(Collections.nCopies(batch.changes().size(), ChangeResult.failed(error)));
    }

    /**
     * Carries out each change of a batch on its own: one that fails fails alone.
     *
     * @param batch the changes
     * @param step carries out one change; a {@link ProviderException} that it throws is the failure of that change
     * @return the results
     */
    public static BatchResult each(ChangeBatch batch, Function<Change, ChangeResult> step) {
        List<ChangeResult> results = new ArrayList<>();
        batch.changes().forEach(change -> results.add(result(change, step)));
        return new BatchResult(results);
    }

    private static ChangeResult result(Change change, Function<Change, ChangeResult> step) {
        try {
            return step.apply(change);
        } catch (ProviderException e) {
            return ChangeResult.failed(e.resource().isPresent() ? e : e.about(change.id()));
        }
    }

    /**
     * Carries out what is left to do for the changes that are done so far.
     *
     * @param batch the changes that the results are about
     * @param step what is left to do for one change; a {@link ProviderException} that it throws is the failure of that change
     * @return the results of both
     */
    public BatchResult andThen(ChangeBatch batch, Consumer<Change> step) {
        List<ChangeResult> both = new ArrayList<>(results);
        for (int i = 0; i < both.size(); i++) {
            ChangeResult first = both.get(i);
            if (first instanceof ChangeResult.Done) {
                both.set(i, result(batch.changes().get(i), change -> {
                    step.accept(change);
                    return first;
                }));
            }
        }
        return new BatchResult(both);
    }
}
