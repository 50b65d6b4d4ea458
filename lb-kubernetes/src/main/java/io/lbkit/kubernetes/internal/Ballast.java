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
            Set.of("envFrom", "resources", "volumeMounts", "args", "command", "securityContext");
    private static final Set<String> NODE_STATUS =
            Set.of("images", "nodeInfo", "capacity", "allocatable", "volumesAttached", "volumesInUse");

    private static final String PRE_STOP = "preStop";
    private static final String SLEEP = "sleep";

    private Ballast() {}

    /** Drops it; of the environment of containers, only the named variables stay. */
    static void drop(ObjectType type, Map<String, @Nullable Object> object, Set<String> podVariables) {
        dropFrom(object.get("metadata"), META);
        if (type == ObjectType.NODE) {
            dropFrom(object.get("status"), NODE_STATUS);
        } else if (object.get("spec") instanceof Map<?, ?> spec && spec.get("template") instanceof Map<?, ?> template) {
            dropFrom(template, TEMPLATE);
        } else if (type == ObjectType.POD && object.get("spec") instanceof Map<?, ?> spec) {
            dropFrom(spec, POD);
            dropFromAll(spec.get("containers"), podVariables);
            dropFromAll(spec.get("initContainers"), podVariables);
        }
    }

    private static void dropFromAll(@Nullable Object containers, Set<String> podVariables) {
        if (containers instanceof List<?> list) {
            list.forEach(container -> {
                dropFrom(container, CONTAINER);
                dropLifecycle(container);
                dropVariables(container, podVariables);
            });
        }
    }

    /** Of what happens around the life of a container, a pause before its end is read; commands may be anything. */
    private static void dropLifecycle(@Nullable Object container) {
        if (container instanceof Map<?, ?> map && map.get("lifecycle") instanceof Map<?, ?> steps) {
            steps.keySet().removeIf(step -> !PRE_STOP.equals(step));
            if (steps.get(PRE_STOP) instanceof Map<?, ?> step) {
                step.keySet().removeIf(action -> !SLEEP.equals(action));
            }
        } else {
            dropFrom(container, Set.of("lifecycle"));
        }
    }

    private static void dropVariables(@Nullable Object container, Set<String> podVariables) {
        if (container instanceof Map<?, ?> map && map.get("env") instanceof List<?> variables) {
            variables.removeIf(variable -> !(variable instanceof Map<?, ?> named)
                    || !(named.get("name") instanceof String name)
                    || !podVariables.contains(name));
            if (variables.isEmpty()) {
                map.remove("env");
            }
        } else {
            dropFrom(container, Set.of("env"));
        }
    }

    private static void dropFrom(@Nullable Object mapping, Set<String> names) {
        if (mapping instanceof Map<?, ?> map) {
            map.keySet().removeAll(names);
        }
    }
}
