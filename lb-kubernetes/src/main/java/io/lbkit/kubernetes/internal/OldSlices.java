package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointHints;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.ForZone;
import io.lbkit.kubernetes.Reading;
import java.util.Map;

/**
 * EndpointSlices of {@code discovery.k8s.io/v1beta1}, which Kubernetes 1.25 dropped, as {@code v1} has them: the zone and
 * the node of an endpoint were entries of its topology.
 */
final class OldSlices {
    private OldSlices() {}

    static Reading<io.lbkit.model.cluster.EndpointSlice> read(
            io.fabric8.kubernetes.api.model.discovery.v1beta1.EndpointSlice old, Faults faults) {
        faults.note(
                InputCode.OLD_VERSION,
                "apiVersion",
                "discovery.k8s.io/v1beta1",
                "apiVersion is 'discovery.k8s.io/v1beta1', which Kubernetes 1.25 dropped; it is read as v1",
                "Write discovery.k8s.io/v1, with the zone and the node of an endpoint in zone and nodeName.");
        return SliceReading.read(convert(old), faults);
    }

    private static EndpointSlice convert(io.fabric8.kubernetes.api.model.discovery.v1beta1.EndpointSlice old) {
        EndpointSlice slice = new EndpointSlice();
        slice.setMetadata(old.getMetadata());
        slice.setAddressType(old.getAddressType());
        slice.setPorts(
                Values.items(old.getPorts(), io.fabric8.kubernetes.api.model.discovery.v1beta1.EndpointPort::new)
                        .stream()
                        .map(port -> new EndpointPort(
                                port.getAppProtocol(), port.getName(), port.getPort(), port.getProtocol()))
                        .toList());
        slice.setEndpoints(
                Values.items(old.getEndpoints(), io.fabric8.kubernetes.api.model.discovery.v1beta1.Endpoint::new)
                        .stream()
                        .map(OldSlices::convert)
                        .toList());
        return slice;
    }

    private static Endpoint convert(io.fabric8.kubernetes.api.model.discovery.v1beta1.Endpoint old) {
        Endpoint endpoint = new Endpoint();
        endpoint.setAddresses(old.getAddresses());
        endpoint.setTargetRef(old.getTargetRef());
        Map<String, String> topology = Values.map(old.getTopology());
        endpoint.setZone(topology.get("topology.kubernetes.io/zone"));
        endpoint.setNodeName(old.getNodeName() == null ? topology.get("kubernetes.io/hostname") : old.getNodeName());
        if (old.getConditions() != null) {
            endpoint.setConditions(new EndpointConditions(
                    old.getConditions().getReady(),
                    old.getConditions().getServing(),
                    old.getConditions().getTerminating()));
        }
        if (old.getHints() != null) {
            EndpointHints hints = new EndpointHints();
            hints.setForZones(Values.items(
                            old.getHints().getForZones(),
                            io.fabric8.kubernetes.api.model.discovery.v1beta1.ForZone::new)
                    .stream()
                    .map(zone -> new ForZone(zone.getName()))
                    .toList());
            endpoint.setHints(hints);
        }
        return endpoint;
    }
}
