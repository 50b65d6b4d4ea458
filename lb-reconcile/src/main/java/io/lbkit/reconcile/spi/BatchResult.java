package io.lbkit.reconcile.spi;

import java.util.Collections;
import java.util.List;

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
}
