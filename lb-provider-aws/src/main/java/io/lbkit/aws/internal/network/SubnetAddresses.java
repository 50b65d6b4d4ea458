package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.ElasticIp;
import io.lbkit.aws.facts.Subnet;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.aws.schema.SubnetMapping;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The addresses that a Service chooses in the subnets of its load balancer. */
final class SubnetAddresses {
    private static final int NAT_PREFIX = 80;

    private final DesignContext context;
    private final LoadBalancerWish loadBalancer;

    SubnetAddresses(DesignContext context, LoadBalancerWish loadBalancer) {
        this.context = context;
        this.loadBalancer = loadBalancer;
    }

    /** {@return a mapping for each subnet, in their order, with what the Service chooses alone} */
    List<SubnetMapping> of(List<String> subnetIds) {
        if (subnetIds.isEmpty()) {
            return List.of();
        }
        Map<String, String> elastic = elasticIps(subnetIds);
        Map<String, String> privates = addresses(AwsAnnotation.PRIVATE_IPV4_ADDRESSES, IpFamily.IPV4, subnetIds);
        Map<String, String> ipv6 = addresses(AwsAnnotation.IPV6_ADDRESSES, IpFamily.IPV6, subnetIds);
        Map<String, String> prefixes = prefixes(subnetIds);
        return subnetIds.stream()
                .map(id -> new SubnetMapping(
                        id,
                        Optional.ofNullable(elastic.get(id)),
                        Optional.ofNullable(privates.get(id)),
                        Optional.ofNullable(ipv6.get(id)),
                        Optional.ofNullable(prefixes.get(id))))
                .toList();
    }

    private Map<String, String> elasticIps(List<String> subnetIds) {
        AwsAnnotation annotation = AwsAnnotation.EIP_ALLOCATIONS;
        List<String> listed = listed(annotation);
        if (!listed.isEmpty() && !loadBalancer.isInternetFacing()) {
            conflict(
                    annotation,
                    "an internal load balancer has no elastic IPs",
                    "Write internet-facing as " + AwsAnnotation.SCHEME.fullName() + ", or remove the annotation.");
            return Map.of();
        }
        if (!isOneEach(annotation, listed, subnetIds)) {
            return Map.of();
        }
        listed.stream().distinct().forEach(this::checkAllocation);
        return paired(subnetIds, listed);
    }

    private void checkAllocation(String id) {
        List<ElasticIp> known = context.facts().elasticIps();
        if (!known.isEmpty()
                && known.stream().noneMatch(address -> address.allocationId().equals(id))) {
            context.findings()
                    .missing(
                            Findings.field(AwsAnnotation.EIP_ALLOCATIONS.fullName()),
                            id,
                            "the account has no elastic IP of this allocation id",
                            "Allocate an elastic IP, or name one that there is.");
        }
    }

    /** Addresses belong to the subnet that holds them, in whatever order they are listed. */
    private Map<String, String> addresses(AwsAnnotation annotation, IpFamily family, List<String> subnetIds) {
        List<String> listed = listed(annotation);
        Optional<String> refused = listed.isEmpty() ? Optional.empty() : refused(family);
        if (refused.isPresent()) {
            conflict(annotation, refused.get(), "Remove the annotation, or change what it contradicts.");
            return Map.of();
        }
        if (!isOneEach(annotation, listed, subnetIds)) {
            return Map.of();
        }
        Map<String, String> bySubnet = new TreeMap<>();
        for (String text : listed) {
            Optional<String> subnet = address(text, family).flatMap(address -> holder(subnetIds, address));
            if (subnet.isEmpty()) {
                invalid(
                        annotation,
                        text,
                        "it is no " + family + " address in one of the subnets " + String.join(", ", subnetIds),
                        "Write one address of the range of each subnet.");
            } else if (bySubnet.putIfAbsent(subnet.get(), text) != null) {
                invalid(
                        annotation,
                        text,
                        "the subnet " + subnet.get() + " has the address " + bySubnet.get(subnet.get()) + " already",
                        "Write one address of the range of each subnet.");
            }
        }
        return bySubnet;
    }

    private Optional<String> refused(IpFamily family) {
        if (family == IpFamily.IPV4) {
            return loadBalancer.isInternetFacing()
                    ? Optional.of("an internet-facing load balancer does not let its private addresses be chosen")
                    : Optional.empty();
        }
        return loadBalancer.dualstack() ? Optional.empty() : Optional.of("the load balancer is not dualstack");
    }

