package io.lbkit.diagnose.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Finds objects by their labels without looking at every object of the namespace. A namespace is sorted by a label when it is
 * first asked for, so that whoever asks once does not pay for all labels. Safe for use by many threads.
 *
 * @param <T> what has labels
 */
public final class LabelIndex<T> {
    private static final int FEW = 100;

    private final Function<String, ? extends Collection<T>> objects;
    private final Function<T, Map<String, String>> labels;
    private final Map<LabelName, Map<String, List<T>>> byValue = new ConcurrentHashMap<>();

    private record LabelName(String namespace, String name) {}

    /**
     * An index of objects.
     *
     * @param objects the objects of a namespace
     * @param labels the labels of an object
     */
    public LabelIndex(Function<String, ? extends Collection<T>> objects, Function<T, Map<String, String>> labels) {
        this.objects = objects;
        this.labels = labels;
    }

    /**
     * {@return the objects of a namespace that have all of some labels, in the order of the namespace; none for no label}
     *
     * @param namespace the namespace
     * @param wanted the labels
     */
    public List<T> carrying(String namespace, Map<String, String> wanted) {
        return candidates(namespace, wanted).stream()
                .filter(object -> labels.apply(object).entrySet().containsAll(wanted.entrySet()))
                .toList();
    }

    /** Few enough objects are looked through sooner than the namespace is sorted by another label. */
    private List<T> candidates(String namespace, Map<String, String> wanted) {
        Optional<List<T>> fewest = Optional.empty();
        for (Map.Entry<String, String> label : wanted.entrySet()) {
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
