package io.lbkit.aws.facts;

import io.lbkit.model.resource.SpecValue;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An EC2 instance that is a node.
 *
 * @param id its id
 * @param availabilityZone the name of its zone
 * @param state for example {@code running}
 * @param tags those that name the cluster that it is a node of, {@code kubernetes.io/cluster/NAME}
 */
public record Instance(
        String id, Optional<String> availabilityZone, Optional<String> state, SortedMap<String, String> tags) {
    /** How the key of a tag begins that names a cluster. */
    public static final String CLUSTER_TAG = "kubernetes.io/cluster/";

    /**
     * Keeps the tags that name a cluster.
     *
     * @param id its id
     * @param availabilityZone the name of its zone
     * @param state for example {@code running}
     * @param tags its tags
     */
    public Instance {
        SortedMap<String, String> clusters = new TreeMap<>(tags);
        clusters.keySet().removeIf(key -> !key.startsWith(CLUSTER_TAG));
        tags = Collections.unmodifiableSortedMap(clusters);
    }

    /**
     * {@return whether its tags name a cluster and no other one}
     *
     * @param cluster the name of the cluster
     */
    public boolean isOf(String cluster) {
        return tags.keySet().equals(Set.of(CLUSTER_TAG + cluster));
    }

    static Instance read(FactFields fields) {
        return new Instance(
                fields.text("InstanceId"),
                fields.optionalText("AvailabilityZone"),
                fields.optionalText("State"),
                fields.map("Tags"));
    }

    SpecValue.Mapping written() {
        return new FactWriter()
                .text("InstanceId", id)
                .text("AvailabilityZone", availabilityZone)
                .text("State", state)
                .map("Tags", tags)
                .done();
    }
}
