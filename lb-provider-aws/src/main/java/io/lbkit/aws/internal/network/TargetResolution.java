package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.FeatureGate;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.net.IpFamily;
import io.lbkit.reconcile.backend.BackendOptions;
import java.util.ArrayList;
import java.util.List;

/** Says which instances or pods are the targets, in the form in which AWS shows them. Pure. */
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
        ServiceBackends backends =
                mode == BackendMode.POD_IP ? context.request().backends(BackendOptions.podIp()) : nodes(context);
        backends.findings().stream()
                .filter(finding -> !finding.code().text().equals(Codes.OPEN_FAMILY))
                .forEach(context.findings()::add);
        PodTargets pods = new PodTargets(context);
        List<PortBackends> ports = new ArrayList<>();
        for (PortBackends port : backends.ports()) {
            if (port.family() == family) {
                ports.add(mode == BackendMode.POD_IP ? pods.of(port) : instances(context, port));
            }
        }
        return ServiceBackends.builder().from(backends).ports(ports).build();
    }

    private static ServiceBackends nodes(DesignContext context) {
        ServiceBackends ready = nodes(context, ConditionStatus.TRUE);
        boolean none = ready.ports().stream()
                .allMatch(port ->
                        port.coverage() == Coverage.COMPLETE && port.members().isEmpty());
        if (!none || !context.options().isOn(FeatureGate.ENDPOINTS_FAIL_OPEN)) {
            return ready;
        }
        ServiceBackends unknown = nodes(context, ConditionStatus.UNKNOWN);
        boolean any = unknown.ports().stream().anyMatch(port -> !port.members().isEmpty());
        return any ? unknown : ready;
    }

    private static ServiceBackends nodes(DesignContext context, ConditionStatus ready) {
        return context.request()
                .backends(BackendOptions.builder()
                        .mode(BackendMode.NODE_PORT)
                        .nodeCheck(BackendOptions.NodeCheck.NODE_PORT)
                        .nodeFilter(
                                InstanceFilter.of(context.annotations().map(AwsAnnotation.TARGET_NODE_LABELS), ready))
                        .build());
    }

    private static PortBackends instances(DesignContext context, PortBackends port) {
        List<Member> instances = new ArrayList<>(port.members().size());
        for (Member node : port.members()) {
            context.request()
                    .cluster()
                    .node(node.id())
                    .flatMap(InstanceFilter::instanceId)
                    .ifPresent(id -> instances.add(Member.of(id)));
        }
        return PortBackends.builder()
                .from(port)
                .members(MemberSet.of(instances))
                .build();
    }
}
