package io.lbkit.diagnose.scenario;

import io.lbkit.kubernetes.ClusterInput;
import io.lbkit.kubernetes.ClusterReader;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.Severity;
import io.lbkit.testkit.simulation.SliceWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Kubernetes objects by kind and name, for example {@code Pod/web-1}, all in the namespace shop unless they say otherwise. */
final class Objects {
    private static final Map<String, String> VERSIONS = Map.ofEntries(
            Map.entry("Service", "v1"),
            Map.entry("Node", "v1"),
            Map.entry("Pod", "v1"),
            Map.entry("Event", "v1"),
            Map.entry("EndpointSlice", "discovery.k8s.io/v1"),
            Map.entry("NetworkPolicy", "networking.k8s.io/v1"),
            Map.entry("Deployment", "apps/v1"),
            Map.entry("ReplicaSet", "apps/v1"),
            Map.entry("StatefulSet", "apps/v1"),
            Map.entry("DaemonSet", "apps/v1"),
            Map.entry("PodDisruptionBudget", "policy/v1"));

    private Objects() {}

    /**
     * {@return the cluster with objects as they were edited, its slices written by the slice controller and then edited}
     *
     * @param objects the objects
     * @param edits what is different
     */
    static ClusterSnapshot snapshot(Map<String, Object> objects, Map<String, Object> edits) {
        Map<String, Object> others = new LinkedHashMap<>(edits);
        Map<String, Object> ofSlices = new LinkedHashMap<>();
        edits.keySet().stream().filter(key -> key.startsWith("EndpointSlice/")).forEach(key -> {
            ofSlices.put(key, others.remove(key));
        });
        Map<String, Object> stored = Patch.laid(objects, others);
        stored.putAll(Patch.laid(slices(read(stored)), ofSlices));
        ClusterSnapshot cluster = read(stored);
        for (ObjectType type : ObjectType.values()) {
            cluster = cluster.covering(type, Coverage.COMPLETE);
        }
        return cluster;
    }

    private static ClusterSnapshot read(Map<String, Object> objects) {
        ClusterReader reader = ClusterReader.create().complete().inNamespace("shop");
        Dump dump = new Dump(DumpSettings.builder().setSchema(new CoreSchema()).build());
        objects.forEach((key, fields) -> reader.add(key, dump.dumpToString(whole(key, Fields.map(fields)))));
        ClusterInput input = reader.read();
        List<Finding> errors = input.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException("the objects cannot be read: " + errors);
        }
        return input.snapshot();
    }

    private static Map<String, Object> whole(String key, Map<String, Object> fields) {
        String kind = key.substring(0, key.indexOf('/'));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", VERSIONS.get(kind));
        object.put("kind", kind);
        object.put("metadata", Map.of("name", key.substring(key.lastIndexOf('/') + 1)));
        return Patch.laid(object, fields);
    }

    private static Map<String, Object> slices(ClusterSnapshot cluster) {
        Map<String, Node> nodes = cluster.nodes().stream().collect(Collectors.toMap(Node::name, Function.identity()));
        SliceWriter writer = new SliceWriter(nodes, List.copyOf(cluster.pods()));
        Map<String, Object> slices = new TreeMap<>();
        cluster.services().stream()
                .flatMap(service -> writer.write(service).stream())
                .forEach(slice -> slices.put("EndpointSlice/" + slice.key().name(), slice(slice)));
        return slices;
    }

    private static Map<String, Object> slice(EndpointSlice slice) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "metadata",
                Map.of(
                        "name", slice.key().name(),
                        "namespace", slice.key().namespace(),
                        "labels",
                                Map.of(
                                        "kubernetes.io/service-name",
                                        slice.serviceName().orElseThrow(),
                                        "endpointslice.kubernetes.io/managed-by",
                                        SliceWriter.NAME)));
        fields.put("addressType", slice.addressType().apiName());
        fields.put("ports", slice.ports().stream().map(Objects::port).toList());
        fields.put(
                "endpoints", slice.endpoints().stream().map(Objects::endpoint).toList());
        return fields;
    }

    private static Map<String, Object> port(EndpointPort port) {
        return Map.of(
                "name",
                port.name(),
                "protocol",
                port.protocol().toString(),
                "port",
                port.port().orElseThrow());
    }

    private static Map<String, Object> endpoint(Endpoint endpoint) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("addresses", endpoint.addresses());
        fields.put(
                "conditions",
                Map.of(
                        "ready", endpoint.isReady(),
                        "serving", endpoint.isServing(),
                        "terminating", endpoint.isTerminating()));
        endpoint.nodeName().ifPresent(node -> fields.put("nodeName", node));
        endpoint.targetRef().ifPresent(pod -> fields.put("targetRef", Map.of("kind", "Pod", "name", pod.name())));
        return fields;
    }
}
