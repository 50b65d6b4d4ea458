package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.FeatureGate;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.model.Coverage;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.reconcile.backend.BackendOptions;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Says which instances or pods are the targets. Pure. */
public final class TargetResolution {
    /** The zone of a target outside the VPC. */
    static final String EVERY_ZONE = "all";

    private static final String NO_NODE = "LB-CLD-017";

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
                context.request().backends(mode == BackendMode.NODE_PORT ? nodes(context) : pods(context));
        context.findings().addAll(backends.findings());
        UnaryOperator<PortBackends> targets =
                mode == BackendMode.NODE_PORT ? instances(context) : port -> zoned(context, port);
        return ServiceBackends.builder()
                .from(backends)
                .ports(backends.ports().stream()
                        .filter(port -> port.family() == family)
                        .map(targets)
                        .toList())
                .build();
    }

    private static BackendOptions nodes(DesignContext context) {
        return BackendOptions.builder()
                .mode(BackendMode.NODE_PORT)
                .nodeCheck(BackendOptions.NodeCheck.NODE_PORT)
                .nodeFilter(
                        new NodeSelection(new TreeMap<>(context.annotations().map(AwsAnnotation.TARGET_NODE_LABELS))))
                .build();
    }

    private static BackendOptions pods(DesignContext context) {
        return BackendOptions.builder()
                .mode(BackendMode.POD_IP)
                .unreadyPods(
                        context.options().isOn(FeatureGate.ENDPOINTS_FAIL_OPEN)
                                ? BackendOptions.UnreadyPods.CONTAINERS_READY_FAIL_OPEN
                                : BackendOptions.UnreadyPods.CONTAINERS_READY)
                .build();
    }

    private static UnaryOperator<PortBackends> instances(DesignContext context) {
        InstanceTargets targets = new InstanceTargets(context);
        return port -> {
            PortBackends resolved = targets.of(port);
            boolean emptied = !port.members().isEmpty() && resolved.members().isEmpty();
            if (emptied && port.coverage() == Coverage.COMPLETE) {
                tellOfNoInstance(context, resolved);
            }
            return resolved;
        };
    }

    private static void tellOfNoInstance(DesignContext context, PortBackends resolved) {
        context.findings()
                .warn(
                        NO_NODE,
                        FindingKind.NO_BACKENDS,
                        "status.loadBalancer",
                        String.valueOf(resolved.excluded().size()),
                        "None of " + resolved.excluded().size()
                                + " nodes is ready on a running instance, so the load balancer has no target.",
                        "See the reason of each excluded node.");
    }

    /** AWS derives the zone of a pod from its subnet, and wants to be told where the pod is in none. */
    private static PortBackends zoned(DesignContext context, PortBackends pods) {
        List<Member> members = pods.members().asList().stream()
                .map(member -> member.address()
                                .filter(address -> isOutside(context, address))
                                .isPresent()
                        ? Member.builder().from(member).zone(EVERY_ZONE).build()
                        : member)
                .toList();
        return PortBackends.builder().from(pods).members(MemberSet.of(members)).build();
    }

    private static boolean isOutside(DesignContext context, IpAddress address) {
        List<Cidr> ranges = context.facts().vpc().map(Vpc::cidrs).orElse(List.of());
        return !ranges.isEmpty() && ranges.stream().noneMatch(range -> range.contains(address));
    }
}
