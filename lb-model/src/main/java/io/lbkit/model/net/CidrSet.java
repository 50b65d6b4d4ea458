package io.lbkit.model.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A set of addresses as the smallest sorted list of ranges: no range contains another, and two halves of a range are joined.
 * Two sets are therefore equal exactly when they hold the same addresses. Immutable.
 */
public final class CidrSet implements Comparable<CidrSet> {
    private static final CidrSet EMPTY = new CidrSet(List.of());

    private final List<Cidr> ranges;

    private CidrSet(List<Cidr> ranges) {
        this.ranges = ranges;
    }

    /** {@return the set without an address} */
    public static CidrSet empty() {
        return EMPTY;
    }

    /**
     * The union of ranges.
     *
     * @param ranges in any order, overlapping or not
     * @return the set of all their addresses
     */
    public static CidrSet of(Collection<Cidr> ranges) {
        List<Cidr> merged = new ArrayList<>();
        for (Cidr next : new TreeSet<>(ranges)) {
            if (merged.isEmpty() || !merged.get(merged.size() - 1).contains(next)) {
                merged.add(next);
                joinHalves(merged);
            }
        }
        return merged.isEmpty() ? EMPTY : new CidrSet(List.copyOf(merged));
    }

    /**
     * The union of ranges.
     *
     * @param ranges in any order, overlapping or not
     * @return the set of all their addresses
     */
    public static CidrSet of(Cidr... ranges) {
        return of(List.of(ranges));
    }

    private static void joinHalves(List<Cidr> merged) {
        while (merged.size() >= 2) {
            Cidr left = merged.get(merged.size() - 2);
            Cidr right = merged.get(merged.size() - 1);
            if (left.prefix() != right.prefix() || left.prefix() == 0 || left.family() != right.family()) {
                return;
            }
            Cidr parent = Cidr.containing(left.address(), left.prefix() - 1);
            if (!parent.contains(right)) {
                return;
            }
            merged.remove(merged.size() - 1);
            merged.set(merged.size() - 1, parent);
        }
    }

    /** {@return the ranges, sorted, disjoint and as few as possible} */
    public List<Cidr> ranges() {
        return ranges;
    }

    /** {@return whether the set holds no address} */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /**
     * {@return whether every address of a family is in the set}
     *
     * @param family the family
     */
    public boolean isAny(IpFamily family) {
        return ranges.contains(Cidr.any(family));
    }

    /**
     * {@return the part of the set that is of one family}
     *
     * @param family the family
     */
    public CidrSet of(IpFamily family) {
        return of(ranges.stream().filter(range -> range.family() == family).toList());
    }

    /**
     * {@return whether an address is in the set}
     *
     * @param address the address
     */
    public boolean contains(IpAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /**
     * {@return whether every address of another set is in this one}
     *
     * @param other the other set
     */
    public boolean containsAll(CidrSet other) {
        return other.ranges.stream().allMatch(theirs -> ranges.stream().anyMatch(ours -> ours.contains(theirs)));
    }

    /**
     * {@return the addresses of both sets}
     *
     * @param other the other set
     */
    public CidrSet union(CidrSet other) {
        List<Cidr> all = new ArrayList<>(ranges);
        all.addAll(other.ranges);
        return of(all);
    }

    @Override
    public int compareTo(CidrSet other) {
        for (int i = 0; i < Math.min(ranges.size(), other.ranges.size()); i++) {
            int byRange = ranges.get(i).compareTo(other.ranges.get(i));
            if (byRange != 0) {
                return byRange;
            }
        }
        return Integer.compare(ranges.size(), other.ranges.size());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CidrSet set && ranges.equals(set.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    @Override
    public String toString() {
        return ranges.stream().map(Cidr::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
