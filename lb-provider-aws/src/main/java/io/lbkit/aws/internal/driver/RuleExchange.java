package io.lbkit.aws.internal.driver;

import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;

/** The order in which the rules of a security group become others. */
final class RuleExchange {
    private RuleExchange() {}

    /**
     * Admits first, so that nobody is shut out in between. A group that is full has no room for that: then those who are not wanted
     * leave first.
     *
     * @param admit authorizes what is missing; may be done twice
     * @param shutOut revokes what is not wanted
     * @throws ProviderException if a call fails, or if there is no room even so
     */
    static void of(Runnable admit, Runnable shutOut) {
        try {
            admit.run();
        } catch (ProviderException e) {
            if (e.kind() != ErrorKind.QUOTA) {
                throw e;
            }
            shutOut.run();
            admit.run();
            return;
        }
        shutOut.run();
    }
}
