package io.lbkit.kubernetes.internal;

import io.lbkit.model.cluster.ObjectType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parts that say nothing about load balancers and make up most of a dump. They are dropped before they cost anything, and
 * a fault in one of them is none of ours.
 */
final class Ballast {
    private static final Set<String> META = Set.of("managedFields");
    private static final Set<String> POD = Set.of("volumes", "affinity", "tolerations", "topologySpreadConstraints");
    private static final Set<String> TEMPLATE = Set.of("spec");
    private static final Set<String> CONTAINER =
            Set.of("env", "envFrom", "resources", "volumeMounts", "args", "command", "securityContext", "lifecycle");
    private static final Set<String> NODE_STATUS =
            Set.of("images", "nodeInfo", "capacity", "allocatable", "volumesAttached", "volumesInUse");

    private Ballast() {}

    static void drop(ObjectType type, Map<String, @Nullable Object> object) {
        dropFrom(object.get("metadata"), META);
        if (type == ObjectType.NODE) {
            dropFrom(object.get("status"), NODE_STATUS);
        } else if (object.get("spec") instanceof Map<?, ?> spec && spec.get("template") instanceof Map<?, ?> template) {
            dropFrom(template, TEMPLATE);
        } else if (type == ObjectType.POD && object.get("spec") instanceof Map<?, ?> spec) {
            dropFrom(spec, POD);
            dropFromAll(spec.get("containers"));
            dropFromAll(spec.get("initContainers"));
        }
    }

    private static void dropFromAll(@Nullable Object containers) {
        if (containers instanceof List<?> list) {
            list.forEach(container -> dropFrom(container, CONTAINER));
        }
    }

    private static void dropFrom(@Nullable Object mapping, Set<String> names) {
        if (mapping instanceof Map<?, ?> map) {
            map.keySet().removeAll(names);
        }
    }
}
