package io.lbkit.examples.haproxy;

import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.NodeAddress;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.testkit.conformance.ProviderHarness;
import io.lbkit.testkit.conformance.ServiceEdit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real HAProxy under the conformance kit. Everything that it listens on or checks is on loopback. */
final class HaproxyHarness implements ProviderHarness {
    /** Values that no edit of a Service leads to. */
    private static final Map<String, SpecValue> OTHER_VALUES = Map.of(
            HaproxyKinds.REDISPATCH.name(), SpecValue.of("3"),
            HaproxyKinds.DEFAULT_SERVER.name(), SpecValue.of("check inter 1s"),
            HaproxyKinds.HASH_TYPE.name(), SpecValue.of("consistent djb2"));

    private static final IpAddress ADDRESS = Haproxy.ownAddress(254);
    private static final int PODS = 100;

    private final Haproxy haproxy;
    private final HaproxyProvider provider;

    HaproxyHarness(Haproxy haproxy) {
        this.haproxy = haproxy;
        this.provider = haproxy.provider(ADDRESS);
    }

    @Override
    public LoadBalancerProvider provider() {
        return provider;
    }

    @Override
    public LoadBalancerProvider restarted() {
        return haproxy.provider(ADDRESS);
    }

    @Override
    public Node node(int number) {
        return Node.builder()
                .name("node-" + number)
                .addAddress(new NodeAddress(NodeAddress.Type.INTERNAL_IP, Haproxy.ownAddress(number)))
                .build();
    }

    @Override
    public IpAddress pod(int number) {
        return Haproxy.ownAddress(PODS + number);
    }

    @Override
    public List<ServiceEdit> edits() {
        return List.of(new ServiceEdit(
                "no node ports",
                service -> Service.builder()
                        .from(service)
                        .allocateLoadBalancerNodePorts(false)
                        .build()));
    }

    // docs: other-value
    @Override
    public Optional<SpecValue> otherValue(Resource observed, String attribute, Optional<SpecValue> proposed) {
        return attribute.equals(HaproxyKinds.LOADED.name())
                ? Optional.empty()
                : proposed.or(() -> Optional.ofNullable(OTHER_VALUES.get(attribute)));
    }
    // docs: end

    @Override
    public void edit(Resource observed, String attribute, SpecValue value) {
        haproxy.editByHand(Sections.header(observed.id()), attribute, String.valueOf(value.toPlain()));
    }

    @Override
    public void provoke(ErrorKind kind) {
        haproxy.refuseOnce();
    }

    @Override
    public void close() {
        provider.close();
        haproxy.close();
    }
}
