package io.lbkit.model.internal;

import java.util.AbstractCollection;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The values of maps in a map, one map after the other in key order, as a view that costs nothing to make. Immutable.
 *
 * @param <V> a value of an inner map
 */
public final class NestedValues<V> extends AbstractCollection<V> {
    private final PersistentSortedMap<?, ? extends PersistentSortedMap<?, V>> maps;

    /**
     * A view.
     *
     * @param maps the maps
     */
    public NestedValues(PersistentSortedMap<?, ? extends PersistentSortedMap<?, V>> maps) {
        this.maps = maps;
    }

    @Override
    public Iterator<V> iterator() {
        return new InOrder<>(maps.values().iterator());
    }

    @Override
    public int size() {
        return maps.values().stream().mapToInt(PersistentSortedMap::size).sum();
    }

    private static final class InOrder<V> implements Iterator<V> {
        private final Iterator<? extends PersistentSortedMap<?, V>> left;
        private Iterator<V> current = Collections.emptyIterator();

        InOrder(Iterator<? extends PersistentSortedMap<?, V>> left) {
            this.left = left;
        }

        @Override
        public boolean hasNext() {
            while (!current.hasNext() && left.hasNext()) {
                current = left.next().values().iterator();
            }
            return current.hasNext();
        }

        @Override
        public V next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return current.next();
        }
    }
}
