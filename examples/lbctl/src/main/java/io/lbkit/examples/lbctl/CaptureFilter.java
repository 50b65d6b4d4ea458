package io.lbkit.examples.lbctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What of an object goes into a bundle: the fields that a diagnosis reads, and nothing else. Environments, commands, arguments,
 * volumes, headers, the data of Secrets and ConfigMaps and the last applied configuration are on no list. Of an environment, the
 * variables that the provider asks for by name stay, if their values stand in the Pod. Text that looks like a credential is left
 * out wherever it stands.
 */
final class CaptureFilter {
    /** What stands for text that was left out. */
    static final String LEFT_OUT = "(left out)";

    private static final Pattern CREDENTIAL = Pattern.compile("(?s)-----BEGIN .*"
            + "|eyJ[\\w-]{6,}\\.[\\w-]+\\.[\\w-]*"
            + "|\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"
            + "|(?i)\\bbearer\\s+\\S+"
            + "|(?i)[\\w-]*(?:passw(?:or)?d|secret|token|api[-_]?key|credential|authorization)[\\w-]*[\"']?\\s*[:=]\\s*\\S+"
            + "|(?<=://)[^/\\s:@]+:[^/\\s@]+(?=@)");

    private static final Pattern ANNOTATION = Pattern.compile(
            "(?:[\\w.-]*\\.)?(?:kubernetes\\.io|gke\\.io|google\\.com|k8s\\.aws|azure\\.com|lbkit\\.io)/.*");

    /** As deep as the names of fields say who changed what. */
    private static final int FIELD_LEVELS = 2;

    private static final String METADATA = "apiVersion kind metadata.name metadata.namespace metadata.uid"
            + " metadata.creationTimestamp metadata.deletionTimestamp metadata.deletionGracePeriodSeconds metadata.generation"
            + " metadata.labels metadata.annotations metadata.finalizers metadata.ownerReferences";
    private static final String ENVIRONMENT = "env";
    private static final String CONTAINER = "name ports env readinessProbe.httpGet.path readinessProbe.httpGet.port"
            + " readinessProbe.httpGet.scheme readinessProbe.tcpSocket readinessProbe.grpc readinessProbe.initialDelaySeconds"
            + " readinessProbe.periodSeconds readinessProbe.timeoutSeconds readinessProbe.successThreshold"
            + " readinessProbe.failureThreshold lifecycle.preStop.sleep.seconds";
    private static final String CONTAINER_STATUS = "name ready started restartCount state.waiting.reason state.running"
            + " state.terminated.reason state.terminated.exitCode state.terminated.finishedAt lastState.terminated.reason"
            + " lastState.terminated.exitCode";
    private static final String WRITES = "metadata.managedFields.manager metadata.managedFields.operation"
            + " metadata.managedFields.subresource metadata.managedFields.time metadata.managedFields.fieldsType"
            + " metadata.managedFields.fieldsV1";
    private static final String WORKLOAD = WRITES
            + " spec.replicas spec.paused spec.selector spec.strategy spec.updateStrategy spec.minReadySeconds spec.template.metadata.labels status";

    private static final Map<String, Fields> KINDS = Map.ofEntries(
            kind("Service", WRITES, "spec status"),
            kind("EndpointSlice", WRITES, "addressType endpoints ports"),
            kind("Endpoints", "subsets"),
            kind(
                    "Pod",
                    "spec.nodeName spec.hostNetwork spec.readinessGates spec.terminationGracePeriodSeconds",
                    within("spec.containers", CONTAINER),
                    within("spec.initContainers", CONTAINER),
                    "status.phase status.reason status.conditions status.podIP status.podIPs status.hostIP status.hostIPs"
                            + " status.startTime",
                    within("status.containerStatuses", CONTAINER_STATUS),
                    within("status.initContainerStatuses", CONTAINER_STATUS)),
            kind(
                    "Node",
                    "spec.providerID spec.unschedulable spec.taints spec.podCIDR spec.podCIDRs status.addresses status.conditions"),
            kind(
                    "Event",
                    "involvedObject regarding related reason message note type count firstTimestamp lastTimestamp eventTime series"
                            + " source reportingComponent reportingController action"),
            kind("NetworkPolicy", WRITES, "spec"),
            kind("Namespace", "status"),
            kind("Deployment", WORKLOAD),
            kind("ReplicaSet", WORKLOAD),
            kind("StatefulSet", WORKLOAD),
            kind("DaemonSet", WORKLOAD),
            kind("PodDisruptionBudget", "spec status"),
            kind("Status", "status reason code message details"));

    /** What stays of an object that does not say its kind: enough to see that it is there. */
    private static final Fields ANY_KIND = kind("", "").getValue();

    /** The fields that stay: those below a name, or everything below it if nothing is said. */
    private record Fields(Map<String, Fields> named) {
        static Fields none() {
            return new Fields(new TreeMap<>());
        }

