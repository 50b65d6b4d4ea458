package io.lbkit.reconcile.guard;

import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.spi.Change;

/** What an object is after an update: as it was observed, with the values that are wanted. */
final class Overlay {
    private Overlay() {}

    static Resource of(Change.Update update) {
        return Resource.builder()
                .from(update.before())
                .putAllSpec(update.resource().spec())
                .build();
    }
}
