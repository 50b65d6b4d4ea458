package io.lbkit.kubernetes.internal.yaml;

import java.util.List;

/** Takes the items of a list while the rest of the list is still being read. */
@FunctionalInterface
public interface ItemSink {
    /**
     * Takes one item.
     *
     * @param item the item
     * @param repeated keys that stand twice in it
     * @param list what stood before the items in the list
     */
    void accept(Tree item, List<RepeatedKey> repeated, Tree.Mapping list);
}
