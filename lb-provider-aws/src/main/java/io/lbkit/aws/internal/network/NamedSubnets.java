package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.Subnet;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The subnets that a Service lists itself, by their ids or by their tag {@code Name}, in the order of the list. */
final class NamedSubnets {
    private static final String ID = "subnet-";
    private static final String ANNOTATION = AwsAnnotation.SUBNETS.fullName();

    private final DesignContext context;
    private final boolean ipv6Needed;

    NamedSubnets(DesignContext context, LoadBalancerWish loadBalancer) {
        this.context = context;
        this.ipv6Needed = loadBalancer.dualstack();
    }

    /** {@return the subnets; what is wrong with the list became findings} */
    List<Subnet> of(List<String> listed) {
        List<Subnet> found = new ArrayList<>();
        for (String item : listed) {
            Optional<Subnet> subnet = item.startsWith(ID) ? context.facts().subnet(item) : named(item, found);
            subnet.ifPresentOrElse(found::add, () -> missing(item));
        }
        checkZones(found);
        found.stream()
                .filter(subnet -> ipv6Needed && subnet.ipv6Cidrs().isEmpty())
                .forEach(this::withoutIpv6);
        return found;
    }

    /** A name that is listed twice stands for two subnets. */
    private Optional<Subnet> named(String name, List<Subnet> used) {
        return context.facts().subnets().stream()
                .filter(subnet -> subnet.name().filter(name::equals).isPresent())
                .filter(subnet -> !used.contains(subnet))
                .min(Comparator.comparing(Subnet::id));
    }

    private void missing(String item) {
        String vpc = context.facts().vpc().map(Vpc::id).orElse("");
        context.findings()
                .missing(
                        Findings.field(ANNOTATION),
                        item,
                        "the VPC " + vpc + " has no "
                                + (item.startsWith(ID)
                                        ? "subnet of this id"
                                        : "further subnet whose tag Name has this value"),
                        "List ids or names of subnets of this VPC, or remove the annotation to have them discovered.");
    }

    private void checkZones(List<Subnet> found) {
        Map<String, Subnet> zones = new HashMap<>();
        for (Subnet subnet : found) {
            Subnet other = zones.putIfAbsent(subnet.availabilityZone(), subnet);
            if (other != null) {
                context.findings()
                        .subnets(
                                Findings.field(ANNOTATION),
                                subnet.id(),
                                "a load balancer has one subnet in a zone, and " + other.id() + " is in "
                                        + subnet.availabilityZone() + " too",
                                "List one subnet for each zone.");
            }
        }
    }

    private void withoutIpv6(Subnet subnet) {
        context.findings()
                .subnets(
                        Findings.field(ANNOTATION),
                        subnet.id(),
                        "a dualstack load balancer needs an IPv6 range in each of its subnets",
                        "Associate an IPv6 range with the subnet, list another one, or write ipv4 as "
                                + AwsAnnotation.IP_ADDRESS_TYPE.fullName() + ".");
    }
}