    private static Optional<IpAddress> address(String text, IpFamily family) {
        try {
            return Optional.of(IpAddress.parse(text)).filter(address -> address.family() == family);
        } catch (InvalidValueException noAddress) {
            return Optional.empty();
        }
    }

    private Optional<String> holder(List<String> subnetIds, IpAddress address) {
        return subnetIds.stream()
                .filter(id -> context.facts().subnet(id).stream()
                        .flatMap(subnet -> subnet.ranges().stream())
                        .anyMatch(range -> range.contains(address)))
                .findFirst();
    }

    private Map<String, String> prefixes(List<String> subnetIds) {
        AwsAnnotation annotation = AwsAnnotation.SOURCE_NAT_IPV6_PREFIXES;
        List<String> listed = listed(annotation);
        if (loadBalancer.sourceNatPrefix() && !loadBalancer.dualstack()) {
            conflict(
                    AwsAnnotation.PREFIX_FOR_IPV6_SOURCE_NAT,
                    "source NAT of IPv6 needs a dualstack load balancer",
                    "Write dualstack as " + AwsAnnotation.IP_ADDRESS_TYPE.fullName() + ", or remove the annotation.");
            return Map.of();
        } else if (!loadBalancer.sourceNatPrefix()) {
            if (!listed.isEmpty()) {
                conflict(
                        annotation,
                        "source NAT by prefix is off",
                        "Write on as " + AwsAnnotation.PREFIX_FOR_IPV6_SOURCE_NAT.fullName()
                                + ", or remove the annotation.");
            }
            return Map.of();
        } else if (listed.isEmpty()) {
            return paired(
                    subnetIds,
                    subnetIds.stream().map(id -> EnabledZones.AUTO_ASSIGNED).toList());
        } else if (!isOneEach(annotation, listed, subnetIds)) {
            return Map.of();
        }
        for (int i = 0; i < listed.size(); i++) {
            checkPrefix(listed.get(i), subnetIds.get(i));
        }
        return paired(subnetIds, listed);
    }

    private void checkPrefix(String text, String subnetId) {
        if (text.equals(EnabledZones.AUTO_ASSIGNED)) {
            return;
        }
        List<Cidr> ranges =
                context.facts().subnet(subnetId).map(Subnet::ipv6Cidrs).orElse(List.of());
        boolean fits = range(text)
                .filter(prefix -> prefix.prefix() == NAT_PREFIX)
                .filter(prefix -> ranges.stream().anyMatch(range -> range.contains(prefix)))
                .isPresent();
        if (!fits) {
            invalid(
                    AwsAnnotation.SOURCE_NAT_IPV6_PREFIXES,
                    text,
                    "it is no range of length " + NAT_PREFIX + " in the subnet " + subnetId + " with " + ranges,
                    "Write such a range or auto_assigned for each subnet, in the order of the subnets.");
        }
    }

    private static Optional<Cidr> range(String text) {
        try {
            return Optional.of(Cidr.parse(text));
        } catch (InvalidValueException noRange) {
            return Optional.empty();
        }
    }

    private List<String> listed(AwsAnnotation annotation) {
        return context.annotations().list(annotation).orElse(List.of());
    }

    private boolean isOneEach(AwsAnnotation annotation, List<String> listed, List<String> subnetIds) {
        Set<String> seen = new HashSet<>();
        List<String> twice = listed.stream()
                .filter(item -> !item.equals(EnabledZones.AUTO_ASSIGNED) && !seen.add(item))
                .toList();
        if (!twice.isEmpty()) {
            invalid(annotation, twice.get(0), "it is listed twice", "List each once.");
        } else if (!listed.isEmpty() && listed.size() != subnetIds.size()) {
            invalid(
                    annotation,
                    String.join(",", listed),
                    "there are " + listed.size() + " for the " + subnetIds.size() + " subnets "
                            + String.join(", ", subnetIds),
                    "List one for each subnet; " + AwsAnnotation.SUBNETS.fullName() + " fixes the subnets.");
        }
        return twice.isEmpty() && listed.size() == subnetIds.size();
    }

    private static Map<String, String> paired(List<String> subnetIds, List<String> values) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i < values.size(); i++) {
            pairs.put(subnetIds.get(i), values.get(i));
        }
        return pairs;
    }

    private void conflict(AwsAnnotation annotation, String rule, String remedy) {
        String value = context.annotations().text(annotation).orElseGet(() -> String.join(",", listed(annotation)));
        context.findings().conflict(annotation.fullName(), value, rule, remedy);
    }

    private void invalid(AwsAnnotation annotation, String value, String rule, String remedy) {
        context.findings().invalidAnnotation(annotation.fullName(), value, rule, remedy);
    }
}
