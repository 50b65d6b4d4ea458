package io.lbkit.model.lb;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * What is left out of a pool: an immutable sorted list, each entry once, that any number of ports may share. Its hash is
 * computed once and comparing a list with itself costs nothing. Safe for use by many threads.
 */
public final class Exclusions extends AbstractList<Exclusion> implements RandomAccess {
    private static final Exclusions NONE = new Exclusions(new Exclusion[0]);

    private final Exclusion[] entries;
    private final int hash;

    private Exclusions(Exclusion[] entries) {
        this.entries = entries;
        this.hash = Arrays.hashCode(entries);
    }

    /** {@return the list without an entry} */
    public static Exclusions none() {
        return NONE;
    }

    /**
     * A list of exclusions.
     *
     * @param entries the entries, in any order
     * @return the list, sorted and without duplicates
     */
    public static Exclusions of(Collection<Exclusion> entries) {
        return entries.isEmpty()
                ? NONE
                : new Exclusions(entries.stream().sorted().distinct().toArray(Exclusion[]::new));
    }

    /**
     * A list of exclusions.
     *
     * @param entries the entries, in any order
     * @return the list, sorted and without duplicates
     */
    public static Exclusions of(Exclusion... entries) {
        return of(List.of(entries));
    }

    @Override
    public Exclusion get(int index) {
        return entries[index];
    }

    @Override
    public int size() {
        return entries.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Exclusions that
                ? hash == that.hash && Arrays.equals(entries, that.entries)
                : super.equals(other);
    }

    /** {@return the hash of a list of the same entries} */
    @Override
    public int hashCode() {
        return hash;
    }
}
