package io.lbkit.diagnose.policy;

import io.lbkit.model.net.IpAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Where packets come from, as the network plugin sees it after address translation.
 *
 * @param address the source address
 * @param pod the pod that has the address; absent if it belongs to no pod
 */
public record Source(IpAddress address, Optional<PodLabels> pod) {
    /**
     * What a policy can select a pod by.
     *
     * @param namespace the namespace of the pod
     * @param labels its labels
     */
    public record PodLabels(String namespace, Map<String, String> labels) {
        /**
         * Copies the map.
         *
         * @param namespace the namespace of the pod
         * @param labels its labels
         */
        public PodLabels {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * A source that is no pod, such as a node, a load balancer or a client outside of the cluster.
     *
     * @param address the address
     * @return the source
     */
    public static Source outside(IpAddress address) {
        return new Source(address, Optional.empty());
    }

    /**
     * A pod as source.
     *
     * @param address its address
     * @param namespace its namespace
     * @param labels its labels
     * @return the source
     */
    public static Source pod(IpAddress address, String namespace, Map<String, String> labels) {
        return new Source(address, Optional.of(new PodLabels(namespace, labels)));
    }
}
