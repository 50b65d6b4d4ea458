package io.lbkit.diagnose.evidence;

import io.lbkit.model.cluster.LabelDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Finds objects by their labels. A namespace is looked through for whoever asks first, and sorted by a label when somebody asks
 * again: whoever asks once does not pay for all, and whoever asks often does not look at every object each time. Safe for use by
 * many threads.
 *
 * @param <T> what has labels
 */
public final class LabelIndex<T> {
    private static final int FEW = 100;

    private final Function<String, ? extends Collection<T>> objects;
    private final Function<T, Map<String, String>> labels;
    private final ToLongFunction<T> digest;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Map<LabelName, Map<String, List<T>>> byValue = new ConcurrentHashMap<>();

    private record LabelName(String namespace, String name) {}

    /**
     * An index of objects.
     *
     * @param objects the objects of a namespace
     * @param labels the labels of an object
     * @param digest their bits, as {@link LabelDigest} makes them
     */
    public LabelIndex(
            Function<String, ? extends Collection<T>> objects,
            Function<T, Map<String, String>> labels,
            ToLongFunction<T> digest) {
        this.objects = objects;
        this.labels = labels;
        this.digest = digest;
    }

    /**
     * {@return the objects of a namespace that have all of some labels, in the order of the namespace; none for no label}
     *
     * @param namespace the namespace
     * @param wanted the labels
     */
    public List<T> carrying(String namespace, Map<String, String> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<Map.Entry<String, String>> all = List.copyOf(wanted.entrySet());
        long bits = LabelDigest.of(wanted);
        Collection<T> candidates = asked.add(namespace) ? objects.apply(namespace) : fewest(namespace, all);
        List<T> found = new ArrayList<>();
        candidates.forEach(object -> {
            if (LabelDigest.mayContain(digest.applyAsLong(object), bits) && hasAll(labels.apply(object), all)) {
                found.add(object);
            }
        });
        return List.copyOf(found);
    }

    /** A look-up for each label costs half of what it costs to compare the maps. */
    static boolean hasAll(Map<String, String> labels, List<Map.Entry<String, String>> wanted) {
        for (Map.Entry<String, String> label : wanted) {
            if (!label.getValue().equals(labels.get(label.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** Few enough objects are looked through sooner than the namespace is sorted by another label. */
    private List<T> fewest(String namespace, List<Map.Entry<String, String>> wanted) {
        Optional<List<T>> fewest = Optional.empty();
        for (Map.Entry<String, String> label : wanted) {
            List<T> found = byValue.computeIfAbsent(new LabelName(namespace, label.getKey()), this::sorted)
                    .getOrDefault(label.getValue(), List.of());
            if (fewest.filter(least -> least.size() <= found.size()).isEmpty()) {
                fewest = Optional.of(found);
            }
            if (found.size() <= FEW) {
                break;
            }
        }
        return fewest.orElse(List.of());
    }

    private Map<String, List<T>> sorted(LabelName label) {
        Map<String, List<T>> sorted = new HashMap<>();
        for (T object : objects.apply(label.namespace())) {
            String value = labels.apply(object).get(label.name());
            if (value != null) {
                sorted.computeIfAbsent(value, key -> new ArrayList<>()).add(object);
            }
        }
        return sorted;
    }
}
