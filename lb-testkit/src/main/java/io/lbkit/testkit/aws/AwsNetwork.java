package io.lbkit.testkit.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a region holds before the first call. Immutable. */
public final class AwsNetwork {
    private final Builder parts;

    private AwsNetwork(Builder parts) {
        this.parts = parts;
    }

    /** {@return a builder of an empty region} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that has what this has} */
    public Builder toBuilder() {
        return parts.copy();
    }

    /** {@return the VPCs} */
    public List<AwsVpc> vpcs() {
        return List.copyOf(parts.vpcs);
    }

    /** {@return the zones} */
    public List<AwsZone> zones() {
        return List.copyOf(parts.zones);
    }

    /** {@return the subnets} */
    public List<AwsSubnet> subnets() {
        return List.copyOf(parts.subnets);
    }

    /** {@return the route tables} */
    public List<AwsRouteTable> routeTables() {
        return List.copyOf(parts.routeTables);
    }

    /** {@return the network ACLs} */
    public List<AwsNetworkAcl> networkAcls() {
        return List.copyOf(parts.networkAcls);
    }

    /** {@return the security groups that exist at first} */
    public List<AwsSecurityGroup> securityGroups() {
        return List.copyOf(parts.securityGroups);
    }

    /** {@return the instances} */
    public List<AwsInstance> instances() {
        return List.copyOf(parts.instances);
    }

    /** {@return the interfaces that belong to no instance, such as those of pods} */
    public List<AwsInterface> interfaces() {
        return List.copyOf(parts.interfaces);
    }

    /** {@return the Elastic IP addresses} */
    public List<AwsElasticIp> addresses() {
        return List.copyOf(parts.addresses);
    }

    /** {@return the managed prefix lists} */
    public List<AwsPrefixList> prefixLists() {
        return List.copyOf(parts.prefixLists);
    }

    /** {@return the ARNs of certificates that listeners may use} */
    public List<String> certificates() {
        return List.copyOf(parts.certificates);
    }

    Optional<AwsVpc> vpc(String id) {
        return parts.vpcs.stream().filter(vpc -> vpc.id().equals(id)).findFirst();
    }

    Optional<AwsSubnet> subnet(String id) {
        return parts.subnets.stream().filter(subnet -> subnet.id().equals(id)).findFirst();
    }

    Optional<AwsInstance> instance(String id) {
        return parts.instances.stream()
                .filter(instance -> instance.id().equals(id))
                .findFirst();
    }

    Optional<AwsPrefixList> prefixList(String id) {
        return parts.prefixLists.stream().filter(list -> list.id().equals(id)).findFirst();
    }

    Optional<AwsElasticIp> address(String allocationId) {
        return parts.addresses.stream()
                .filter(address -> address.allocationId().equals(allocationId))
                .findFirst();
    }

    Stream<AwsInterface> allInterfaces() {
        return Stream.concat(
                parts.instances.stream().flatMap(instance -> instance.interfaces().stream()),
                parts.interfaces.stream());
    }

    /** {@return where a subnet sends what is not for the VPC} */
    Optional<AwsRouteTable> routeTableOf(AwsSubnet subnet) {
        return parts.routeTables.stream()
                .filter(table -> table.subnets().contains(subnet.id()))
                .findFirst()
                .or(() -> parts.routeTables.stream()
                        .filter(table -> table.main() && table.vpcId().equals(subnet.vpcId()))
                        .findFirst());
    }

    /** Builds an {@link AwsNetwork}. Not thread-safe. Names of other objects are not checked: a test may want broken ones. */
    public static final class Builder {
        private final List<AwsVpc> vpcs = new ArrayList<>();
        private final List<AwsZone> zones = new ArrayList<>();
        private final List<AwsSubnet> subnets = new ArrayList<>();
        private final List<AwsRouteTable> routeTables = new ArrayList<>();
        private final List<AwsNetworkAcl> networkAcls = new ArrayList<>();
        private final List<AwsSecurityGroup> securityGroups = new ArrayList<>();
        private final List<AwsInstance> instances = new ArrayList<>();
        private final List<AwsInterface> interfaces = new ArrayList<>();
        private final List<AwsElasticIp> addresses = new ArrayList<>();
        private final List<AwsPrefixList> prefixLists = new ArrayList<>();
        private final List<String> certificates = new ArrayList<>();

