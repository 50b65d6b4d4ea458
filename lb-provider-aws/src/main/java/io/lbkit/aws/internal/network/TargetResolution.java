package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.FeatureGate;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.model.Coverage;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.net.IpFamily;
import io.lbkit.reconcile.backend.BackendOptions;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Says which instances or pods are the targets, in the form in which AWS shows them. Pure. */
public final class TargetResolution {
    /** Of the engine: source ranges of one family leave the other one open. Security groups do not. */
    private static final String OPEN_FAMILY = "LB-SVC-021";

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
        backends.findings().stream()
                .filter(finding -> !finding.code().text().equals(OPEN_FAMILY))
                .forEach(context.findings()::add);
        UnaryOperator<PortBackends> targets =
                mode == BackendMode.NODE_PORT ? instances(context) : new PodTargets(context)::of;
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
                        Codes.NO_NODE,
                        FindingKind.NO_BACKENDS,
                        "status.loadBalancer",
                        String.valueOf(resolved.excluded().size()),
                        "None of " + resolved.excluded().size()
                                + " nodes is ready on a running instance, so the load balancer has no target.",
                        "See the reason of each excluded node.");
    }
}
