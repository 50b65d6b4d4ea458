package io.lbkit.reconcile.spi;

import java.util.Optional;

/** What became of one change of a batch. */
public sealed interface ChangeResult {
    /**
     * It is done.
     *
     * @param cloudId the cloud's id of the object, if it is new
     */
    record Done(Optional<String> cloudId) implements ChangeResult {}

    /**
     * It failed.
     *
     * @param error why, and what may be done next
     */
    record Failed(ProviderException error) implements ChangeResult {}

    /** {@return that it is done} */
    static ChangeResult done() {
        return new Done(Optional.empty());
    }

    /**
     * {@return that an object was made}
     *
     * @param cloudId the cloud's id of the object
     */
    static ChangeResult made(String cloudId) {
        return new Done(Optional.of(cloudId));
    }

    /**
     * {@return that it failed}
     *
     * @param error why
     */
    static ChangeResult failed(ProviderException error) {
        return new Failed(error);
    }
}
