package io.lbkit.reconcile.execute;

/**
 * Is told what the engine does. Called on the threads of the engine, one event after the other for one execution: it returns
 * quickly and throws nothing; what it throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface ReconcileListener {
    /**
     * Something happened.
     *
     * @param event what happened; later versions may bring new types, which a listener ignores
     */
    void on(ReconcileEvent event);

    /** {@return a listener that ignores everything} */
    static ReconcileListener none() {
        return event -> {};
    }

    /**
     * {@return this listener and then another one}
     *
     * @param next the other one
     */
    default ReconcileListener and(ReconcileListener next) {
        return event -> {
            on(event);
            next.on(event);
        };
    }
}
