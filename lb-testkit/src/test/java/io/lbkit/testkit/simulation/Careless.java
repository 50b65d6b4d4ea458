package io.lbkit.testkit.simulation;

import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.ProviderException;

/** A provider that takes a lost answer for a call that had no effect. */
final class Careless extends Forwarding {
    Careless(LoadBalancerProvider other) {
        super(other);
    }

    @Override
    public BatchResult apply(ChangeBatch batch) {
        try {
            return new BatchResult(super.apply(batch).results().stream()
                    .map(Careless::careless)
                    .toList());
        } catch (ProviderException e) {
            throw careless(e);
        }
    }

    private static ChangeResult careless(ChangeResult result) {
        return result instanceof ChangeResult.Failed failed ? ChangeResult.failed(careless(failed.error())) : result;
    }

    private static ProviderException careless(ProviderException error) {
        return error.kind() == ErrorKind.STATE_UNKNOWN
                ? new ProviderException(ErrorKind.TRANSIENT, error.detail())
                : error;
    }
}
