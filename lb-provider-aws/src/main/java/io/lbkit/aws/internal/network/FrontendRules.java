package io.lbkit.aws.internal.network;

import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpFamily;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which clients the security group of a load balancer admits: each port of the Service for each range and prefix list. */
final class FrontendRules {
    private static final String LIST_ID = "pl-";
    /** Destination unreachable, fragmentation needed. */
    private static final int[] MTU_IPV4 = {3, 4};
    /** Packet too big, the only code. */
    private static final int[] MTU_IPV6 = {2, 0};

    private final DesignContext context;
    private final boolean dualstack;
    private final ClientRanges clients;

    FrontendRules(DesignContext context, LoadBalancerWish loadBalancer, ClientRanges clients) {
        this.context = context;
        this.dualstack = loadBalancer.dualstack();
        this.clients = clients;
    }

    SortedSet<IngressPermission> of() {
        List<String> lists =
                context.annotations().list(AwsAnnotation.PREFIX_LISTS).orElse(List.of());
        lists.forEach(this::check);
        SortedSet<Cidr> ranges = ranges(lists);
        SortedSet<IngressPermission> rules = new TreeSet<>();
        for (ServicePort port : context.service().ports()) {
            ranges.forEach(range -> rules.add(rule(port, new IngressPermission.Range(range))));
            lists.forEach(list -> rules.add(rule(port, new IngressPermission.PrefixList(list))));
        }
        if (admitsIcmp()) {
            ranges.forEach(range -> rules.add(mtu(range)));
        }
        return rules;
    }

    private boolean admitsIcmp() {
        Optional<String> word = context.annotations().text(AwsAnnotation.ICMP_FOR_PATH_MTU);
        word.filter(text -> !text.equals("on") && !text.equals("off")).ifPresent(this::tellOfWord);
        return word.filter("on"::equals).isPresent();
    }

    private void tellOfWord(String word) {
        context.findings()
                .warn(
                        Codes.RISKY,
                        FindingKind.RISKY_CONFIGURATION,
                        Findings.field(AwsAnnotation.ICMP_FOR_PATH_MTU.fullName()),
                        word,
                        "Only the word `on` admits the ICMP messages of path MTU discovery; '" + word + "' does not.",
                        "Write \"on\", or remove the annotation.");
    }

    private SortedSet<Cidr> ranges(List<String> lists) {
        SortedSet<Cidr> ranges = new TreeSet<>(clients.ranges());
        if (!clients.isGiven() && lists.isEmpty()) {
            ranges.add(Cidr.ANY_IPV4);
            if (dualstack) {
                ranges.add(Cidr.ANY_IPV6);
            }
        }
        if (!dualstack) {
            clients.of(IpFamily.IPV6).forEach(this::refuseIpv6);
        }
        return ranges;
    }

    private static IngressPermission rule(ServicePort port, IngressPermission.Source source) {
        String protocol = port.protocol().toString().toLowerCase(Locale.ROOT);
        return new IngressPermission(protocol, port.port(), port.port(), source);
    }

    private static IngressPermission mtu(Cidr range) {
        boolean v4 = range.family() == IpFamily.IPV4;
        int[] message = v4 ? MTU_IPV4 : MTU_IPV6;
        return new IngressPermission(
                v4 ? "icmp" : "icmpv6", message[0], message[1], new IngressPermission.Range(range));
    }

    private void check(String list) {
        String annotation = AwsAnnotation.PREFIX_LISTS.fullName();
        if (!list.startsWith(LIST_ID)) {
            context.findings()
                    .invalidAnnotation(
                            annotation,
                            list,
                            "the id of a prefix list starts with " + LIST_ID,
                            "List ids of managed prefix lists.");
        } else if (!context.facts().prefixLists().isEmpty()
                && context.facts().prefixList(list).isEmpty()) {
            context.findings()
                    .missing(
                            Findings.field(annotation),
                            list,
                            "the account has no managed prefix list of this id in this region",
                            "List ids of managed prefix lists.");
        }
    }

    private void refuseIpv6(Cidr range) {
        context.findings()
                .unsupported(
                        clients.field(),
                        range.toString(),
                        "an IPv6 range needs a dualstack load balancer",
                        "Write dualstack as " + AwsAnnotation.IP_ADDRESS_TYPE.fullName() + ", or remove the range.");
    }
}
