package io.lbkit.model.resource;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The owners of a shared object want different values for one of its attributes.
 *
 * @param resource the shared object
 * @param attribute the attribute
 * @param wishes the values that are wanted
 */
public record MergeConflict(ResourceId resource, String attribute, SortedSet<SpecValue> wishes) {
    /**
     * Copies the wishes.
     *
     * @param resource the shared object
     * @param attribute the attribute
     * @param wishes the values that are wanted
     */
    public MergeConflict {
        wishes = Collections.unmodifiableSortedSet(new TreeSet<>(wishes));
    }
}
