package io.lbkit.model.lb;

import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which clients may connect, per family. A family that is not restricted admits everybody, as kube-proxy does for a family
 * without a range.
 *
 * @param restricted the admitted clients of each restricted family
 */
public record SourceRanges(SortedMap<IpFamily, CidrSet> restricted) {
    /**
     * Copies the map.
     *
     * @param restricted the admitted clients of each restricted family
     */
    public SourceRanges {
        restricted = Collections.unmodifiableSortedMap(new TreeMap<>(restricted));
    }

    /** {@return ranges that admit everybody} */
    public static SourceRanges open() {
        return new SourceRanges(new TreeMap<>());
    }

    /**
     * {@return the admitted clients of a family}
     *
     * @param family the family
     */
    public CidrSet admitted(IpFamily family) {
        CidrSet ranges = restricted.get(family);
        return ranges == null ? CidrSet.of(Cidr.any(family)) : ranges;
    }

    /**
     * {@return whether a client may connect}
     *
     * @param client the address of the client
     */
    public boolean admits(IpAddress client) {
        return admitted(client.family()).contains(client);
    }
}
