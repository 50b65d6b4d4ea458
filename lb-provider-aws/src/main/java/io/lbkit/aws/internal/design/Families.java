package io.lbkit.aws.internal.design;

import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.net.IpFamily;
import java.util.List;

/** Which address families the load balancer and its targets have. */
final class Families {
    private static final String DUALSTACK = "dualstack";
    private static final String FIELD = "spec.ipFamilies";

    private Families() {}

    static boolean isDualstack(DesignContext context) {
        return context.annotations()
                .text(AwsAnnotation.IP_ADDRESS_TYPE)
                .filter(DUALSTACK::equals)
                .isPresent();
    }

    /** {@return the family of the targets of a Service behind the load balancer: a target group has one} */
    static IpFamily ofTargets(DesignContext context, Service service) {
        List<IpFamily> families = service.effectiveFamilies();
        boolean v6 = families.contains(IpFamily.IPV6);
        return v6 && (isDualstack(context) || families.size() == 1) ? IpFamily.IPV6 : IpFamily.IPV4;
    }

    static String label(IpFamily family) {
        return family == IpFamily.IPV6 ? "ipv6" : "ipv4";
    }

    static void check(DesignContext context, List<ListenerWish> listeners) {
        Service service = context.service();
        IpFamily targets = ofTargets(context, service);
        if (targets == IpFamily.IPV6 && !isDualstack(context)) {
            context.findings()
                    .conflict(
                            AwsAnnotation.IP_ADDRESS_TYPE.fullName(),
                            "ipv4",
                            "the Service has IPv6 addresses alone, and they need a dualstack load balancer",
                            "Write dualstack.");
        } else if (service.effectiveFamilies().size() > 1) {
            context.findings()
                    .inform(
                            Codes.RISKY,
                            FindingKind.RISKY_CONFIGURATION,
                            FIELD,
                            service.effectiveFamilies().toString(),
                            "A target group has one family: the targets are reached over " + targets + ".",
                            targets == IpFamily.IPV6
                                    ? "Nothing, or leave IPv6 out of spec.ipFamilies."
                                    : "Nothing, or write dualstack as " + AwsAnnotation.IP_ADDRESS_TYPE.fullName()
                                            + ".");
        }
        boolean udp = listeners.stream().anyMatch(ListenerWish::hasUdp);
        if (udp && isDualstack(context)) {
            checkUdp(context, targets);
        }
        if (listeners.stream().anyMatch(ListenerWish::isQuic) && isDualstack(context)) {
            context.findings()
                    .conflict(
                            AwsAnnotation.QUIC_PORTS.fullName(),
                            String.join(
                                    ",",
                                    context.annotations()
                                            .list(AwsAnnotation.QUIC_PORTS)
                                            .orElse(List.of())),
                            "a dualstack load balancer has no QUIC listener",
                            "Write ipv4 as " + AwsAnnotation.IP_ADDRESS_TYPE.fullName()
                                    + ", or remove the annotation.");
        }
    }

    private static void checkUdp(DesignContext context, IpFamily targets) {
        if (targets == IpFamily.IPV4) {
            context.findings()
                    .conflict(
                            AwsAnnotation.IP_ADDRESS_TYPE.fullName(),
                            DUALSTACK,
                            "UDP on a dualstack load balancer needs IPv6 targets",
                            "Add IPv6 to spec.ipFamilies, or write ipv4.");
        }
        boolean prefix = context.annotations()
                .text(AwsAnnotation.PREFIX_FOR_IPV6_SOURCE_NAT)
                .filter("on"::equals)
                .isPresent();
        if (!prefix) {
            context.findings()
                    .conflict(
                            AwsAnnotation.PREFIX_FOR_IPV6_SOURCE_NAT.fullName(),
                            "off",
                            "UDP on a dualstack load balancer needs a prefix for source NAT",
                            "Write on, or ipv4 as " + AwsAnnotation.IP_ADDRESS_TYPE.fullName() + ".");
        }
    }
}