        private Builder() {}

        private Builder copy() {
            Builder copy = new Builder();
            copy.vpcs.addAll(vpcs);
            copy.zones.addAll(zones);
            copy.subnets.addAll(subnets);
            copy.routeTables.addAll(routeTables);
            copy.networkAcls.addAll(networkAcls);
            copy.securityGroups.addAll(securityGroups);
            copy.instances.addAll(instances);
            copy.interfaces.addAll(interfaces);
            copy.addresses.addAll(addresses);
            copy.prefixLists.addAll(prefixLists);
            copy.certificates.addAll(certificates);
            return copy;
        }

        /**
         * Adds a VPC, or puts it in the place of that of the same id.
         *
         * @param vpc a VPC
         * @return this
         */
        public Builder add(AwsVpc vpc) {
            vpcs.removeIf(old -> old.id().equals(vpc.id()));
            vpcs.add(vpc);
            return this;
        }

        /**
         * Adds a zone, or puts it in the place of that of the same name.
         *
         * @param zone a zone
         * @return this
         */
        public Builder add(AwsZone zone) {
            zones.removeIf(old -> old.name().equals(zone.name()));
            zones.add(zone);
            return this;
        }

        /**
         * Adds a subnet, or puts it in the place of that of the same id.
         *
         * @param subnet a subnet
         * @return this
         */
        public Builder add(AwsSubnet subnet) {
            subnets.removeIf(old -> old.id().equals(subnet.id()));
            subnets.add(subnet);
            return this;
        }

        /**
         * Adds a route table, or puts it in the place of that of the same id.
         *
         * @param table a route table
         * @return this
         */
        public Builder add(AwsRouteTable table) {
            routeTables.removeIf(old -> old.id().equals(table.id()));
            routeTables.add(table);
            return this;
        }

        /**
         * Adds a network ACL, or puts it in the place of that of the same id.
         *
         * @param acl a network ACL
         * @return this
         */
        public Builder add(AwsNetworkAcl acl) {
            networkAcls.removeIf(old -> old.id().equals(acl.id()));
            networkAcls.add(acl);
            return this;
        }

        /**
         * Adds a security group, or puts it in the place of that of the same id.
         *
         * @param group a security group
         * @return this
         */
        public Builder add(AwsSecurityGroup group) {
            securityGroups.removeIf(old -> old.id().equals(group.id()));
            securityGroups.add(group);
            return this;
        }

        /**
         * Adds an instance, or puts it in the place of that of the same id.
         *
         * @param instance an instance
         * @return this
         */
        public Builder add(AwsInstance instance) {
            instances.removeIf(old -> old.id().equals(instance.id()));
            instances.add(instance);
            return this;
        }

        /**
         * Adds an interface that belongs to no instance, or puts it in the place of that of the same id.
         *
         * @param networkInterface an interface that belongs to no instance
         * @return this
         */
        public Builder add(AwsInterface networkInterface) {
            interfaces.removeIf(old -> old.id().equals(networkInterface.id()));
            interfaces.add(networkInterface);
            return this;
        }

        /**
         * Adds an Elastic IP address, or puts it in the place of that of the same id.
         *
         * @param address an Elastic IP address
         * @return this
         */
        public Builder add(AwsElasticIp address) {
            addresses.removeIf(old -> old.allocationId().equals(address.allocationId()));
            addresses.add(address);
            return this;
        }

        /**
         * Adds a managed prefix list, or puts it in the place of that of the same id.
         *
         * @param prefixList a managed prefix list
         * @return this
         */
        public Builder add(AwsPrefixList prefixList) {
            prefixLists.removeIf(old -> old.id().equals(prefixList.id()));
            prefixLists.add(prefixList);
            return this;
        }

        /**
         * Adds a certificate.
         *
         * @param arn its ARN
         * @return this
         */
        public Builder certificate(String arn) {
            certificates.add(arn);
            return this;
        }

        /**
         * Removes an instance with its interfaces, if it is there.
         *
         * @param id its id
         * @return this
         */
        public Builder removeInstance(String id) {
            instances.removeIf(instance -> instance.id().equals(id));
            return this;
        }

        /** {@return the region} */
        public AwsNetwork build() {
            return new AwsNetwork(copy());
        }
    }
}
