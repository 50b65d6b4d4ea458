package io.lbkit.testkit.cloud;

import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.ErrorKind;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that was made.
 *
 * @param number counts calls, from 1
 * @param at the virtual time
 * @param operation what was asked for
 * @param resource the object; absent where the cloud was observed
 * @param detail the attributes or members that it was about, or the cluster that was observed
 * @param failure how it failed, if the caller was told so
 */
public record Call(
        long number,
        Instant at,
        Operation operation,
        Optional<ResourceId> resource,
        String detail,
        Optional<ErrorKind> failure) {
    /** {@return one line, for example {@code create simulated#listener/shop-web-public-tcp-80-ipv4-0a1b2c3d}} */
    @Override
    public String toString() {
        return operation.label()
                + resource.map(id -> " " + id).orElse("")
                + (detail.isEmpty() ? "" : " " + detail)
                + failure.map(kind -> " -> " + kind.label()).orElse("");
    }
}
