package io.lbkit.aws.facts;

import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.SpecValue;
import java.util.List;
import java.util.Optional;

/**
 * A network interface (ENI).
 *
 * @param id its id
 * @param instanceId the instance that it is attached to
 * @param deviceIndex its place at the instance; 0 is the primary one
 * @param subnetId its subnet
 * @param groupIds its security groups
 * @param addresses its private IPv4 and IPv6 addresses
 * @param prefixes the prefixes delegated to it, which pods have their addresses from
 */
public record NetworkInterface(
        String id,
        Optional<String> instanceId,
        Optional<Long> deviceIndex,
        Optional<String> subnetId,
        List<String> groupIds,
        List<IpAddress> addresses,
        List<Cidr> prefixes) {
    /**
     * Copies lists and maps.
     *
     * @param id its id
     * @param instanceId the instance that it is attached to
     * @param deviceIndex its place at the instance; 0 is the primary one
     * @param subnetId its subnet
     * @param groupIds its security groups
     * @param addresses its private IPv4 and IPv6 addresses
     * @param prefixes the prefixes delegated to it, which pods have their addresses from
     */
    public NetworkInterface {
        groupIds = List.copyOf(groupIds);
        addresses = List.copyOf(addresses);
        prefixes = List.copyOf(prefixes);
    }

    /** {@return whether it is the primary one of an instance} */
    public boolean isPrimary() {
        return deviceIndex.filter(index -> index == 0).isPresent();
    }

    /**
     * {@return whether packets to an address arrive here}
     *
     * @param address the address
     */
    public boolean holds(IpAddress address) {
        return addresses.contains(address) || prefixes.stream().anyMatch(prefix -> prefix.contains(address));
    }

    static NetworkInterface read(FactFields fields) {
        return new NetworkInterface(
                fields.text("NetworkInterfaceId"),
                fields.optionalText("InstanceId"),
                fields.number("DeviceIndex"),
                fields.optionalText("SubnetId"),
                fields.texts("GroupIds"),
                fields.parsedTexts("Addresses", IpAddress::parse),
                fields.parsedTexts("Prefixes", Cidr::parse));
    }

    SpecValue.Mapping written() {
        return new FactWriter()
                .text("NetworkInterfaceId", id)
                .text("InstanceId", instanceId)
                .number("DeviceIndex", deviceIndex)
                .text("SubnetId", subnetId)
                .texts("GroupIds", groupIds)
                .texts("Addresses", addresses)
                .texts("Prefixes", prefixes)
                .done();
    }
}
