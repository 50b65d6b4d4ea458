package io.lbkit.model.internal;

import java.util.AbstractCollection;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map whose updates return a new map that shares all but the path to the changed entry (an AVL tree with path
 * copying). Look-up and update cost O(log n), iteration is in key order. An update that changes nothing returns the same map.
 *
 * @param <K> the key
 * @param <V> the value
 */
public final class PersistentSortedMap<K extends Comparable<? super K>, V> {
    private static final PersistentSortedMap<?, ?> EMPTY = new PersistentSortedMap<>(null);

    private final @Nullable Node<K, V> root;

    private PersistentSortedMap(@Nullable Node<K, V> root) {
        this.root = root;
    }

    /** The map without an entry. */
    @SuppressWarnings("unchecked")
    public static <K extends Comparable<? super K>, V> PersistentSortedMap<K, V> empty() {
        return (PersistentSortedMap<K, V>) EMPTY;
    }

    /** A balanced map of entries that are already sorted by key, without duplicates; linear. */
    public static <K extends Comparable<? super K>, V> PersistentSortedMap<K, V> ofSorted(
            List<? extends Map.Entry<K, V>> entries) {
        return new PersistentSortedMap<>(balanced(entries, 0, entries.size()));
    }

    private static <K extends Comparable<? super K>, V> @Nullable Node<K, V> balanced(
            List<? extends Map.Entry<K, V>> entries, int from, int to) {
        if (from == to) {
            return null;
        }
        int middle = (from + to) >>> 1;
        Map.Entry<K, V> entry = entries.get(middle);
        return new Node<>(
                entry.getKey(), entry.getValue(), balanced(entries, from, middle), balanced(entries, middle + 1, to));
    }

    public int size() {
        return Node.size(root);
    }

    public @Nullable V get(K key) {
        Node<K, V> node = Node.find(root, key);
        return node == null ? null : node.value;
    }

    public PersistentSortedMap<K, V> with(K key, V value) {
        return value.equals(get(key)) ? this : rooted(Node.put(root, key, value));
    }

    public PersistentSortedMap<K, V> without(K key) {
        return rooted(Node.remove(root, key));
    }

    /**
     * Replaces the value under a key by what the change makes of it; null stands for no entry on both sides. The change says
     * that nothing changed by returning what it was given: values are not compared, since they may be large.
     */
    @SuppressWarnings("ReferenceEquality") // see above
    public PersistentSortedMap<K, V> update(K key, UnaryOperator<@Nullable V> change) {
        V known = get(key);
        V changed = change.apply(known);
        if (changed == known) {
            return this;
        }
        return changed == null ? without(key) : rooted(Node.put(root, key, changed));
    }

    private PersistentSortedMap<K, V> rooted(@Nullable Node<K, V> changed) {
        return changed == root ? this : new PersistentSortedMap<>(changed);
    }

    /**
     * Tells the keys under which this map and another one differ, with the value here or null. Parts that both share are
     * skipped, so maps of which one was made from the other cost little more than the paths between them.
     */
    public void differences(PersistentSortedMap<K, V> other, BiConsumer<K, @Nullable V> difference) {
        Node.differences(root, other.root, difference);
    }

    /** The values in key order, as a view that costs nothing to make. */
    public Collection<V> values() {
        return new View<>((key, value) -> value);
    }

