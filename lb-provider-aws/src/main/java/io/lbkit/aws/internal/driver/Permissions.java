package io.lbkit.aws.internal.driver;

import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.aws.schema.IngressPermission.Group;
import io.lbkit.aws.schema.IngressPermission.GroupOfGraph;
import io.lbkit.aws.schema.IngressPermission.PrefixList;
import io.lbkit.aws.schema.IngressPermission.Range;
import io.lbkit.aws.schema.IngressPermission.Source;
import io.lbkit.model.net.Cidr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Translates rules of security groups: AWS puts many sources into one, a resource has one a rule. */
final class Permissions {
    private Permissions() {}

    /** {@return the rules of a group, one for each source} */
    static List<IngressPermission> flat(Collection<IpPermission> permissions, Function<String, Source> group) {
        List<IngressPermission> flat = new ArrayList<>();
        for (IpPermission permission : permissions) {
            sources(permission, group)
                    .forEach(source -> flat.add(new IngressPermission(
                            permission.ipProtocol(),
                            number(permission.fromPort()),
                            number(permission.toPort()),
                            source)));
        }
        return flat;
    }

    private static List<Source> sources(IpPermission permission, Function<String, Source> group) {
        List<Source> sources = new ArrayList<>();
        permission.ipRanges().forEach(range -> sources.add(new Range(Cidr.parseStored(range.cidrIp()))));
        permission.ipv6Ranges().forEach(range -> sources.add(new Range(Cidr.parseStored(range.cidrIpv6()))));
        permission.prefixListIds().forEach(list -> sources.add(new PrefixList(list.prefixListId())));
        permission.userIdGroupPairs().forEach(pair -> sources.add(group.apply(pair.groupId())));
        return sources;
    }

    /** {@return the rule; nothing if it admits something that no rule of ours can} */
    static Optional<IngressPermission> of(SecurityGroupRule rule, Function<String, Source> group) {
        return source(rule, group)
                .map(source -> new IngressPermission(
                        rule.ipProtocol(), number(rule.fromPort()), number(rule.toPort()), source));
    }

    private static Optional<Source> source(SecurityGroupRule rule, Function<String, Source> group) {
        if (rule.cidrIpv4() != null) {
            return Optional.of(new Range(Cidr.parseStored(rule.cidrIpv4())));
        } else if (rule.cidrIpv6() != null) {
            return Optional.of(new Range(Cidr.parseStored(rule.cidrIpv6())));
        } else if (rule.prefixListId() != null) {
            return Optional.of(new PrefixList(rule.prefixListId()));
        } else if (rule.referencedGroupInfo() != null) {
            return Optional.of(group.apply(rule.referencedGroupInfo().groupId()));
        }
        return Optional.empty();
    }

    private static int number(@Nullable Integer port) {
        return port == null ? -1 : port;
    }

    /**
     * {@return a rule as a call takes it}
     *
     * @param permission the rule, whose source is no group of the graph
     * @param description what people read beside it; empty for none
     */
    static IpPermission toSdk(IngressPermission permission, String description) {
        IpPermission.Builder sdk = IpPermission.builder().ipProtocol(permission.protocol());
        if (!permission.protocol().equals("-1")) {
            sdk.fromPort(permission.fromPort()).toPort(permission.toPort());
        }
        String told = description.isEmpty() ? null : description;
        if (permission.source() instanceof Range admitted) {
            String cidr = admitted.range().toString();
            switch (admitted.range().family()) {
                case IPV4 ->
                    sdk.ipRanges(
                            IpRange.builder().cidrIp(cidr).description(told).build());
                case IPV6 ->
                    sdk.ipv6Ranges(
                            Ipv6Range.builder().cidrIpv6(cidr).description(told).build());
            }
        } else if (permission.source() instanceof PrefixList list) {
            sdk.prefixListIds(PrefixListId.builder()
                    .prefixListId(list.id())
                    .description(told)
                    .build());
        } else if (permission.source() instanceof Group group) {
            sdk.userIdGroupPairs(UserIdGroupPair.builder()
                    .groupId(group.id())
                    .description(told)
                    .build());
        } else if (permission.source() instanceof GroupOfGraph open) {
            throw new IllegalStateException("the id of " + open.group() + " is not known");
        }
        return sdk.build();
    }
}
