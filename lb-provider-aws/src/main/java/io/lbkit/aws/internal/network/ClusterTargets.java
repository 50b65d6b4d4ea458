package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.Instance;
import io.lbkit.aws.facts.NetworkInterface;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells the targets of a cluster from those of others in a target group that several clusters share. A target is of the cluster for
 * certain if it is an instance that is its node, or an address on such an instance.
 */
public final class ClusterTargets {
    private final DesignContext context;
    private final BackendMode mode;
    private final Set<String> instances = new HashSet<>();

    /**
     * The targets of a cluster.
     *
     * @param context its nodes and the facts
     * @param mode nodes or pods
     */
    public ClusterTargets(DesignContext context, BackendMode mode) {
        this.context = context;
        this.mode = mode;
        context.request().cluster().nodes().forEach(node -> InstanceId.of(node).ifPresent(instances::add));
        context.facts().instances().stream()
                .filter(instance -> instance.isOf(context.cluster()))
                .map(Instance::id)
                .forEach(instances::add);
    }

    /**
     * {@return the targets that may be those of another cluster}
     *
     * @param registered the targets of the group
     */
    public MemberSet others(MemberSet registered) {
        return MemberSet.of(registered.asList().stream()
                .filter(target -> !isOfCluster(target))
                .toList());
    }

    private boolean isOfCluster(Member target) {
        return mode == BackendMode.NODE_PORT
                ? instances.contains(target.id())
                : target.address()
                        .flatMap(context.facts()::interfaceOf)
                        .flatMap(NetworkInterface::instanceId)
                        .filter(instances::contains)
                        .isPresent();
    }
}
