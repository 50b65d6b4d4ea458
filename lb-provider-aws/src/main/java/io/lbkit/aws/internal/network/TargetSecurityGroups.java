package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.NetworkInterface;
import io.lbkit.aws.facts.SecurityGroup;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.net.IpAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which security group of a target gets the rules: the only one of its network interface, or the only one with the tag of the
 * cluster. An interface where that is not clear is left out, and said so; the others go on.
 */
final class TargetSecurityGroups {
    private static final String CLUSTER_TAG = "kubernetes.io/cluster/";
    private static final int SHOWN = 5;

    private final DesignContext context;
    private final Map<String, Optional<String>> byInterface = new HashMap<>();
    private final SortedSet<String> unknown = new TreeSet<>();
    private boolean isUnclear;

    TargetSecurityGroups(DesignContext context) {
        this.context = context;
    }

    Optional<String> of(Member target, BackendMode mode) {
        Optional<NetworkInterface> found = mode == BackendMode.POD_IP
                ? target.address().flatMap(context.facts()::interfaceOf)
                : context.facts().primaryInterface(target.id());
        if (found.isEmpty()) {
            boolean elsewhere = mode == BackendMode.POD_IP
                    && target.address().filter(this::isOfVpc).isEmpty();
            if (!elsewhere) {
                unknown.add(target.id());
            }
            return Optional.empty();
        }
        NetworkInterface known = found.get();
        Optional<String> group = byInterface.get(known.id());
        if (group == null) {
            group = chosen(known);
            byInterface.put(known.id(), group);
        }
        return group;
    }

    /** {@return whether every target so far has a group, or needs none} */
    boolean areClear() {
        return unknown.isEmpty() && !isUnclear;
    }

    /** One finding for all targets whose interface is not known. */
    void tellOfUnknown() {
        if (!unknown.isEmpty()) {
            String shown = String.join(", ", unknown.stream().limit(SHOWN).toList());
            String further = unknown.size() > SHOWN ? " and " + (unknown.size() - SHOWN) + " more" : "";
            context.findings()
                    .warn(
                            Codes.MISSING,
                            FindingKind.MISSING_RESOURCE,
                            "facts.NetworkInterfaces",
                            shown + further,
                            "No network interface is known of " + shown + further
                                    + ", so no security group gets rules that admit the load balancer there.",
                            "Discover the facts again, or admit the load balancer by hand.");
        }
    }

    private boolean isOfVpc(IpAddress address) {
        return context.facts().vpc().map(Vpc::cidrs).orElse(List.of()).stream()
                .anyMatch(range -> range.contains(address));
    }

    private Optional<String> chosen(NetworkInterface known) {
        if (known.groupIds().size() == 1) {
            return Optional.of(known.groupIds().get(0));
        }
        List<String> tagged = known.groupIds().stream().filter(this::isTagged).toList();
        if (tagged.size() == 1) {
            return Optional.of(tagged.get(0));
        }
        isUnclear = true;
        context.findings()
                .warn(
                        Codes.TAGGED_GROUP,
                        FindingKind.UNUSABLE_BACKEND,
                        "facts.NetworkInterfaces." + known.id(),
                        known.groupIds().toString(),
                        "The network interface " + known.id()
                                + known.instanceId().map(id -> " of " + id).orElse("") + " has the security groups "
                                + known.groupIds() + ", of which " + (tagged.isEmpty() ? "none has" : tagged + " have")
                                + " the tags of the cluster: no rule is written there.",
                        "Tag exactly one of them with " + wantedTags() + ".");
        return Optional.empty();
    }

    private String wantedTags() {
        Map<String, String> more = context.options().serviceTargetEniSecurityGroupTags();
        return CLUSTER_TAG + context.cluster() + (more.isEmpty() ? "" : " and " + more);
    }

    private boolean isTagged(String id) {
        Optional<SecurityGroup> group = context.facts().securityGroup(id);
        return group.filter(known -> known.tags().containsKey(CLUSTER_TAG + context.cluster()))
                .filter(known -> known.tags()
                        .entrySet()
                        .containsAll(context.options()
                                .serviceTargetEniSecurityGroupTags()
                                .entrySet()))
                .isPresent();
    }
}
