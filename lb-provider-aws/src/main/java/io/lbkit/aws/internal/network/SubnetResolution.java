package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.Subnet;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.aws.schema.SubnetMapping;
import io.lbkit.model.finding.FindingKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Chooses the subnets of a load balancer, and its addresses in them: those that the Service lists, else those that the load
 * balancer has, else those that are discovered. Pure.
 */
public final class SubnetResolution {
    private static final String FIELD = Findings.field(AwsAnnotation.SUBNETS.fullName());

    private final DesignContext context;
    private final LoadBalancerWish loadBalancer;
    private final EnabledZones enabled;

    private SubnetResolution(DesignContext context, LoadBalancerWish loadBalancer) {
        this.context = context;
        this.loadBalancer = loadBalancer;
        this.enabled = new EnabledZones(context, loadBalancer);
    }

    /**
     * Chooses.
     *
     * @param context the Service and the facts; gets findings
     * @param loadBalancer what is settled about the load balancer
     * @return one mapping a zone, in the order in which they are wanted; empty, with an error finding, if there is no choice
     */
    public static List<SubnetMapping> mappings(DesignContext context, LoadBalancerWish loadBalancer) {
        SubnetResolution resolution = new SubnetResolution(context, loadBalancer);
        List<String> ids = resolution.ids();
        List<SubnetMapping> wanted = new SubnetAddresses(context, loadBalancer).of(ids);
        return resolution.enabled.kept(wanted);
    }

    private List<String> ids() {
        Optional<List<String>> listed = context.annotations().list(AwsAnnotation.SUBNETS);
        List<String> present = enabled.subnetIds();
        if (listed.isEmpty() && !present.isEmpty()) {
            tellOfFurtherZones(present);
            return present.stream().sorted().toList();
        }
        List<Subnet> chosen =
                listed.map(new NamedSubnets(context, loadBalancer)::of).orElseGet(this::discovered);
        checkUniform(chosen);
        return chosen.stream().map(Subnet::id).toList();
    }

    private List<Subnet> discovered() {
        SubnetDiscovery discovery = discovery();
        List<SubnetVerdict> verdicts = discovery.verdicts();
        List<Subnet> chosen = chosen(verdicts);
        if (chosen.isEmpty()) {
            String examined = verdicts.isEmpty()
                    ? "the VPC has none"
                    : "looked at " + verdicts.size() + ": "
                            + verdicts.stream().map(SubnetVerdict::toString).collect(Collectors.joining("; "));
            context.findings()
                    .subnets(
                            FIELD,
                            "",
                            "no subnet suits the " + loadBalancer.scheme() + " load balancer; " + examined,
                            "Tag one subnet of each zone with " + discovery.role()
                                    + "=1, or list subnets in the annotation.");
        } else {
            tellOfLostZones(verdicts, chosen);
        }
        return chosen;
    }

    private SubnetDiscovery discovery() {
        return new SubnetDiscovery(context.facts(), context.cluster(), loadBalancer);
    }

    private static List<Subnet> chosen(List<SubnetVerdict> verdicts) {
        return verdicts.stream()
                .filter(SubnetVerdict::isIn)
                .map(SubnetVerdict::subnet)
                .toList();
    }

    /** Targets in a zone without a subnet get no packets unless cross-zone balancing is on. */
    private void tellOfLostZones(List<SubnetVerdict> verdicts, List<Subnet> chosen) {
        SortedSet<String> zones = zones(chosen);
        SortedMap<String, List<String>> lost = new TreeMap<>();
        verdicts.stream()
                .filter(verdict -> !zones.contains(verdict.subnet().availabilityZone()))
                .forEach(verdict -> lost.computeIfAbsent(verdict.subnet().availabilityZone(), zone -> new ArrayList<>())
                        .add(verdict.toString()));
        lost.forEach((zone, why) -> context.findings()
                .inform(
                        Codes.SUBNETS,
                        FindingKind.SUBNET_RESOLUTION,
                        FIELD,
                        zone,
                        "The load balancer has no subnet in zone " + zone + ": " + String.join("; ", why) + ".",
                        "Nothing if the zone is not wanted, else mend or tag one of its subnets."));
    }

    private void tellOfFurtherZones(List<String> present) {
        SortedSet<String> zones = new TreeSet<>();
        present.forEach(
                id -> context.facts().subnet(id).map(Subnet::availabilityZone).ifPresent(zones::add));
        if (zones.isEmpty()) {
            return;
        }
        for (Subnet further : chosen(discovery().verdicts())) {
            if (!zones.contains(further.availabilityZone())) {
                context.findings()
                        .inform(
                                Codes.SUBNETS,
                                FindingKind.SUBNET_RESOLUTION,
                                FIELD,
                                further.id(),
                                "Zone " + further.availabilityZone() + " has the suitable subnet " + further.id()
                                        + ", and the load balancer keeps the subnets that it was made with.",
                                "List the subnets of all zones in the annotation to add it.");
            }
        }
    }

    private static SortedSet<String> zones(List<Subnet> subnets) {
        return subnets.stream().map(Subnet::availabilityZone).collect(Collectors.toCollection(TreeSet::new));
    }

    private void checkUniform(List<Subnet> chosen) {
        SortedMap<String, List<String>> kinds = new TreeMap<>();
        chosen.stream()
                .sorted(Comparator.comparing(Subnet::id))
                .forEach(subnet -> kinds.computeIfAbsent(kind(subnet), kind -> new ArrayList<>())
                        .add(subnet.id()));
        if (kinds.size() > 1) {
            context.findings()
                    .subnets(
                            FIELD,
                            chosen.stream().map(Subnet::id).collect(Collectors.joining(",")),
                            "all subnets are in zones of one kind, and these are " + kinds,
                            "List subnets of one kind of zone in the annotation.");
        }
    }

    private static String kind(Subnet subnet) {
        return subnet.outpostArn().isPresent() ? "outpost" : subnet.zoneType().orElse("availability-zone");
    }
}
