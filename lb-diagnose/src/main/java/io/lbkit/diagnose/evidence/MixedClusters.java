package io.lbkit.diagnose.evidence;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.finding.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Objects that cannot be of one cluster. One object that does not fit may be left over or late; only where none of several fits is
 * it another cluster.
 */
final class MixedClusters {
    /** From how many names on it is no coincidence that none is known. */
    private static final int SEVERAL = 2;

    private static final String REMEDY = "Give the objects of one cluster, all read at the same time.";

    private final DiagnosisInput input;
    private final Set<String> clouds;
    private final List<Finding> findings = new ArrayList<>();

    private MixedClusters(DiagnosisInput input, Set<String> clouds) {
        this.input = input;
        this.clouds = clouds;
    }

    /** {@return what cannot be of one cluster, of whose nodes the clouds are known} */
    static List<Finding> of(DiagnosisInput input, Set<String> clouds) {
        MixedClusters mixed = new MixedClusters(input, clouds);
        mixed.compareNamespaces();
        mixed.compareMachines();
        mixed.compareNodes();
        mixed.compareSlices();
        return mixed.findings;
    }

    private void compareNamespaces() {
        if (input.clusterUids().size() > 1) {
            add(
                    "Namespace/kube-system metadata.uid",
                    "Namespaces kube-system of several clusters are in the input: their uids are "
                            + String.join(", ", input.clusterUids()) + ".");
        }
    }

    private void compareMachines() {
        if (clouds.size() > 1) {
            add("Node spec.providerID", "The nodes are machines of several clouds: " + String.join(", ", clouds) + ".");
        }
    }

    private void compareNodes() {
        ClusterSnapshot cluster = input.cluster();
        if (cluster.nodes().isEmpty() || cluster.coverage(ObjectType.NODE) != Coverage.COMPLETE) {
            return;
        }
        compareNodes("Pod spec.nodeName", "pods", cluster.pods().stream().flatMap(pod -> pod.nodeName().stream()));
        compareNodes(
                "EndpointSlice endpoints[].nodeName",
                "EndpointSlices",
                cluster.endpointSlices().stream()
                        .flatMap(slice -> slice.endpoints().stream())
                        .flatMap(endpoint -> endpoint.nodeName().stream()));
    }

    /** One name that fits ends the search, so that a large cluster costs no more than a small one. */
    private void compareNodes(String field, String objects, Stream<String> names) {
        SortedSet<String> unknown = new TreeSet<>();
        for (String name : (Iterable<String>) names::iterator) {
            if (input.cluster().node(name).isPresent()) {
                return;
            }
            unknown.add(name);
        }
        if (unknown.size() >= SEVERAL) {
            add(
                    field,
                    "None of the " + unknown.size() + " nodes that the " + objects + " are on is among the "
                            + input.cluster().nodes().size() + " nodes of the input; the first is " + unknown.first()
                            + ".");
        }
    }

    /** The controller writes the uid of the Service into each slice. */
    private void compareSlices() {
        List<EndpointSlice> others = new ArrayList<>();
        Set<Service> services = new TreeSet<>(Comparator.comparing(Service::key));
        for (EndpointSlice slice : input.cluster().endpointSlices()) {
            if (slice.serviceUid().isEmpty()) {
                continue;
            }
            Optional<Service> service = slice.service().flatMap(input.cluster()::service);
            Optional<Boolean> same = service.flatMap(Service::uid)
                    .flatMap(uid -> slice.serviceUid().map(uid::equals));
            if (same.filter(fits -> fits).isPresent()) {
                return;
            }
            if (same.isPresent()) {
                others.add(slice);
                service.ifPresent(services::add);
            }
        }
        if (services.size() >= SEVERAL) {
            add(
                    "EndpointSlice metadata.ownerReferences",
                    "The slices of " + services.size()
                            + " Services are those of other Services with the same names: EndpointSlice/"
                            + others.get(0).key()
                            + " names the uid " + others.get(0).serviceUid().orElseThrow() + ".");
        }
    }

    private void add(String about, String message) {
        findings.add(EvidenceCode.MIXED_CLUSTERS
                .finding()
                .about(about)
                .message(message)
                .remedy(REMEDY)
                .build());
    }
}
