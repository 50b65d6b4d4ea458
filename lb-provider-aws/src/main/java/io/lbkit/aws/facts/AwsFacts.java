package io.lbkit.aws.facts;

import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.spi.CloudFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * What is known about the VPC of a cluster and its surroundings: the typed view of {@link CloudFacts}, cut to what a design
 * needs and under the names of the AWS API. Immutable, safe for use by many threads.
 */
@Value.Immutable
public interface AwsFacts {
    /** {@return the region, if known} */
    Optional<String> region();

    /** {@return the VPC of the cluster; without it nothing can be designed} */
    Optional<Vpc> vpc();

    /** {@return all subnets of the VPC} */
    List<Subnet> subnets();

    /** {@return all route tables of the VPC} */
    List<RouteTable> routeTables();

    /** {@return all network ACLs of the VPC} */
    List<NetworkAcl> networkAcls();

    /** {@return the security groups of the VPC} */
    List<SecurityGroup> securityGroups();

    /** {@return the network interfaces of nodes and pods} */
    List<NetworkInterface> networkInterfaces();

    /** {@return the instances that are nodes} */
    List<Instance> instances();

    /** {@return the managed prefix lists of the account and of AWS; none if they were not read, since AWS always has some} */
    List<ManagedPrefixList> prefixLists();

    /** {@return the elastic IPs of the account} */
    List<ElasticIp> elasticIps();

    /** {@return how many inbound rules a security group may have; 60 unless said otherwise} */
    @Value.Default
    default long inboundRulesPerSecurityGroup() {
        return 60;
    }

    /** {@return what applies to all Services} */
    @Value.Default
    default ControllerOptions controller() {
        return ControllerOptions.defaults();
    }

    /**
     * {@return a subnet}
     *
     * @param id its id
     */
    default Optional<Subnet> subnet(String id) {
        return Optional.ofNullable(subnetsById().get(id));
    }

    /**
     * {@return the route table of a subnet: the one that it is associated with, else the main one}
     *
     * @param subnet the subnet
     */
    default Optional<RouteTable> routeTableOf(Subnet subnet) {
        return routeTables().stream()
                .filter(table -> table.subnetIds().contains(subnet.id()))
                .findFirst()
                .or(() -> routeTables().stream().filter(RouteTable::main).findFirst());
    }

    /**
     * {@return a managed prefix list}
     *
     * @param id its id
     */
    default Optional<ManagedPrefixList> prefixList(String id) {
        return prefixLists().stream().filter(known -> known.id().equals(id)).findFirst();
    }

    /**
     * {@return a security group}
     *
     * @param id its id
     */
    default Optional<SecurityGroup> securityGroup(String id) {
        return Optional.ofNullable(securityGroupsById().get(id));
    }

    /**
     * {@return the primary network interface of an instance}
     *
     * @param instanceId the instance
     */
    default Optional<NetworkInterface> primaryInterface(String instanceId) {
        return Optional.ofNullable(primaryInterfaces().get(instanceId));
    }

    /**
     * {@return the network interface that packets to an address arrive at}
     *
     * @param address the address
     */
    default Optional<NetworkInterface> interfaceOf(IpAddress address) {
        NetworkInterface exact = interfacesByAddress().get(address);
        return exact != null
                ? Optional.of(exact)
                : networkInterfaces().stream()
                        .filter(candidate -> candidate.holds(address))
                        .findFirst();
    }

    /** {@return subnets by their ids} */
    @Value.Lazy
    default Map<String, Subnet> subnetsById() {
        return byKey(subnets(), Subnet::id);
    }

    /** {@return security groups by their ids} */
    @Value.Lazy
    default Map<String, SecurityGroup> securityGroupsById() {
        return byKey(securityGroups(), SecurityGroup::id);
    }

    /** {@return primary network interfaces by their instances} */
    @Value.Lazy
    default Map<String, NetworkInterface> primaryInterfaces() {
        Map<String, NetworkInterface> found = new HashMap<>();
        networkInterfaces().stream()
                .filter(NetworkInterface::isPrimary)
                .forEach(primary -> primary.instanceId().ifPresent(id -> found.putIfAbsent(id, primary)));
        return found;
    }

    /** {@return network interfaces by each of their addresses} */
    @Value.Lazy
    default Map<IpAddress, NetworkInterface> interfacesByAddress() {
        Map<IpAddress, NetworkInterface> found = new HashMap<>();
        networkInterfaces().forEach(each -> each.addresses().forEach(address -> found.putIfAbsent(address, each)));
        return found;
    }

    /** {@return the plain data; {@link #of} reads it back to an equal value} */
    default CloudFacts toFacts() {
        FactWriter writer = new FactWriter().text("Region", region());
        vpc().ifPresent(known -> writer.put("Vpc", known.written()));
        writer.list("Subnets", subnets(), Subnet::written)
                .list("RouteTables", routeTables(), RouteTable::written)
                .list("NetworkAcls", networkAcls(), NetworkAcl::written)
                .list("SecurityGroups", securityGroups(), SecurityGroup::written)
                .list("NetworkInterfaces", networkInterfaces(), NetworkInterface::written)
                .list("Instances", instances(), Instance::written)
                .list("PrefixLists", prefixLists(), ManagedPrefixList::written)
                .list("Addresses", elasticIps(), ElasticIp::written)
                .put("Controller", controller().written());
        if (inboundRulesPerSecurityGroup() != 60) {
            writer.number("InboundRulesPerSecurityGroup", inboundRulesPerSecurityGroup());
        }
        return new CloudFacts(writer.done());
    }

    /**
     * Reads plain data.
     *
     * @param facts the data
     * @return the typed view
     * @throws io.lbkit.model.finding.InvalidValueException if a fact has the wrong form, is missing or is not known
     */
    static AwsFacts of(CloudFacts facts) {
        FactFields fields = new FactFields("", facts.values());
        Builder builder = builder()
                .region(fields.optionalText("Region"))
                .vpc(fields.object("Vpc", Vpc::read))
                .subnets(fields.list("Subnets", Subnet::read))
                .routeTables(fields.list("RouteTables", RouteTable::read))
                .networkAcls(fields.list("NetworkAcls", NetworkAcl::read))
                .securityGroups(fields.list("SecurityGroups", SecurityGroup::read))
                .networkInterfaces(fields.list("NetworkInterfaces", NetworkInterface::read))
                .instances(fields.list("Instances", Instance::read))
                .prefixLists(fields.list("PrefixLists", ManagedPrefixList::read))
                .elasticIps(fields.list("Addresses", ElasticIp::read));
        fields.object("Controller", WrittenOptions::read).ifPresent(builder::controller);
        fields.number("InboundRulesPerSecurityGroup").ifPresent(builder::inboundRulesPerSecurityGroup);
        fields.done();
        return builder.build();
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link AwsFacts}. Not thread-safe. */
    final class Builder extends ImmutableAwsFacts.Builder {
        Builder() {}
    }

    private static <T> Map<String, T> byKey(List<T> values, Function<T, String> key) {
        Map<String, T> found = new HashMap<>();
        values.forEach(value -> found.putIfAbsent(key.apply(value), value));
        return found;
    }
}
