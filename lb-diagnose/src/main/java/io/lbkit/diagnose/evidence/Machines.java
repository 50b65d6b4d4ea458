package io.lbkit.diagnose.evidence;

import io.lbkit.model.cluster.ClusterSnapshot;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the ids of machines say about the cloud. */
public final class Machines {
    /** Clouds by the scheme of their ids; nodes of other schemes may stand beside them, such as machines at the edge. */
    private static final Map<String, String> CLOUDS = Map.of("aws", "aws", "gce", "gcp", "azure", "azure");

    private Machines() {}

    /**
     * {@return the names of the large clouds whose machines the nodes are; none if no node says so}
     *
     * @param cluster the cluster
     */
    public static Set<String> clouds(ClusterSnapshot cluster) {
        Set<String> clouds = new TreeSet<>();
        cluster.nodes()
                .forEach(node -> node.providerId()
                        .filter(id -> id.contains("://"))
                        .map(id -> CLOUDS.get(id.substring(0, id.indexOf("://"))))
                        .ifPresent(clouds::add));
        return clouds;
    }

    /**
     * {@return whether the ids of machines tell a cloud}
     *
     * @param cloud the name of the cloud
     */
    static boolean isKnown(String cloud) {
        return CLOUDS.containsValue(cloud);
    }
}