        void add(String path) {
            Fields fields = this;
            for (String name : path.split("\\.", -1)) {
                fields = fields.named.computeIfAbsent(name, key -> none());
            }
        }
    }

    private final Set<String> podVariables;
    private final Map<String, Integer> leftOut = new TreeMap<>();

    CaptureFilter(Set<String> podVariables) {
        this.podVariables = podVariables;
    }

    private static Map.Entry<String, Fields> kind(String name, String... paths) {
        Fields fields = Fields.none();
        for (String path : (METADATA + " " + String.join(" ", paths)).split(" ", -1)) {
            fields.add(path);
        }
        return Map.entry(name, fields);
    }

    private static String within(String list, String paths) {
        return list + "." + paths.replace(" ", " " + list + ".");
    }

    /** {@return whether a diagnosis reads objects of a kind} */
    static boolean isRead(String kind) {
        return KINDS.containsKey(kind);
    }

    /** {@return what stays of an object; nothing if no diagnosis reads its kind} */
    Optional<Object> kept(Map<?, ?> object) {
        if (!(object.get("kind") instanceof String kind)) {
            return Optional.of(only(object, ANY_KIND));
        }
        Fields fields = KINDS.get(kind);
        if (fields == null) {
            leftOut.merge(kind, 1, Integer::sum);
            return Optional.empty();
        }
        return Optional.of(only(object, fields));
    }

    /** {@return how many objects of which kind were left out} */
    Map<String, Integer> leftOut() {
        return leftOut;
    }

    private Object only(Object value, Fields fields) {
        if (value instanceof List<?> items) {
            List<Object> kept = new ArrayList<>();
            items.forEach(item -> kept.add(only(item, fields)));
            return kept;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> kept = new LinkedHashMap<>();
            map.forEach((key, below) -> {
                String name = String.valueOf(key);
                Fields wanted = fields.named().get(name);
                if (below != null
                        && (wanted != null || fields.named().isEmpty())
                        && (!name.equals(ENVIRONMENT) || !variables(below).isEmpty())) {
                    Object rest = wanted == null ? whole(below) : below(name, below, wanted);
                    kept.put(name, rest);
                }
            });
            return kept;
        }
        return whole(value);
    }

    private Object below(String name, Object value, Fields wanted) {
        if (name.equals("annotations") && value instanceof Map<?, ?> annotations) {
            return annotations(annotations);
        }
        if (name.equals("fieldsV1") && value instanceof Map<?, ?> fields) {
            return fieldNames(fields, FIELD_LEVELS);
        }
        if (name.equals(ENVIRONMENT)) {
            return variables(value);
        }
        return wanted.named().isEmpty() ? whole(value) : only(value, wanted);
    }

    /** Below that, keys of lists and members of sets are values. */
    private static Map<String, Object> fieldNames(Map<?, ?> fields, int levels) {
        Map<String, Object> names = new LinkedHashMap<>();
        fields.forEach((key, below) -> {
            String name = String.valueOf(key);
            if (levels > 0 && name.startsWith("f:")) {
                names.put(name, below instanceof Map<?, ?> inside ? fieldNames(inside, levels - 1) : Map.of());
            }
        });
        return names;
    }

    private List<Object> variables(Object environment) {
        return environment instanceof List<?> variables
                ? variables.stream()
                        .filter(variable -> variable instanceof Map<?, ?> named
                                && named.get("name") instanceof String name
                                && podVariables.contains(name))
                        .map(variable -> variable((Map<?, ?>) variable))
                        .toList()
                : List.of();
    }

    /** That a value comes from elsewhere is worth knowing, and from where is not. */
    private static Object variable(Map<?, ?> variable) {
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("name", String.valueOf(variable.get("name")));
        if (variable.get("valueFrom") != null) {
            kept.put("valueFrom", Map.of());
        } else if (variable.get("value") != null) {
            kept.put("value", whole(variable.get("value")));
        }
        return kept;
    }

    private static Map<String, Object> annotations(Map<?, ?> annotations) {
        Map<String, Object> kept = new LinkedHashMap<>();
        annotations.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (ANNOTATION.matcher(name).matches() && !name.startsWith("kubectl.") && value != null) {
                kept.put(name, whole(value));
            }
        });
        return kept;
    }

    private static Object whole(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> kept = new LinkedHashMap<>();
            map.forEach((key, below) -> {
                if (below != null) {
                    kept.put(String.valueOf(key), whole(below));
                }
            });
            return kept;
        } else if (value instanceof List<?> items) {
            return items.stream().map(CaptureFilter::whole).toList();
        }
        return value instanceof String text ? redacted(text) : value;
    }

    /** {@return text without what looks like a credential} */
    static String redacted(String text) {
        return CREDENTIAL.matcher(text).replaceAll(LEFT_OUT);
    }
}
