package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.discovery.v1.ForNode;
import io.fabric8.kubernetes.api.model.discovery.v1.ForZone;
import io.lbkit.kubernetes.Reading;
import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.TargetRef;
import io.lbkit.model.finding.InvalidValueException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An EndpointSlice with the defaults of the API server. */
public final class SliceReading {
    /** The label that names the Service. */
    public static final String SERVICE_LABEL = "kubernetes.io/service-name";

    private static final String WRITER_LABEL = "endpointslice.kubernetes.io/managed-by";

    private final Faults faults;
    private final EndpointSlice.Builder slice = EndpointSlice.builder();

    private SliceReading(Faults faults) {
        this.faults = faults;
    }

    /** Reads a live object. */
    public static Reading<EndpointSlice> read(io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice object) {
        Subject subject = Meta.subject(ObjectType.ENDPOINT_SLICE, object);
        Optional<String> service = Values.text(Meta.of(object).labels().get(SERVICE_LABEL));
        return read(object, new Faults(service.map(subject::concerning).orElse(subject), Origin.LIVE));
    }

    static Reading<EndpointSlice> read(
            io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice object, Faults faults) {
        return new SliceReading(faults).reading(object);
    }

    private Reading<EndpointSlice> reading(io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice object) {
        readMeta(Meta.of(object));
        faults.check(() -> AddressType.parse("addressType", Values.orEmpty(object.getAddressType())))
                .ifPresent(slice::addressType);
        List<io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort> ports =
                Values.items(object.getPorts(), io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort::new);
        for (int i = 0; i < ports.size(); i++) {
            readPort("ports[" + i + "]", ports.get(i));
        }
        List<io.fabric8.kubernetes.api.model.discovery.v1.Endpoint> endpoints =
                Values.items(object.getEndpoints(), io.fabric8.kubernetes.api.model.discovery.v1.Endpoint::new);
        for (int i = 0; i < endpoints.size(); i++) {
            readEndpoint("endpoints[" + i + "]", endpoints.get(i));
        }
        return faults.finish(slice::build);
    }

    private void readMeta(Meta meta) {
        faults.check(meta::key).ifPresent(slice::key);
        slice.generation(meta.generation());
        slice.managedBy(Values.text(meta.labels().get(WRITER_LABEL)));
        slice.serviceUid(meta.owners().stream()
                .filter(owner -> "Service".equals(owner.getKind()) && "v1".equals(owner.getApiVersion()))
                .map(OwnerReference::getUid)
                .filter(Objects::nonNull)
                .findFirst());
        Values.text(meta.labels().get(SERVICE_LABEL))
                .flatMap(name -> faults.check(() -> serviceName(meta.namespace(), name)))
                .ifPresent(slice::serviceName);
    }

    private static String serviceName(String namespace, String name) {
        try {
            return ServiceKey.of(namespace, name).name();
        } catch (InvalidValueException e) {
            throw InvalidValueException.of("metadata.labels['" + SERVICE_LABEL + "']", name, e.rule());
        }
    }

    private void readPort(String at, io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort in) {
        EndpointPort.Builder port = EndpointPort.builder();
        port.name(Values.orEmpty(in.getName()));
        port.appProtocol(Values.text(in.getAppProtocol()));
        faults.check(() -> Values.protocol(at + ".protocol", in.getProtocol())).ifPresent(port::protocol);
        int number = Values.orZero(in.getPort());
        if (number != 0) {
            port.port(number);
        }
        faults.check(at, port::build).ifPresent(slice::addPort);
    }

    private void readEndpoint(String at, io.fabric8.kubernetes.api.model.discovery.v1.Endpoint in) {
        Endpoint.Builder endpoint = Endpoint.builder();
        endpoint.addresses(Values.texts(in.getAddresses()));
        endpoint.nodeName(Values.text(in.getNodeName()));
        endpoint.zone(Values.text(in.getZone()));
        if (in.getConditions() != null) {
            endpoint.ready(Optional.ofNullable(in.getConditions().getReady()));
            endpoint.serving(Optional.ofNullable(in.getConditions().getServing()));
            endpoint.terminating(Optional.ofNullable(in.getConditions().getTerminating()));
        }
        if (in.getTargetRef() != null) {
            endpoint.targetRef(new TargetRef(
                    Values.orEmpty(in.getTargetRef().getKind()),
                    Values.orEmpty(in.getTargetRef().getName()),
                    Values.text(in.getTargetRef().getUid())));
        }
        readHints(in, endpoint);
        faults.check(at, endpoint::build).ifPresent(slice::addEndpoint);
    }

    private static void readHints(io.fabric8.kubernetes.api.model.discovery.v1.Endpoint in, Endpoint.Builder endpoint) {
        if (in.getHints() != null) {
            endpoint.zoneHints(Values.items(in.getHints().getForZones(), ForZone::new).stream()
                    .map(ForZone::getName)
                    .filter(Objects::nonNull)
                    .toList());
            endpoint.nodeHints(Values.items(in.getHints().getForNodes(), ForNode::new).stream()
                    .map(ForNode::getName)
                    .filter(Objects::nonNull)
                    .toList());
        }
    }
}
