package io.lbkit.reconcile.execute;

import io.lbkit.model.resource.Batching;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.plan.Step;

/** What steps have in common that go in one call. Kinds that are parts of one document go together, so only their key counts. */
record BatchId(String kind, String key) {
    static BatchId of(Step step) {
        ResourceKind kind = step.change().resource().kind();
        String key = kind.batchKey().apply(step.change().resource());
        return new BatchId(isAtomic(step) ? "" : kind.name(), key);
    }

    static boolean isAtomic(Step step) {
        return step.change().resource().kind().batching() == Batching.ATOMIC;
    }
}
