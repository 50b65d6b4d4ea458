package io.lbkit.testkit.aws;

import io.lbkit.testkit.aws.AwsQuotas.Quota;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Creation, listing and deletion of load balancers. */
final class LoadBalancerActions {
    private static final int ARNS_PER_CALL = 20;
    private static final String ZONE_ID = "Z26RNL4JYFTOTI";

    private final AwsState state;
    private final ElbObjects objects;
    private final ZoneReader zones;
    private final AttributeTable attributes = AttributeTable.read("load-balancer");

    LoadBalancerActions(AwsState state) {
        this.state = state;
        this.objects = new ElbObjects(state);
        this.zones = new ZoneReader(state);
    }

    Map<String, Action> actions() {
        return Map.of(
                "CreateLoadBalancer", this::create,
                "DescribeLoadBalancers", this::describe,
                "DeleteLoadBalancer", this::delete);
    }

    private Xml create(AwsRequest request) {
        String name = request.required("Name");
        checkName(name);
        if (!request.text("Type").orElse("application").equals("network")) {
            throw Refusals.configuration("This stand-in has load balancers of type network only");
        }
        BalancerSettings wanted = settings(request);
        Map<String, String> tags = tags(request);
        zones.check(wanted, presentZones(name));
        SecurityGroupChoice.check(state, wanted.securityGroups(), vpcOf(wanted));
        LoadBalancer loadBalancer =
                byName(name).map(present -> same(present, wanted)).orElseGet(() -> created(name, wanted, tags));
        return Xml.empty().members("LoadBalancers", List.of(xml(loadBalancer)));
    }

    private List<ZoneMapping> presentZones(String name) {
        return byName(name).map(LoadBalancer::zones).orElse(List.of());
    }

    private static void checkName(String name) {
        ElbObjects.checkName(name);
        if (name.startsWith("internal-")) {
            throw Refusals.invalid("The name '" + name + "' must not begin with 'internal-'");
        }
    }

    private BalancerSettings settings(AwsRequest request) {
        String prefix = request.text("EnablePrefixForIpv6SourceNat").orElse("off");
        return new BalancerSettings(
                request.text("Scheme").orElse("internet-facing"),
                request.text("IpAddressType").orElse("ipv4"),
                SourceNat.complete(zones.read(request), prefix),
                request.texts("SecurityGroups"),
                Optional.empty(),
                prefix);
    }

    private String vpcOf(BalancerSettings settings) {
        return state.network()
                .subnet(settings.zones().get(0).subnetId())
                .map(AwsSubnet::vpcId)
                .orElseThrow();
    }

    private static Map<String, String> tags(AwsRequest request) {
        return Tags.read(request.list("Tags"), "DuplicateTagKeys", "ValidationError");
    }

    /** A repeated creation finds what the first one made, but only with the same settings. Tags are not compared. */
    private static LoadBalancer same(LoadBalancer present, BalancerSettings wanted) {
        if (!present.settings().sameCreation(wanted)) {
            throw Refusals.of(
                    "DuplicateLoadBalancerName",
                    "A load balancer with the same name '" + present.name() + "' exists, but with different settings");
        }
        return present;
    }

    private LoadBalancer created(String name, BalancerSettings wanted, Map<String, String> tags) {
        state.quotas().check(Quota.LOAD_BALANCERS, state.loadBalancers().size() + 1, "TooManyLoadBalancers");
        String arn = state.ids().loadBalancer(name);
        state.tags().check(arn, tags, "TooManyTags");
        LoadBalancer loadBalancer =
                new LoadBalancer(arn, name, vpcOf(wanted), wanted, state.time().now());
        loadBalancer.attributes().putAll(attributes.defaults());
        state.tags().put(arn, tags);
        state.loadBalancers().put(arn, loadBalancer);
        state.interfaces().follow(loadBalancer);
        return loadBalancer;
    }

    private Optional<LoadBalancer> byName(String name) {
        return state.loadBalancers().values().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    private Xml describe(AwsRequest request) {
        List<String> arns = request.texts("LoadBalancerArns");
        List<String> names = request.texts("Names");
        if (arns.size() > ARNS_PER_CALL || names.size() > ARNS_PER_CALL) {
            throw Refusals.invalid("At most " + ARNS_PER_CALL + " load balancers can be described by name or ARN");
        }
        if (!arns.isEmpty() && !names.isEmpty()) {
            throw Refusals.invalid("Load balancer names and load balancer ARNs cannot be specified at the same time");
        }
        Stream<LoadBalancer> found = objects.loadBalancers();
        if (!arns.isEmpty()) {
            found = arns.stream().distinct().map(objects::loadBalancer);
        } else if (!names.isEmpty()) {
            found = names.stream().distinct().map(this::visibleByName);
        }
        return objects.page(request, "LoadBalancers", found.map(this::xml).toList());
    }

    private LoadBalancer visibleByName(String name) {
        return byName(name)
                .filter(found -> state.visible(found.created()))
                .orElseThrow(() -> ElbObjects.noLoadBalancer(name));
    }

    private Xml delete(AwsRequest request) {
        LoadBalancer gone = state.loadBalancers().get(request.required("LoadBalancerArn"));
        if (gone == null) {
            return Xml.empty();
        }
        if (gone.attributes()
                .getOrDefault("deletion_protection.enabled", "false")
                .equals("true")) {
            throw Refusals.of(
                    "OperationNotPermitted",
                    "Load balancer '" + gone.arn() + "' cannot be deleted because deletion protection is enabled");
        }
        state.listenersOf(gone).map(Listener::arn).toList().forEach(arn -> {
            state.listeners().remove(arn);
            state.tags().forget(arn);
        });
        state.loadBalancers().remove(gone.arn());
        state.tags().forget(gone.arn());
        state.interfaces().delete(gone);
        Attachments.follow(state);
        return Xml.empty();
    }

    private Xml xml(LoadBalancer loadBalancer) {
        BalancerSettings settings = loadBalancer.settings();
        boolean active =
                state.time().passed(loadBalancer.created(), state.times().provisioning());
        return Xml.empty()
                .with("LoadBalancerArn", loadBalancer.arn())
                .with("DNSName", loadBalancer.dnsName())
                .with("CanonicalHostedZoneId", ZONE_ID)
                .with("CreatedTime", loadBalancer.created().truncatedTo(ChronoUnit.MILLIS))
                .with("LoadBalancerName", loadBalancer.name())
                .with("Scheme", settings.scheme())
                .with("VpcId", loadBalancer.vpcId())
                .with("State", Xml.empty().with("Code", active ? "active" : "provisioning"))
                .with("Type", "network")
                .members("AvailabilityZones", ZoneXml.of(state, loadBalancer))
                .members("SecurityGroups", settings.securityGroups())
                .with("IpAddressType", settings.ipAddressType())
                .with("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", settings.privateLinkRules())
                .with("EnablePrefixForIpv6SourceNat", settings.sourceNatPrefix());
    }
}
