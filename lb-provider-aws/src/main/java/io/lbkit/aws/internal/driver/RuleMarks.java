package io.lbkit.aws.internal.driver;

import io.lbkit.aws.schema.OwnershipTags;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * Whose a rule in somebody else's security group is. The label in its description is that of the controller. A rule has one
 * tag for each cluster that needs it, since AWS keeps equal rules of two clusters as one; the controller writes no tags, so a
 * rule without one belongs to the cluster whose security group it admits, or to that of the group that it is in.
 */
final class RuleMarks {
    /** The description of every rule of ours. */
    static final String LABEL = "elbv2.k8s.aws/targetGroupBinding=shared";

    private static final String CLUSTER = OwnershipTags.LBKIT_PREFIX + "cluster/";

    private RuleMarks() {}

    /** {@return the tag of a rule that a cluster needs} */
    static String tag(String cluster) {
        return CLUSTER + cluster;
    }

    /** {@return whether a group has a rule with the label} */
    static boolean isLabelled(SecurityGroup group) {
        return group.ipPermissions().stream().flatMap(RuleMarks::descriptions).anyMatch(LABEL::equals);
    }

    private static Stream<String> descriptions(IpPermission permission) {
        return Stream.of(
                        permission.ipRanges().stream().map(IpRange::description),
                        permission.ipv6Ranges().stream().map(Ipv6Range::description),
                        permission.prefixListIds().stream().map(PrefixListId::description),
                        permission.userIdGroupPairs().stream().map(UserIdGroupPair::description))
                .flatMap(descriptions -> descriptions)
                .filter(Objects::nonNull)
                .map(String::valueOf);
    }

    /** {@return whether the tags of a group say that a cluster uses it} */
    static boolean isOfCluster(SecurityGroup group, String cluster) {
        return Ec2Reads.plain(group.tags()).containsKey("kubernetes.io/cluster/" + cluster);
    }

    /**
     * {@return whether a rule belongs to a cluster}
     *
     * @param rule the rule
     * @param cluster the cluster
     * @param inGroupOfCluster whether it is in a group that the cluster uses
     * @param isOurGroup says whether a group is one of the cluster's own
     */
    static boolean isOurs(
            SecurityGroupRule rule, String cluster, boolean inGroupOfCluster, Predicate<String> isOurGroup) {
        Map<String, String> tags = tags(rule);
        if (tags.containsKey(tag(cluster))) {
            return true;
        }
        boolean isTagged = tags.keySet().stream().anyMatch(key -> key.startsWith(CLUSTER));
        boolean admitsGroup = rule.referencedGroupInfo() != null;
        return !isTagged
                && LABEL.equals(rule.description())
                && (admitsGroup ? isOurGroup.test(rule.referencedGroupInfo().groupId()) : inGroupOfCluster);
    }

    /** {@return whether nobody but a cluster needs a rule, so that it may go} */
    static boolean isOnlyOf(SecurityGroupRule rule, String cluster) {
        boolean isShared =
                tags(rule).keySet().stream().anyMatch(key -> key.startsWith(CLUSTER) && !key.equals(tag(cluster)));
        return LABEL.equals(rule.description()) && !isShared;
    }

    private static Map<String, String> tags(SecurityGroupRule rule) {
        return rule.tags() == null ? new TreeMap<>() : Ec2Reads.plain(rule.tags());
    }
}
