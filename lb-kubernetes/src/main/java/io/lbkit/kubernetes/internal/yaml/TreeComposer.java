package io.lbkit.kubernetes.internal.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/**
 * Makes trees from the events of one document. The composer of the YAML library would keep the whole document, and a dump
 * of a cluster is one document.
 */
final class TreeComposer {
    /** Far above what any Kubernetes object needs. */
    private static final int MAX_DEPTH = 100;

    /** Nodes of one object with aliases written out; an object of the API has at most 1.5 MB. */
    private static final long MAX_SIZE = 2_000_000;

    private final Iterator<Event> events;
    private final int firstLine;
    private final Map<String, Tree> anchors = new HashMap<>();
    private final Deque<Object> path = new ArrayDeque<>();
    private final List<RepeatedKey> repeated = new ArrayList<>();

    TreeComposer(Iterator<Event> events, int firstLine) {
        this.events = events;
        this.firstLine = firstLine;
    }

    int line(Event event) {
        return firstLine + event.getStartMark().map(mark -> mark.getLine()).orElse(0);
    }

    /** The repeated keys found since the last call. */
    List<RepeatedKey> takeRepeated() {
        List<RepeatedKey> taken = List.copyOf(repeated);
        repeated.clear();
        return taken;
    }

    private void noteRepeated(String key, Tree first, int line) {
        repeated.add(new RepeatedKey(FieldPath.child(pathText(), key), first.line(), line));
    }

    /** The tree that starts with an event and stands under a key. */
    Tree composeUnder(String key, Event event) throws BrokenYaml {
        path.addLast(key);
        Tree tree = compose(event);
        path.removeLast();
        return tree;
    }

    /** The tree that starts with an event. */
    Tree compose(Event event) throws BrokenYaml {
        Tree tree = composeContent(event);
        if (tree.size() > MAX_SIZE) {
            throw new BrokenYaml(
                    BrokenYaml.Cause.LIMIT,
                    line(event),
                    "the object grows beyond " + MAX_SIZE + " values by its aliases");
        }
        if (event instanceof NodeEvent node) {
            node.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), tree));
        }
        return tree;
    }

    private Tree composeContent(Event event) throws BrokenYaml {
        if (path.size() > MAX_DEPTH) {
            throw new BrokenYaml(
                    BrokenYaml.Cause.LIMIT, line(event), "values are nested deeper than " + MAX_DEPTH + " levels");
        }
        if (event instanceof ScalarEvent scalar) {
            return new Tree.Scalar(value(scalar), scalar.getValue(), line(event));
        }
        if (event instanceof SequenceStartEvent) {
            return sequence(line(event));
        }
        if (event instanceof MappingStartEvent) {
            return mapping(line(event));
        }
        if (event instanceof AliasEvent alias) {
            return aliased(alias);
        }
        throw new BrokenYaml(BrokenYaml.Cause.SYNTAX, line(event), "a value was expected");
    }

    private Tree aliased(AliasEvent alias) throws BrokenYaml {
        Tree tree = anchors.get(alias.getAlias().getValue());
        if (tree == null) {
            throw new BrokenYaml(
                    BrokenYaml.Cause.SYNTAX,
                    line(alias),
                    "the alias *" + alias.getAlias() + " has no anchor before it");
        }
        return tree;
    }

    private static @Nullable Object value(ScalarEvent scalar) {
        String tag = scalar.getTag().orElse("");
        boolean text = tag.equals("!") || tag.equals("tag:yaml.org,2002:str");
        return scalar.isPlain() && !text ? PlainScalars.resolve(scalar.getValue()) : scalar.getValue();
    }

    private Tree sequence(int line) throws BrokenYaml {
        List<Tree> items = new ArrayList<>();
        long size = 1;
        for (Event event = events.next(); isNode(event); event = events.next()) {
            path.addLast(items.size());
            Tree item = compose(event);
            path.removeLast();
            items.add(item);
            size += item.size();
        }
        return new Tree.Sequence(items, line, size);
    }

    private Tree mapping(int line) throws BrokenYaml {
        Map<String, Tree> entries = new LinkedHashMap<>();
        List<Tree> merged = new ArrayList<>();
        long size = 1;
        for (Event event = events.next(); isNode(event); event = events.next()) {
            String key = key(event);
            Tree value = composeUnder(key, events.next());
            size += value.size();
            if (isMerge(event)) {
                merged.add(value);
            } else {
                put(entries, key, value, line(event));
            }
        }
        merged.forEach(source -> merge(entries, source));
        return new Tree.Mapping(entries, line, size);
    }

    void put(Map<String, Tree> entries, String key, Tree value, int line) {
        Tree first = entries.put(key, value);
        if (first != null) {
            noteRepeated(key, first, line);
        }
    }

    /** The text of a key; numbers and booleans as keys are text to the API server. */
    String key(Event event) throws BrokenYaml {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getValue();
        }
        if (event instanceof AliasEvent alias && aliased(alias) instanceof Tree.Scalar scalar) {
            return scalar.text();
        }
        throw new BrokenYaml(BrokenYaml.Cause.SYNTAX, line(event), "a key is a word, not a list or a mapping");
    }

    private static boolean isMerge(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getValue().equals("<<");
    }

    private static void merge(Map<String, Tree> entries, Tree source) {
        if (source instanceof Tree.Mapping mapping) {
            mapping.entries().forEach(entries::putIfAbsent);
        } else if (source instanceof Tree.Sequence sequence) {
            sequence.items().forEach(item -> merge(entries, item));
        }
    }

    static boolean isNode(Event event) {
        return event instanceof NodeEvent;
    }

    private String pathText() {
        String text = "";
        for (Object step : path) {
            text = step instanceof Integer index ? FieldPath.item(text, index) : FieldPath.child(text, (String) step);
        }
        return text;
    }
}
