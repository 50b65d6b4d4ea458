package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.lbkit.kubernetes.Reading;
import io.lbkit.model.cluster.IpBlock;
import io.lbkit.model.cluster.LabelSelector;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.PolicyPeer;
import io.lbkit.model.cluster.PolicyPort;
import io.lbkit.model.cluster.PolicyRule;
import io.lbkit.model.cluster.PolicyType;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A NetworkPolicy with the defaults of the API server. */
public final class PolicyReading {
    private final Faults faults;
    private final NetworkPolicy.Builder policy = NetworkPolicy.builder();

    private PolicyReading(Faults faults) {
        this.faults = faults;
    }

    /** Reads a live object. */
    public static Reading<NetworkPolicy> read(io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy object) {
        return read(object, new Faults(Meta.subject(ObjectType.NETWORK_POLICY, object), Origin.LIVE));
    }

    static Reading<NetworkPolicy> read(
            io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy object, Faults faults) {
        return new PolicyReading(faults).reading(object);
    }

    private Reading<NetworkPolicy> reading(io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy object) {
        faults.check(Meta.of(object)::key).ifPresent(policy::key);
        NetworkPolicySpec spec = object.getSpec() == null ? new NetworkPolicySpec() : object.getSpec();
        policy.podSelector(SelectorReading.read("spec.podSelector", spec.getPodSelector(), faults)
                .orElse(LabelSelector.builder().build()));
        List<NetworkPolicyIngressRule> ingress = Values.items(spec.getIngress(), NetworkPolicyIngressRule::new);
        for (int i = 0; i < ingress.size(); i++) {
            String at = "spec.ingress[" + i + "]";
            policy.addIngress(
                    rule(at, "from", ingress.get(i).getFrom(), ingress.get(i).getPorts()));
        }
        List<NetworkPolicyEgressRule> egress = Values.items(spec.getEgress(), NetworkPolicyEgressRule::new);
        for (int i = 0; i < egress.size(); i++) {
            String at = "spec.egress[" + i + "]";
            policy.addEgress(rule(at, "to", egress.get(i).getTo(), egress.get(i).getPorts()));
        }
        readTypes(Values.texts(spec.getPolicyTypes()), !egress.isEmpty());
        return faults.finish(policy::build);
    }

    /** Without a statement a policy isolates Ingress, and Egress if it has rules for it. */
    private void readTypes(List<String> types, boolean hasEgress) {
        for (int i = 0; i < types.size(); i++) {
            String field = "spec.policyTypes[" + i + "]";
            String type = types.get(i);
            faults.check(() -> PolicyType.parse(field, type)).ifPresent(policy::addPolicyType);
        }
        if (types.isEmpty()) {
            policy.addPolicyType(PolicyType.INGRESS);
            if (hasEgress) {
                policy.addPolicyType(PolicyType.EGRESS);
            }
        }
    }

    private PolicyRule rule(
            String at,
            String peersField,
            @Nullable List<NetworkPolicyPeer> peers,
            @Nullable List<NetworkPolicyPort> ports) {
        PolicyRule.Builder rule = PolicyRule.builder();
        List<NetworkPolicyPeer> presentPeers = Values.items(peers, NetworkPolicyPeer::new);
        for (int i = 0; i < presentPeers.size(); i++) {
            peer(at + "." + peersField + "[" + i + "]", presentPeers.get(i)).ifPresent(rule::addPeer);
        }
        List<NetworkPolicyPort> presentPorts = Values.items(ports, NetworkPolicyPort::new);
        for (int i = 0; i < presentPorts.size(); i++) {
            port(at + ".ports[" + i + "]", presentPorts.get(i)).ifPresent(rule::addPort);
        }
        return rule.build();
    }

    private Optional<PolicyPeer> peer(String at, NetworkPolicyPeer in) {
        PolicyPeer.Builder peer = PolicyPeer.builder();
        peer.podSelector(SelectorReading.read(at + ".podSelector", in.getPodSelector(), faults));
        peer.namespaceSelector(SelectorReading.read(at + ".namespaceSelector", in.getNamespaceSelector(), faults));
        if (in.getIpBlock() != null) {
            Optional<IpBlock> block = block(at + ".ipBlock", in.getIpBlock());
            if (block.isEmpty()) {
                return Optional.empty();
            }
            peer.ipBlock(block);
        }
        return faults.check(at, peer::build);
    }

    private Optional<IpBlock> block(String at, io.fabric8.kubernetes.api.model.networking.v1.IPBlock in) {
        Optional<Cidr> cidr = faults.check(() -> cidr(at + ".cidr", in.getCidr()));
        List<String> holes = Values.texts(in.getExcept());
        List<Cidr> except = new ArrayList<>();
        for (int i = 0; i < holes.size(); i++) {
            String field = at + ".except[" + i + "]";
            String hole = holes.get(i);
            faults.check(() -> cidr(field, hole)).ifPresent(except::add);
        }
        return cidr.flatMap(range -> faults.check(at, () -> new IpBlock(range, except)));
    }

    private static Cidr cidr(String field, @Nullable String text) {
        try {
            return Cidr.parseStored(Values.orEmpty(text));
        } catch (InvalidValueException e) {
            throw InvalidValueException.of(field, Values.orEmpty(text), e.rule());
        }
    }

    private Optional<PolicyPort> port(String at, NetworkPolicyPort in) {
        PolicyPort.Builder port = PolicyPort.builder();
        faults.check(() -> Values.protocol(at + ".protocol", in.getProtocol())).ifPresent(port::protocol);
        faults.check(() -> Values.port(at + ".port", in.getPort()))
                .flatMap(p -> p)
                .ifPresent(port::port);
        if (in.getEndPort() != null) {
            port.endPort(in.getEndPort());
        }
        return faults.check(at, port::build);
    }
}
