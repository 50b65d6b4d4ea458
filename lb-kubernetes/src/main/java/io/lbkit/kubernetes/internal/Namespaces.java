package io.lbkit.kubernetes.internal;

import io.lbkit.kubernetes.internal.yaml.Tree;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the Namespaces of the input say: their labels, and which cluster this is. */
final class Namespaces {
    /** It is made with the cluster and never again, so its uid tells clusters apart. */
    private static final String OLDEST = "kube-system";

    private final SortedMap<String, Map<String, String>> labels = new TreeMap<>();
    private final SortedSet<String> clusterUids = new TreeSet<>();

    static boolean isOne(String apiVersion, String kind) {
        return apiVersion.equals("v1") && kind.equals("Namespace");
    }

    void add(Tree.Mapping namespace) {
        Tree.Mapping meta = namespace.child("metadata");
        meta.text("name").ifPresent(name -> {
            labels.put(name, labels(meta.child("labels")));
            if (name.equals(OLDEST)) {
                meta.text("uid").ifPresent(clusterUids::add);
            }
        });
    }

    private static Map<String, String> labels(Tree.Mapping mapping) {
        Map<String, String> labels = new TreeMap<>();
        mapping.entries()
                .keySet()
                .forEach(key -> labels.put(key, mapping.text(key).orElse("")));
        return labels;
    }

    SortedMap<String, Map<String, String>> labels() {
        return labels;
    }

    SortedSet<String> clusterUids() {
        return clusterUids;
    }
}
