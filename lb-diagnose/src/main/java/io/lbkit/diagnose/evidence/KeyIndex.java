package io.lbkit.diagnose.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Finds objects by keys, of which an object may have several. All objects are looked through for whoever asks first, and sorted when
 * somebody asks again. Safe for use by many threads.
 *
 * @param <K> a key
 * @param <T> what is found
 */
final class KeyIndex<K, T> {
    private final Collection<T> objects;
    private final BiConsumer<T, Consumer<K>> keys;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Lazy<Map<K, List<T>>> sorted = new Lazy<>(this::sort);

    /**
     * An index of objects.
     *
     * @param objects the objects
     * @param keys tells the keys of an object
     */
    KeyIndex(Collection<T> objects, BiConsumer<T, Consumer<K>> keys) {
        this.objects = objects;
        this.keys = keys;
    }

    /** The objects that have a key, in their order, one as often as it has the key. */
    List<T> under(K key) {
        return asked.getAndSet(true) ? sorted.get().getOrDefault(key, List.of()) : lookThrough(key);
    }

    private List<T> lookThrough(K wanted) {
        List<T> found = new ArrayList<>();
        for (T object : objects) {
            keys.accept(object, key -> {
                if (key.equals(wanted)) {
                    found.add(object);
                }
            });
        }
        return found;
    }

    private Map<K, List<T>> sort() {
        Map<K, List<T>> byKey = new HashMap<>();
        for (T object : objects) {
            keys.accept(
                    object,
                    key -> byKey.computeIfAbsent(key, each -> new ArrayList<>()).add(object));
        }
        return byKey;
    }
}