    /** The keys in order, as a view that costs nothing to make. */
    public Collection<K> keys() {
        return new View<>((key, value) -> key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof PersistentSortedMap<?, ?> map) || map.size() != size()) {
            return false;
        }
        if (map.root == root || map.hashCode() != hashCode()) {
            return map.root == root;
        }
        Iterator<?> theirKeys = map.keys().iterator();
        Iterator<?> theirValues = map.values().iterator();
        Iterator<V> values = values().iterator();
        for (K key : keys()) {
            if (!key.equals(theirKeys.next()) || !Objects.equals(values.next(), theirValues.next())) {
                return false;
            }
        }
        return true;
    }

    /** As that of any map; each part of the tree keeps its own, so a change costs only the path to it. */
    @Override
    public int hashCode() {
        return Node.hash(root);
    }

    @Override
    public String toString() {
        return "PersistentSortedMap" + keys();
    }

    private final class View<E> extends AbstractCollection<E> {
        private final BiFunction<K, V, E> part;

        View(BiFunction<K, V, E> part) {
            this.part = part;
        }

        @Override
        public Iterator<E> iterator() {
            return new InOrder<>(root, part);
        }

        /** Without the path that an iterator keeps. */
        @Override
        public void forEach(Consumer<? super E> action) {
            Node.forEach(root, part, action);
        }

        @Override
        public int size() {
            return PersistentSortedMap.this.size();
        }
    }

    private static final class InOrder<K extends Comparable<? super K>, V, E> implements Iterator<E> {
        private final Deque<Node<K, V>> path = new ArrayDeque<>();
        private final BiFunction<K, V, E> part;

        InOrder(@Nullable Node<K, V> root, BiFunction<K, V, E> part) {
            this.part = part;
            descend(root);
        }

        private void descend(@Nullable Node<K, V> from) {
            for (Node<K, V> node = from; node != null; node = node.left) {
                path.push(node);
            }
        }

        @Override
        public boolean hasNext() {
            return !path.isEmpty();
        }

        @Override
        public E next() {
            if (path.isEmpty()) {
                throw new NoSuchElementException();
            }
            Node<K, V> node = path.pop();
            descend(node.right);
            return part.apply(node.key, node.value);
        }
    }

    private static final class Node<K extends Comparable<? super K>, V> {
        final K key;
        final V value;
        final @Nullable Node<K, V> left;
        final @Nullable Node<K, V> right;
        final int height;
        final int size;
        final int hash;

        Node(K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
            this.key = key;
            this.value = value;
            this.left = left;
            this.right = right;
            this.height = 1 + Math.max(height(left), height(right));
            this.size = 1 + size(left) + size(right);
            this.hash = (key.hashCode() ^ value.hashCode()) + hash(left) + hash(right);
        }

        static <K extends Comparable<? super K>, V, E> void forEach(
                @Nullable Node<K, V> root, BiFunction<K, V, E> part, Consumer<? super E> action) {
            for (Node<K, V> node = root; node != null; node = node.right) {
                forEach(node.left, part, action);
                action.accept(part.apply(node.key, node.value));
            }
        }

        static int height(@Nullable Node<?, ?> node) {
            return node == null ? 0 : node.height;
        }

        static int size(@Nullable Node<?, ?> node) {
            return node == null ? 0 : node.size;
        }

        static int hash(@Nullable Node<?, ?> node) {
            return node == null ? 0 : node.hash;
        }

        static <K extends Comparable<? super K>, V> void differences(
                @Nullable Node<K, V> one, @Nullable Node<K, V> other, BiConsumer<K, @Nullable V> difference) {
            if (one == other) {
                return;
            }
            Node<K, V> middle = one == null ? Objects.requireNonNull(other) : one;
            Node<K, V> theirs = find(other, middle.key);
            differences(one == null ? null : one.left, below(other, middle.key), difference);
            if (one == null || theirs == null || !one.value.equals(theirs.value)) {
                difference.accept(middle.key, one == null ? null : one.value);
            }
            differences(one == null ? null : one.right, above(other, middle.key), difference);
        }

        private static <K extends Comparable<? super K>, V> @Nullable Node<K, V> find(
                @Nullable Node<K, V> root, K key) {
            Node<K, V> node = root;
            while (node != null) {
                int order = key.compareTo(node.key);
                if (order == 0) {
                    return node;
                }
                node = order < 0 ? node.left : node.right;
            }
            return null;
        }

        /** The part before a key; what is not cut through stays the same node. */
        private static <K extends Comparable<? super K>, V> @Nullable Node<K, V> below(
                @Nullable Node<K, V> node, K key) {
            int order = node == null ? 0 : key.compareTo(node.key);
            if (node == null || order == 0) {
                return node == null ? null : node.left;
            }
            if (order < 0) {
                return below(node.left, key);
            }
            Node<K, V> kept = below(node.right, key);
            return kept == node.right ? node : new Node<>(node.key, node.value, node.left, kept);
        }

        /** The part after a key; what is not cut through stays the same node. */
        private static <K extends Comparable<? super K>, V> @Nullable Node<K, V> above(
                @Nullable Node<K, V> node, K key) {
            int order = node == null ? 0 : key.compareTo(node.key);
            if (node == null || order == 0) {
                return node == null ? null : node.right;
            }
            if (order > 0) {
                return above(node.right, key);
            }
            Node<K, V> kept = above(node.left, key);
            return kept == node.left ? node : new Node<>(node.key, node.value, kept, node.right);
        }

        static <K extends Comparable<? super K>, V> Node<K, V> put(@Nullable Node<K, V> node, K key, V value) {
            if (node == null) {
                return new Node<>(key, value, null, null);
            }
            int order = key.compareTo(node.key);
            if (order < 0) {
                return node.withLeft(put(node.left, key, value));
            }
            if (order > 0) {
                return node.withRight(put(node.right, key, value));
            }
            return new Node<>(node.key, value, node.left, node.right);
        }

        static <K extends Comparable<? super K>, V> @Nullable Node<K, V> remove(@Nullable Node<K, V> node, K key) {
            if (node == null) {
                return null;
            }
            int order = key.compareTo(node.key);
            if (order < 0) {
                return node.withLeft(remove(node.left, key));
            }
            if (order > 0) {
                return node.withRight(remove(node.right, key));
            }
            if (node.left == null) {
                return node.right;
            }
            if (node.right == null) {
                return node.left;
            }
            Node<K, V> successor = node.right;
            while (successor.left != null) {
                successor = successor.left;
            }
            return new Node<>(successor.key, successor.value, node.left, remove(node.right, successor.key)).balanced();
        }

        private Node<K, V> withLeft(@Nullable Node<K, V> changed) {
            return changed == left ? this : new Node<>(key, value, changed, right).balanced();
        }

        private Node<K, V> withRight(@Nullable Node<K, V> changed) {
            return changed == right ? this : new Node<>(key, value, left, changed).balanced();
        }

        private Node<K, V> balanced() {
            int lean = height(left) - height(right);
            if (lean > 1 && left != null) {
                Node<K, V> pivot = height(left.left) >= height(left.right) ? left : left.rotatedLeft();
                return new Node<>(key, value, pivot, right).rotatedRight();
            }
            if (lean < -1 && right != null) {
                Node<K, V> pivot = height(right.right) >= height(right.left) ? right : right.rotatedRight();
                return new Node<>(key, value, left, pivot).rotatedLeft();
            }
            return this;
        }

        private Node<K, V> rotatedRight() {
            Node<K, V> pivot = Objects.requireNonNull(left);
            return new Node<>(pivot.key, pivot.value, pivot.left, new Node<>(key, value, pivot.right, right));
        }

        private Node<K, V> rotatedLeft() {
            Node<K, V> pivot = Objects.requireNonNull(right);
            return new Node<>(pivot.key, pivot.value, new Node<>(key, value, left, pivot.left), pivot.right);
        }
    }
}
