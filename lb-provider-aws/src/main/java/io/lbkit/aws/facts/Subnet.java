package io.lbkit.aws.facts;

import io.lbkit.model.net.Cidr;
import io.lbkit.model.resource.SpecValue;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A subnet.
 *
 * @param id its id
 * @param availabilityZone the name of its zone
 * @param zoneType {@code availability-zone}, {@code local-zone} or {@code wavelength-zone}; the first unless said otherwise
 * @param outpostArn the outpost that it is on, if it is on one
 * @param cidr its IPv4 range; a subnet of IPv6 alone has none
 * @param ipv6Cidrs its associated IPv6 ranges
 * @param availableIpAddressCount how many IPv4 addresses are free, if that is known
 * @param tags its tags
 */
public record Subnet(
        String id,
        String availabilityZone,
        Optional<String> zoneType,
        Optional<String> outpostArn,
        Optional<Cidr> cidr,
        List<Cidr> ipv6Cidrs,
        Optional<Long> availableIpAddressCount,
        SortedMap<String, String> tags) {
    /**
     * Copies lists and maps.
     *
     * @param id its id
     * @param availabilityZone the name of its zone
     * @param zoneType {@code availability-zone}, {@code local-zone} or {@code wavelength-zone}; the first unless said otherwise
     * @param outpostArn the outpost that it is on, if it is on one
     * @param cidr its IPv4 range; a subnet of IPv6 alone has none
     * @param ipv6Cidrs its associated IPv6 ranges
     * @param availableIpAddressCount how many IPv4 addresses are free, if that is known
     * @param tags its tags
     */
    public Subnet {
        ipv6Cidrs = List.copyOf(ipv6Cidrs);
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** {@return the value of the tag {@code Name}, if it has one} */
    public Optional<String> name() {
        return Optional.ofNullable(tags.get("Name"));
    }

    /** {@return its IPv4 range, if it has one, and its IPv6 ranges} */
    public List<Cidr> ranges() {
        return Stream.concat(cidr.stream(), ipv6Cidrs.stream()).toList();
    }

    static Subnet read(FactFields fields) {
        return new Subnet(
                fields.text("SubnetId"),
                fields.text("AvailabilityZone"),
                fields.optionalText("ZoneType"),
                fields.optionalText("OutpostArn"),
                fields.optionalText("CidrBlock").map(text -> fields.parsed("CidrBlock", text, Cidr::parse)),
                fields.parsedTexts("Ipv6CidrBlocks", Cidr::parse),
                fields.number("AvailableIpAddressCount"),
                fields.map("Tags"));
    }

    SpecValue.Mapping written() {
        return new FactWriter()
                .text("SubnetId", id)
                .text("AvailabilityZone", availabilityZone)
                .text("ZoneType", zoneType)
                .text("OutpostArn", outpostArn)
                .text("CidrBlock", cidr.map(Cidr::toString))
                .texts("Ipv6CidrBlocks", ipv6Cidrs)
                .number("AvailableIpAddressCount", availableIpAddressCount)
                .map("Tags", tags)
                .done();
    }
}
