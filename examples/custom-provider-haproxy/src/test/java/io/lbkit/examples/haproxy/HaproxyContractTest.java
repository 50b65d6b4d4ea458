package io.lbkit.examples.haproxy;

import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.testkit.conformance.LoadBalancerProviderContract;
import io.lbkit.testkit.conformance.ProviderHarness;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** The contract of a provider, kept by a real HAProxy: each test has one of its own. */
@Tag("wire")
@Timeout(180)
class HaproxyContractTest extends LoadBalancerProviderContract {
    @Override
    protected ProviderHarness open() {
        return new HaproxyHarness(Haproxy.start());
    }

    @Override
    protected boolean canEditBehind() {
        return true;
    }

    @Override
    protected Set<ErrorKind> canProvoke() {
        return Set.of(ErrorKind.INVALID);
    }

    @Override
    protected boolean hasAddressPerService() {
        return false;
    }

    /** Each of them is checked by HAProxy. */
    @Override
    protected int mostNodes() {
        return 20;
    }
}
