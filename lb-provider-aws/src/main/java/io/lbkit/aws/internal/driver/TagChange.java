package io.lbkit.aws.internal.driver;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What makes the tags of an object those that it should have. Tags of AWS itself are left alone: nobody else may write them.
 *
 * @param put the tags to write
 * @param removed the keys of the tags to take away
 */
record TagChange(SortedMap<String, String> put, SortedSet<String> removed) {
    private static final String OF_AWS = "aws:";

    static TagChange of(Map<String, String> stored, SortedMap<String, String> wanted) {
        SortedMap<String, String> put = writable(wanted);
        put.entrySet().removeAll(stored.entrySet());
        SortedSet<String> removed = new TreeSet<>(stored.keySet());
        removed.removeAll(wanted.keySet());
        removed.removeIf(key -> key.startsWith(OF_AWS));
        return new TagChange(put, removed);
    }

    /** {@return the tags that a call may name} */
    static SortedMap<String, String> writable(Map<String, String> tags) {
        SortedMap<String, String> writable = new TreeMap<>(tags);
        writable.keySet().removeIf(key -> key.startsWith(OF_AWS));
        return writable;
    }
}
