package io.lbkit.aws.internal.network;

import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.net.IpFamily;
import io.lbkit.reconcile.backend.BackendOptions;

/** Says which instances or pods are the targets. Pure. */
public final class TargetResolution {
    private TargetResolution() {}

    /**
     * Resolves the targets of every port of the Service.
     *
     * @param context the Service and the facts; gets findings
     * @param mode nodes or pods
     * @param family of the targets
     * @return one entry for each port, in the order of the Service, whose members are instances without a port, or pod
     *     addresses with theirs
     */
    public static ServiceBackends targets(DesignContext context, BackendMode mode, IpFamily family) {
        BackendOptions options = BackendOptions.builder()
                .mode(mode)
                .nodeCheck(BackendOptions.NodeCheck.NODE_PORT)
                .build();
        ServiceBackends backends = context.request().backends(options);
        context.findings().addAll(backends.findings());
        return ServiceBackends.builder()
                .from(backends)
                .ports(backends.ports().stream()
                        .filter(port -> port.family() == family)
                        .map(port -> mode == BackendMode.NODE_PORT ? withInstances(context, port) : port)
                        .toList())
                .build();
    }

    /** AWS knows a node by its instance, the last part of its provider id. */
    private static PortBackends withInstances(DesignContext context, PortBackends port) {
        return PortBackends.builder()
                .from(port)
                .members(MemberSet.of(port.members().asList().stream()
                        .map(member -> Member.of(instance(context, member.id())))
                        .toList()))
                .build();
    }

    private static String instance(DesignContext context, String node) {
        return context.request()
                .cluster()
                .node(node)
                .flatMap(Node::providerId)
                .map(id -> id.substring(id.lastIndexOf('/') + 1))
                .orElse(node);
    }
}
