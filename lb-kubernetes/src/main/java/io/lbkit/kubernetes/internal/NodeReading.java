package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.lbkit.kubernetes.Reading;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.NodeAddress;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Taint;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A Node. Addresses that are no IP address are left out: dumps for support often have them blacked out. */
public final class NodeReading {
    private final Faults faults;
    private final Node.Builder node = Node.builder();

    private NodeReading(Faults faults) {
        this.faults = faults;
    }

    /** Reads a live object. */
    public static Reading<Node> read(io.fabric8.kubernetes.api.model.Node object) {
        return read(object, new Faults(Meta.subject(ObjectType.NODE, object), Origin.LIVE));
    }

    static Reading<Node> read(io.fabric8.kubernetes.api.model.Node object, Faults faults) {
        return new NodeReading(faults).reading(object);
    }

    private Reading<Node> reading(io.fabric8.kubernetes.api.model.Node object) {
        Meta meta = Meta.of(object);
        node.name(meta.name());
        node.uid(meta.uid());
        node.labels(meta.labels());
        node.deletionRequested(meta.deletionRequested(faults));
        readSpec(object.getSpec() == null ? new NodeSpec() : object.getSpec());
        if (object.getStatus() != null) {
            readStatus(object.getStatus());
        }
        return faults.finish(node::build);
    }

    private void readSpec(NodeSpec spec) {
        Optional<String> machine = Values.text(spec.getProviderID());
        node.providerId(machine);
        if (machine.isEmpty()) {
            faults.note(
                    InputCode.NO_PROVIDER_ID,
                    "spec.providerID",
                    "",
                    "spec.providerID is empty: it is not known which machine of the cloud this node is",
                    "Wait until the cloud controller has set it, or check that one runs.");
        }
        node.unschedulable(Values.isTrue(spec.getUnschedulable()));
        Values.items(spec.getTaints(), io.fabric8.kubernetes.api.model.Taint::new)
                .forEach(taint -> node.addTaint(new Taint(
                        Values.orEmpty(taint.getKey()),
                        Values.orEmpty(taint.getValue()),
                        Values.orEmpty(taint.getEffect()))));
    }

    private void readStatus(NodeStatus status) {
        List<io.fabric8.kubernetes.api.model.NodeAddress> addresses =
                Values.items(status.getAddresses(), io.fabric8.kubernetes.api.model.NodeAddress::new);
        for (int i = 0; i < addresses.size(); i++) {
            readAddress("status.addresses[" + i + "].address", addresses.get(i));
        }
        Conditions conditions = new Conditions(faults);
        Values.items(status.getConditions(), NodeCondition::new)
                .forEach(c -> conditions.add(
                        c.getType(), c.getStatus(), c.getReason(), c.getMessage(), c.getLastTransitionTime()));
        node.conditions(conditions.byType());
    }

    private void readAddress(String field, io.fabric8.kubernetes.api.model.NodeAddress in) {
        Arrays.stream(NodeAddress.Type.values())
                .filter(type -> type.apiName().equals(in.getType()))
                .findFirst()
                .flatMap(type -> faults.orLeaveOut(
                        "Read the node again from the cluster, without blacking out its addresses.",
                        () -> new NodeAddress(type, Values.address(field, in.getAddress()))))
                .ifPresent(node::addAddress);
    }
}
