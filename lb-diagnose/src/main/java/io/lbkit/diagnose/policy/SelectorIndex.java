package io.lbkit.diagnose.policy;

import io.lbkit.model.cluster.LabelSelector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds the objects whose selector matches some labels. A namespace is looked through for the labels that are asked first, which
 * most pods of one Service share, and sorted when others are asked: then not every object is looked at each time. Safe for use
 * by many threads.
 *
 * @param <T> what has a selector, for example a NetworkPolicy
 */
public final class SelectorIndex<T> {
    private final Function<String, ? extends Collection<T>> objects;
    private final Function<T, LabelSelector> selector;
    private final Map<String, First<T>> firsts = new ConcurrentHashMap<>();
    private final Map<String, Sorted<T>> namespaces = new ConcurrentHashMap<>();

    private record Label(String name, String value) {}

    /**
     * The first question about a namespace.
     *
     * @param labels the labels
     * @param found the objects whose selector matches them
     */
    private record First<T>(Map<String, String> labels, List<T> found) {}

    /**
     * The objects of a namespace.
     *
     * @param byLabel under one label that is needed to be selected
     * @param others those that ask for no label by name and value
     */
    private record Sorted<T>(Map<Label, List<T>> byLabel, List<T> others) {}

    /**
     * An index of objects.
     *
     * @param objects the objects of a namespace
     * @param selector the selector of an object
     */
    public SelectorIndex(Function<String, ? extends Collection<T>> objects, Function<T, LabelSelector> selector) {
        this.objects = objects;
        this.selector = selector;
    }

    /**
     * {@return the objects of a namespace whose selector matches, in no particular order}
     *
     * @param namespace the namespace
     * @param labels the labels
     */
    public Stream<T> matching(String namespace, Map<String, String> labels) {
        First<T> first = firsts.computeIfAbsent(namespace, key -> first(key, labels));
        return first.labels().equals(labels)
                ? first.found().stream()
                : matching(namespaces.computeIfAbsent(namespace, this::sort), labels);
    }

    private First<T> first(String namespace, Map<String, String> labels) {
        return new First<>(
                Map.copyOf(labels),
                objects.apply(namespace).stream()
                        .filter(object -> selector.apply(object).matches(labels))
                        .toList());
    }

    private Stream<T> matching(Sorted<T> sorted, Map<String, String> labels) {
        Stream<T> labelled = labels.entrySet().stream()
                .map(label -> sorted.byLabel().get(new Label(label.getKey(), label.getValue())))
                .filter(found -> found != null)
                .flatMap(List::stream);
        return Stream.concat(labelled, sorted.others().stream())
                .filter(object -> selector.apply(object).matches(labels));
    }

    private Sorted<T> sort(String namespace) {
        Collection<T> all = objects.apply(namespace);
        Map<Label, Integer> uses = new HashMap<>();
        all.forEach(object -> labels(object).forEach(label -> uses.merge(label, 1, Integer::sum)));
        Sorted<T> sorted = new Sorted<>(new HashMap<>(), new ArrayList<>());
        for (T object : all) {
            // Under its rarest label, because one that every object asks for tells nothing.
            labels(object)
                    .min(Comparator.comparing(uses::get))
                    .map(label -> sorted.byLabel().computeIfAbsent(label, key -> new ArrayList<>()))
                    .orElse(sorted.others())
                    .add(object);
        }
        return sorted;
    }

    private Stream<Label> labels(T object) {
        return selector.apply(object).matchLabels().entrySet().stream()
                .map(label -> new Label(label.getKey(), label.getValue()));
    }
}
