package io.lbkit.kubernetes;

import io.lbkit.kubernetes.internal.EventReading;
import io.lbkit.kubernetes.internal.NodeReading;
import io.lbkit.kubernetes.internal.PodReading;
import io.lbkit.kubernetes.internal.PolicyReading;
import io.lbkit.kubernetes.internal.ServiceReading;
import io.lbkit.kubernetes.internal.SliceReading;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import java.util.Set;

/**
 * Objects of the fabric8 client as values of the model. The defaults of the API server are applied, so a manifest and the
 * object made from it read alike; an object without a namespace is one of {@code default}.
 *
 * <p>Every fault of an object is told at once. What makes an object useless refuses it ({@link Reading.Refused}); a value
 * that the object can do without, such as a blacked-out address of a node, is left out with a warning.
 *
 * <p>All methods are pure: they neither change their argument nor keep it.
 */
public final class KubernetesObjects {
    private KubernetesObjects() {}

    /**
     * Reads a Service of {@code v1}. Source ranges, {@code loadBalancerIP} and annotations stay the text they are.
     *
     * @param object the object
     * @return the value or the refusal
     */
    public static Reading<Service> service(io.fabric8.kubernetes.api.model.Service object) {
        return ServiceReading.read(object);
    }

    /**
     * Reads an EndpointSlice of {@code discovery.k8s.io/v1}. Addresses stay the text they are.
     *
     * @param object the object
     * @return the value or the refusal
     */
    public static Reading<EndpointSlice> endpointSlice(
            io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice object) {
        return SliceReading.read(object);
    }

    /**
     * Reads a Node of {@code v1}. Only addresses that are IP addresses are kept.
     *
     * @param object the object
     * @return the value or the refusal
     */
    public static Reading<Node> node(io.fabric8.kubernetes.api.model.Node object) {
        return NodeReading.read(object);
    }

    /**
     * Reads a Pod of {@code v1} without the environment of its containers.
     *
     * @param object the object
     * @return the value or the refusal
     */
    public static Reading<Pod> pod(io.fabric8.kubernetes.api.model.Pod object) {
        return pod(object, Set.of());
    }

    /**
     * Reads a Pod of {@code v1}. Of the environment of its containers, the named variables are kept and no other, because
     * environments hold secrets; the snapshot that gets the Pod is told {@linkplain
     * io.lbkit.model.cluster.ClusterSnapshot.Builder#podVariables the same names}.
     *
     * @param object the object
     * @param variables the names of variables, for example those that a provider asks for
     * @return the value or the refusal
     */
    public static Reading<Pod> pod(io.fabric8.kubernetes.api.model.Pod object, Set<String> variables) {
        return PodReading.read(object, variables);
    }

    /**
     * Reads a NetworkPolicy of {@code networking.k8s.io/v1}.
     *
     * @param object the object
     * @return the value or the refusal
     */
    public static Reading<NetworkPolicy> networkPolicy(
            io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy object) {
        return PolicyReading.read(object);
    }

    /**
     * Reads an Event of {@code v1}.
     *
     * @param object the object
     * @return the value or the refusal
     */
    public static Reading<ClusterEvent> event(io.fabric8.kubernetes.api.model.Event object) {
        return EventReading.read(object);
    }

    /**
     * Reads an Event of {@code events.k8s.io/v1}.
     *
     * @param object the object
     * @return the value or the refusal
     */
    public static Reading<ClusterEvent> event(io.fabric8.kubernetes.api.model.events.v1.Event object) {
        return EventReading.read(object);
    }
}
