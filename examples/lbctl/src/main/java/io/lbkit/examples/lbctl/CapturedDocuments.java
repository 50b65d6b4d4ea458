package io.lbkit.examples.lbctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of documents goes into a bundle: objects one by one, so that a file that is cut loses the last ones alone. Of a list
 * without items stays that there are none, of a page of a list that more exists, and of what is no object that something was
 * lost. Not thread-safe.
 */
final class CapturedDocuments {
    private static final String LIST = "List";
    private static final String API_VERSION = "apiVersion";
    private static final String KIND = "kind";
    private static final String ITEMS = "items";

    private final CaptureFilter filter;
    private int objects;

    CapturedDocuments(CaptureFilter filter) {
        this.filter = filter;
    }

    /** {@return how many objects there are so far} */
    int objects() {
        return objects;
    }

    /** {@return what stays of a document; nothing if no diagnosis reads what it is} */
    List<Object> kept(Object document) {
        if (!(document instanceof Map<?, ?> map)) {
            return List.of(CaptureFilter.LEFT_OUT);
        } else if (isList(map)) {
            return list(map);
        }
        Optional<Object> rest = filter.kept(map);
        objects += rest.isPresent() ? 1 : 0;
        return rest.map(List::of).orElse(List.of());
    }

    /** Kinds of their own may end in List as well. */
    private static boolean isList(Map<?, ?> map) {
        return map.get(ITEMS) instanceof List<?> || LIST.equals(kind(map)) || CaptureFilter.isRead(kindOfItems(map));
    }

    private List<Object> list(Map<?, ?> list) {
        List<Object> kept = new ArrayList<>();
        if (list.get(ITEMS) instanceof List<?> items) {
            items.forEach(item -> kept.addAll(kept(named(item, list))));
        }
        boolean isPage = list.get("metadata") instanceof Map<?, ?> metadata && metadata.get("continue") != null;
        if (isPage || (kept.isEmpty() && CaptureFilter.isRead(kindOfItems(list)))) {
            kept.add(empty(list, isPage));
        }
        return kept;
    }

    private static Map<String, Object> empty(Map<?, ?> list, boolean isPage) {
        Map<String, Object> empty = new LinkedHashMap<>();
        for (String field : List.of(API_VERSION, KIND)) {
            Optional.ofNullable(list.get(field)).ifPresent(value -> empty.put(field, value));
        }
        if (isPage) {
            empty.put("metadata", Map.of("continue", CaptureFilter.LEFT_OUT));
        }
        empty.put(ITEMS, List.of());
        return empty;
    }

    /** In a list of one kind the items need not say which. */
    private static Object named(Object item, Map<?, ?> list) {
        if (!(item instanceof Map<?, ?> object) || kindOfItems(list).isEmpty()) {
            return item;
        }
        Map<Object, Object> named = new LinkedHashMap<>(object);
        named.putIfAbsent(KIND, kindOfItems(list));
        Optional.ofNullable(list.get(API_VERSION)).ifPresent(version -> named.putIfAbsent(API_VERSION, version));
        return named;
    }

    /** {@return the kind of the items of a list, empty if they have to say it themselves} */
    private static String kindOfItems(Map<?, ?> list) {
        String kind = kind(list);
        return kind.endsWith(LIST) ? kind.substring(0, kind.length() - LIST.length()) : "";
    }

    private static String kind(Map<?, ?> object) {
        return object.get(KIND) instanceof String kind ? kind : "";
    }
}
