package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import java.util.List;

/**
 * A range of addresses in a NetworkPolicy, without some parts of it.
 *
 * @param cidr the range
 * @param except parts of the range that are left out
 */
public record IpBlock(Cidr cidr, List<Cidr> except) {
    /**
     * Checks that the exceptions lie in the range.
     *
     * @param cidr the range
     * @param except parts of the range that are left out
     */
    public IpBlock {
        except = List.copyOf(except);
        for (Cidr hole : except) {
            if (!cidr.contains(hole) || hole.equals(cidr)) {
                throw InvalidValueException.of("ipBlock.except", hole, "an exception is a part of " + cidr);
            }
        }
    }

    /**
     * {@return whether an address is admitted}
     *
     * @param address the address
     */
    public boolean contains(IpAddress address) {
        return cidr.contains(address) && except.stream().noneMatch(hole -> hole.contains(address));
    }
}
