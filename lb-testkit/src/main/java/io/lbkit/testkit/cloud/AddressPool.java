package io.lbkit.testkit.cloud;

import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Gives the lowest free address of a range, from the one after the first on. Not thread-safe. */
final class AddressPool {
    private final Cidr range;
    private final Set<IpAddress> taken = new HashSet<>();
    private final TreeSet<IpAddress> returned = new TreeSet<>();
    private long next = 1;

    AddressPool(Cidr range) {
        this.range = range;
    }

    IpAddress allocate() {
        while (!returned.isEmpty()) {
            IpAddress lowest = returned.first();
            returned.remove(lowest);
            if (taken.add(lowest)) {
                return lowest;
            }
        }
        IpAddress address = range.address().plus(next);
        while (range.contains(address) && !taken.add(address)) {
            next++;
            address = range.address().plus(next);
        }
        if (!range.contains(address)) {
            throw new ProviderException(ErrorKind.QUOTA, "no address of " + range + " is free");
        }
        next++;
        return address;
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
