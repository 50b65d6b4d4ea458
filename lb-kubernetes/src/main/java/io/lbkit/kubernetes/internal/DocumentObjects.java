package io.lbkit.kubernetes.internal;

import io.lbkit.kubernetes.internal.yaml.ItemSink;
import io.lbkit.kubernetes.internal.yaml.RepeatedKey;
import io.lbkit.kubernetes.internal.yaml.Tree;
import io.lbkit.model.cluster.ObjectType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The objects of one document: itself, or the items of a list. Items arrive before it may be known what list they stand in;
 * those that do not say themselves what they are wait for the end of the document.
 */
final class DocumentObjects implements ItemSink {
    private static final String API_VERSION = "apiVersion";
    private static final String KIND = "kind";
    private static final String ITEMS = "items";
    private static final String LIST = "List";

    private final InputCollector collector;
    private final Place place;
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(Tree item, List<RepeatedKey> repeated) {}

    DocumentObjects(InputCollector collector, Place place) {
        this.collector = collector;
        this.place = place;
    }

    @Override
    public void accept(Tree item, List<RepeatedKey> repeated, Tree.Mapping list) {
        boolean speaksForItself =
                item instanceof Tree.Mapping mapping && mapping.text(KIND).isPresent();
        if (speaksForItself || isNamed(list)) {
            item(item, repeated, list);
        } else {
            waiting.add(new Waiting(item, repeated));
        }
    }

    private static boolean isNamed(Tree.Mapping list) {
        return list.text(API_VERSION).isPresent() && list.text(KIND).isPresent();
    }

    /** The document is complete. */
    void finish(Tree root, List<RepeatedKey> repeated) {
        if (!(root instanceof Tree.Mapping mapping)) {
            noObject(root, "the document is no mapping, and so no Kubernetes object");
        } else if (isList(mapping)) {
            list(mapping, repeated);
            waiting.forEach(late -> item(late.item(), late.repeated(), mapping));
        } else {
            object(mapping, repeated, mapping.text(API_VERSION), mapping.text(KIND));
        }
    }

    private static boolean isList(Tree.Mapping mapping) {
        String kind = mapping.text(KIND).orElse("");
        boolean hasItems = mapping.entries().get(ITEMS) instanceof Tree.Sequence;
        return kind.equals(LIST)
                || (kind.endsWith(LIST) && (hasItems || typeOfItems(mapping).isPresent()));
    }

    private static Optional<ObjectType> typeOfItems(Tree.Mapping list) {
        return list.text(API_VERSION)
                .flatMap(version -> kindOfItems(list).flatMap(kind -> KnownKind.find(version, kind)))
                .map(KnownKind::type);
    }

    private static Optional<String> kindOfItems(Tree.Mapping list) {
        return list.text(KIND)
                .filter(kind -> kind.endsWith(LIST) && kind.length() > LIST.length())
                .map(kind -> kind.substring(0, kind.length() - LIST.length()));
    }

    private void list(Tree.Mapping list, List<RepeatedKey> repeated) {
        Optional<ObjectType> type = typeOfItems(list);
        type.ifPresent(collector::appeared);
        repeated.forEach(key -> collector.lost(
                InputCode.REPEATED_KEY,
                place.atLine(key.line()).toString(),
                key.path() + " stands twice in the list, in lines " + key.firstLine() + " and " + key.line() + ".",
                "Keep one of the two.",
                Optional.of(place.atLine(key.line()))));
        if (list.child("metadata").text("continue").isPresent()) {
            type.ifPresentOrElse(collector::pageMissing, collector::allPagesMissing);
            collector.note(
                    InputCode.PAGE_OF_LIST,
                    place.atLine(list.line()).toString(),
                    "The list is one page of a longer one: metadata.continue is set.",
                    "Read the list as a whole, for example with kubectl get.");
        }
    }

    private void item(Tree item, List<RepeatedKey> repeated, Tree.Mapping list) {
        if (!(item instanceof Tree.Mapping mapping)) {
            noObject(item, "an item of the list is no mapping, and so no Kubernetes object");
            return;
        }
        Optional<String> kindOfItems = kindOfItems(list);
        Optional<String> apiVersion =
                mapping.text(API_VERSION).or(() -> kindOfItems.flatMap(kind -> list.text(API_VERSION)));
        object(mapping, repeated, apiVersion, mapping.text(KIND).or(() -> kindOfItems));
    }

    private void object(
            Tree.Mapping object, List<RepeatedKey> repeated, Optional<String> apiVersion, Optional<String> kind) {
        if (isList(object)) {
            list(object, repeated);
            if (object.entries().get(ITEMS) instanceof Tree.Sequence items) {
                items.items().forEach(item -> item(item, List.of(), object));
            }
        } else if (apiVersion.isEmpty() || kind.isEmpty()) {
            String missing = apiVersion.isEmpty() ? API_VERSION : KIND;
            noObject(object, missing + " is missing, so it is not known what object this is");
        } else {
            collector.object(apiVersion.get(), kind.get(), object, repeated, place.atLine(object.line()));
        }
    }

    private void noObject(Tree tree, String problem) {
        Place at = place.atLine(tree.line());
        collector.lost(
                InputCode.NO_OBJECT,
                at.toString(),
                "In line " + at.line() + " " + problem + ".",
                "Write apiVersion and kind at the top of the object, or leave the document out.",
                Optional.of(at));
    }
}
