package io.lbkit.aws.internal.network;

import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.model.Coverage;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.resource.Resource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rules that the security groups of targets need: of each target group, in the groups of the targets that it has. */
final class TargetRules {
    private final DesignContext context;
    private final Rules rules;
    private final TargetSecurityGroups groups;

    /** The rules that admit the load balancer to one port of targets. */
    @FunctionalInterface
    interface Rules {
        /** {@return the rules for a target group whose targets listen on a port} */
        Collection<IngressPermission> of(TargetGroupWish targetGroup, int port);
    }

    TargetRules(DesignContext context, Rules rules) {
        this.context = context;
        this.rules = rules;
        this.groups = new TargetSecurityGroups(context);
    }

    /** {@return the rules by the id of the security group} */
    SortedMap<String, SortedSet<IngressPermission>> of(List<TargetGroupWish> targetGroups) {
        SortedMap<String, SortedSet<IngressPermission>> byGroup = new TreeMap<>();
        targetGroups.forEach(targetGroup -> add(targetGroup, byGroup));
        groups.tellOfUnknown();
        boolean complete =
                targetGroups.stream().allMatch(each -> each.backends().coverage() == Coverage.COMPLETE);
        if (!complete || !groups.areClear()) {
            keepObserved(byGroup);
        }
        return byGroup;
    }

    private void add(TargetGroupWish targetGroup, SortedMap<String, SortedSet<IngressPermission>> byGroup) {
        Map<Integer, Collection<IngressPermission>> byPort = new HashMap<>();
        for (Member target : targetGroup.backends().members()) {
            OptionalInt port = targetGroup.mode() == BackendMode.POD_IP
                    ? target.port()
                    : targetGroup.port().nodePort();
            if (port.isPresent()) {
                groups.of(target, targetGroup.mode())
                        .ifPresent(group -> byGroup.computeIfAbsent(group, key -> new TreeSet<>())
                                .addAll(byPort.computeIfAbsent(
                                        port.getAsInt(), number -> rules.of(targetGroup, number))));
            }
        }
    }

    /** Where targets or their groups are not all known, nothing is taken away from any of them. */
    private void keepObserved(SortedMap<String, SortedSet<IngressPermission>> byGroup) {
        for (Resource observed : context.request().observation().actual().resources()) {
            if (observed.kind().equals(AwsKinds.SECURITY_GROUP_INGRESS)) {
                observed.get(AwsKinds.IP_PERMISSIONS)
                        .map(IngressPermission::listOf)
                        .ifPresent(rulesThere -> byGroup.computeIfAbsent(observed.name(), key -> new TreeSet<>())
                                .addAll(rulesThere));
            }
        }
    }
}
