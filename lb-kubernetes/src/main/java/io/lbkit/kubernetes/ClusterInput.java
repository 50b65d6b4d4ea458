package io.lbkit.kubernetes;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.FieldWrites;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.Severity;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was read from files, streams and text.
 *
 * @param snapshot the objects, readable or not
 * @param findings what is worth saying about the input, sorted; those of unreadable objects included
 * @param unreadableLoadBalancers the Services that could not be read and are, or may be, of type LoadBalancer
 * @param fieldWrites who wrote which fields of Services, EndpointSlices, NetworkPolicies and workloads, in the order of the objects;
 *     none where the input has no managed fields ({@code kubectl get -o yaml --show-managed-fields})
 * @param files how many files and streams were opened
 * @param documents how many documents they held, broken ones included
 * @param objects how many objects of each kind were met, of kinds that are not used too, items of lists one by one
 * @param namespaceLabels the labels of the Namespaces by their names
 * @param clusterUids the uids of the Namespace {@code kube-system}, which tell a cluster from all others; several if objects of
 *     several clusters were read, none if it was not
 */
public record ClusterInput(
        ClusterSnapshot snapshot,
        List<Finding> findings,
        SortedSet<ServiceKey> unreadableLoadBalancers,
        List<FieldWrites> fieldWrites,
        int files,
        int documents,
        SortedMap<String, Integer> objects,
        SortedMap<String, Map<String, String>> namespaceLabels,
        SortedSet<String> clusterUids) {
    /**
     * Copies the collections.
     *
     * @param snapshot the objects
     * @param findings the findings, sorted
     * @param fieldWrites who wrote which fields
     * @param files the number of files and streams
     * @param documents the number of documents
     * @param objects the number of objects by kind
     * @param unreadableLoadBalancers the Services that could not be read and are, or may be, of type LoadBalancer
     * @param namespaceLabels the labels of the Namespaces
     * @param clusterUids the uids of the Namespace {@code kube-system}
     */
    public ClusterInput {
        findings = List.copyOf(findings);
        fieldWrites = List.copyOf(fieldWrites);
        unreadableLoadBalancers = Collections.unmodifiableSortedSet(new TreeSet<>(unreadableLoadBalancers));
        objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
        namespaceLabels = Collections.unmodifiableSortedMap(new TreeMap<>(namespaceLabels));
        clusterUids = Collections.unmodifiableSortedSet(new TreeSet<>(clusterUids));
    }

    /** {@return whether some part of the input could not be used} */
    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }
}
