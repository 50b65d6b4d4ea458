package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.ManagedPrefixList;
import io.lbkit.aws.facts.SecurityGroup;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.ResourceId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts the inbound rules of security groups before AWS does. IPv4 and IPv6 rules count by themselves; a rule about a group
 * counts in both, and a prefix list as often as it may have entries.
 */
final class RuleQuota {
    private final DesignContext context;
    private final long limit;

    RuleQuota(DesignContext context) {
        this.context = context;
        this.limit = context.facts().inboundRulesPerSecurityGroup();
    }

    /** A group of ours has exactly these rules: too many of them cannot be applied at all. */
    void checkOwn(String name, Collection<IngressPermission> rules) {
        long count = count(rules);
        if (count > limit) {
            context.findings()
                    .add(
                            Codes.QUOTA,
                            FindingKind.QUOTA,
                            "spec.loadBalancerSourceRanges",
                            String.valueOf(count),
                            "the security group " + name + " would have " + count
                                    + " inbound rules, one for each port and " + "range, and " + limit + " are allowed",
                            "Unite ranges, put them into a prefix list, remove ports, or have the quota raised.");
        }
    }

    /**
     * In a group of somebody else other rules may go at the same time, so this is a warning. A port in a span of ports that the
     * controller has opened for a group gets no rule of its own.
     */
    void checkForeign(String group, Collection<IngressPermission> wanted) {
        Set<IngressPermission> all = new TreeSet<>(context.facts()
                .securityGroup(group)
                .flatMap(SecurityGroup::ingress)
                .orElse(List.of()));
        long before = count(all);
        List<IngressPermission> spans = spans(group);
        wanted.stream()
                .map(this::known)
                .filter(rule -> spans.stream().noneMatch(span -> span.spans(rule)))
                .forEach(all::add);
        long count = count(all);
        if (count > limit && count > before) {
            context.findings()
                    .warn(
                            Codes.QUOTA,
                            FindingKind.QUOTA,
                            "facts.SecurityGroups." + group,
                            String.valueOf(count),
                            "The security group " + group + " of targets has " + before
                                    + " inbound rules and would have " + count + "; " + limit + " are allowed.",
                            "Remove rules that nobody needs, open all ports at once with the option "
                                    + "disable-restricted-sg-rules, or have the quota raised.");
        }
    }

    /** The rules of the cluster in a group that are about other groups. */
    private List<IngressPermission> spans(String group) {
        ResourceId id = new ResourceId(AwsKinds.SECURITY_GROUP_INGRESS.name(), group);
        return context.request().observation().actual().get(id).stream()
                .flatMap(rules -> rules.get(AwsKinds.IP_PERMISSIONS).stream())
                .flatMap(rules -> IngressPermission.listOf(rules).stream())
                .map(this::known)
                .filter(rule -> rule.source() instanceof IngressPermission.Group)
                .toList();
    }

    /** A group of the graph that exists already has an id, by which AWS shows it. */
    private IngressPermission known(IngressPermission rule) {
        if (rule.source() instanceof IngressPermission.GroupOfGraph wanted) {
            Optional<String> id = context.facts().securityGroups().stream()
                    .filter(group -> group.name().equals(wanted.group().name()))
                    .map(SecurityGroup::id)
                    .findFirst();
            if (id.isPresent()) {
                return new IngressPermission(
                        rule.protocol(), rule.fromPort(), rule.toPort(), new IngressPermission.Group(id.get()));
            }
        }
        return rule;
    }

    private long count(Collection<IngressPermission> rules) {
        return Math.max(count(rules, IpFamily.IPV4), count(rules, IpFamily.IPV6));
    }

    private long count(Collection<IngressPermission> rules, IpFamily family) {
        return rules.stream().mapToLong(rule -> weight(rule, family)).sum();
    }

    private long weight(IngressPermission rule, IpFamily family) {
        if (rule.source() instanceof IngressPermission.PrefixList list) {
            return context.facts()
                    .prefixList(list.id())
                    .flatMap(ManagedPrefixList::maxEntries)
                    .orElse(1L);
        }
        Optional<Cidr> range = rule.cidr();
        return range.isEmpty() || range.get().family() == family ? 1 : 0;
    }
}
