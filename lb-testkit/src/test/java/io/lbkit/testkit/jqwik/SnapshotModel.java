package io.lbkit.testkit.jqwik;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.DisruptionBudget;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.cluster.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A snapshot without any index: objects under type and name, and the coverage of each type. */
final class SnapshotModel {
    private final Map<String, Object> objects = new TreeMap<>();
    private final Map<ObjectType, Coverage> coverage = new EnumMap<>(ObjectType.class);

    void put(Object object) {
        ObjectType type = type(object);
        objects.put(type + "/" + name(object), object);
        coverage.merge(type, Coverage.PARTIAL, (stated, partial) -> stated == Coverage.UNKNOWN ? partial : stated);
    }

    void remove(ObjectType type, String name) {
        objects.remove(type + "/" + name);
    }

    void cover(ObjectType type, Coverage stated) {
        coverage.put(type, stated);
    }

    <T> List<T> all(Class<T> type, Predicate<T> which) {
        return objects.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(which)
                .toList();
    }

    Coverage coverage(ObjectType type) {
        Coverage stated = coverage.getOrDefault(type, Coverage.UNKNOWN);
        boolean gap = !all(Unreadable.class, object -> object.type() == type).isEmpty();
        return gap && stated == Coverage.COMPLETE ? Coverage.PARTIAL : stated;
    }

    /** The snapshot built from what there is in the end, last object first. */
    ClusterSnapshot built() {
        ClusterSnapshot.Builder builder = ClusterSnapshot.builder();
        List<Object> backwards = new ArrayList<>(objects.values());
        Collections.reverse(backwards);
        backwards.forEach(object -> add(builder, object));
        coverage.forEach(builder::covering);
        return builder.build();
    }

    static ObjectType type(Object object) {
        if (object instanceof Service) {
            return ObjectType.SERVICE;
        } else if (object instanceof EndpointSlice) {
            return ObjectType.ENDPOINT_SLICE;
        } else if (object instanceof Node) {
            return ObjectType.NODE;
        } else if (object instanceof Pod) {
            return ObjectType.POD;
        } else if (object instanceof NetworkPolicy) {
            return ObjectType.NETWORK_POLICY;
        } else if (object instanceof ClusterEvent) {
            return ObjectType.EVENT;
        } else if (object instanceof Workload workload) {
            return workload.key().kind().type();
        } else if (object instanceof DisruptionBudget) {
            return ObjectType.DISRUPTION_BUDGET;
        }
        return ((Unreadable) object).type();
    }

    static String name(Object object) {
        if (object instanceof Service service) {
            return service.key().toString();
        } else if (object instanceof EndpointSlice slice) {
            return slice.key().toString();
        } else if (object instanceof Node node) {
            return node.name();
        } else if (object instanceof Pod pod) {
            return pod.key().toString();
        } else if (object instanceof NetworkPolicy policy) {
            return policy.key().toString();
        } else if (object instanceof ClusterEvent event) {
            return event.key().toString();
        } else if (object instanceof Workload workload) {
            return workload.key().object().toString();
        } else if (object instanceof DisruptionBudget budget) {
            return budget.key().toString();
        }
        return ((Unreadable) object).name();
    }

    private static void add(ClusterSnapshot.Builder builder, Object object) {
        if (object instanceof Service service) {
            builder.add(service);
        } else if (object instanceof EndpointSlice slice) {
            builder.add(slice);
        } else if (object instanceof Node node) {
            builder.add(node);
        } else if (object instanceof Pod pod) {
            builder.add(pod);
        } else if (object instanceof NetworkPolicy policy) {
            builder.add(policy);
        } else if (object instanceof ClusterEvent event) {
            builder.add(event);
        } else if (object instanceof Workload workload) {
            builder.add(workload);
        } else if (object instanceof DisruptionBudget budget) {
            builder.add(budget);
        } else {
            builder.add((Unreadable) object);
        }
    }

    static ClusterSnapshot with(ClusterSnapshot snapshot, Object object) {
        if (object instanceof Service service) {
            return snapshot.with(service);
        } else if (object instanceof EndpointSlice slice) {
            return snapshot.with(slice);
        } else if (object instanceof Node node) {
            return snapshot.with(node);
        } else if (object instanceof Pod pod) {
            return snapshot.with(pod);
        } else if (object instanceof NetworkPolicy policy) {
            return snapshot.with(policy);
        } else if (object instanceof ClusterEvent event) {
            return snapshot.with(event);
        } else if (object instanceof Workload workload) {
            return snapshot.with(workload);
        } else if (object instanceof DisruptionBudget budget) {
            return snapshot.with(budget);
        }
        return snapshot.with((Unreadable) object);
    }
}
