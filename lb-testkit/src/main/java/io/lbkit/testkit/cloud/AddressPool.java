package io.lbkit.testkit.cloud;

import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Gives addresses of a range, from the one after the first on. Not thread-safe. */
final class AddressPool {
    private final Cidr range;
    private final Set<IpAddress> taken = new HashSet<>();
    private final TreeSet<IpAddress> returned = new TreeSet<>();
    private long next = 1;

    AddressPool(Cidr range) {
        this.range = range;
    }

    /** {@return the lowest free address} */
    IpAddress allocate() {
        return returned()
                .orElseGet(() -> unused().orElseThrow(
                                () -> new ProviderException(ErrorKind.QUOTA, "no address of " + range + " is free")));
    }

    /** {@return an address that nobody had before, as long as there is one} */
    IpAddress allocateUnused() {
        return unused().orElseGet(this::allocate);
    }

    private Optional<IpAddress> returned() {
        while (!returned.isEmpty()) {
            IpAddress lowest = returned.first();
            returned.remove(lowest);
            if (taken.add(lowest)) {
                return Optional.of(lowest);
            }
        }
        return Optional.empty();
    }

    private Optional<IpAddress> unused() {
        IpAddress address = range.address().plus(next);
        while (range.contains(address) && !taken.add(address)) {
            next++;
            address = range.address().plus(next);
        }
        if (!range.contains(address)) {
            return Optional.empty();
        }
        next++;
        return Optional.of(address);
    }

    boolean isFree(IpAddress address) {
        return range.contains(address) && !taken.contains(address);
    }

    boolean contains(IpAddress address) {
        return range.contains(address);
    }

    void take(IpAddress address) {
        taken.add(address);
    }

    void release(IpAddress address) {
        boolean passed = address.compareTo(range.address().plus(next)) < 0;
        if (taken.remove(address) && passed && range.contains(address)) {
            returned.add(address);
        }
    }
}
