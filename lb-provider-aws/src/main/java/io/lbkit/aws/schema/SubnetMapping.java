package io.lbkit.aws.schema;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.SpecValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One subnet of a load balancer with the addresses it has there. What {@link AwsKinds#SUBNET_MAPPINGS} lists.
 *
 * @param subnetId the subnet
 * @param allocationId the elastic IP, if one was chosen
 * @param privateIpv4Address the private address, if one was chosen
 * @param ipv6Address the IPv6 address, if one was chosen
 * @param sourceNatIpv6Prefix the prefix for source NAT: {@code auto_assigned} or a range of length 80
 */
public record SubnetMapping(
        String subnetId,
        Optional<String> allocationId,
        Optional<String> privateIpv4Address,
        Optional<String> ipv6Address,
        Optional<String> sourceNatIpv6Prefix) {
    private static final String SUBNET = "SubnetId";
    private static final String ALLOCATION = "AllocationId";
    private static final String PRIVATE = "PrivateIPv4Address";
    private static final String IPV6 = "IPv6Address";
    private static final String PREFIX = "SourceNatIpv6Prefix";

    /**
     * A subnet whose addresses AWS chooses.
     *
     * @param subnetId the subnet
     * @return the mapping
     */
    public static SubnetMapping of(String subnetId) {
        return new SubnetMapping(subnetId, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** {@return the value that stands in a resource} */
    public SpecValue toSpec() {
        SortedMap<String, SpecValue> fields = new TreeMap<>();
        fields.put(SUBNET, SpecValue.of(subnetId));
        allocationId.ifPresent(value -> fields.put(ALLOCATION, SpecValue.of(value)));
        privateIpv4Address.ifPresent(value -> fields.put(PRIVATE, SpecValue.of(value)));
        ipv6Address.ifPresent(value -> fields.put(IPV6, SpecValue.of(value)));
        sourceNatIpv6Prefix.ifPresent(value -> fields.put(PREFIX, SpecValue.of(value)));
        return new SpecValue.Mapping(fields);
    }

    /**
     * {@return the value of a whole attribute}
     *
     * @param mappings the mappings, in their order
     */
    public static SpecValue toSpec(Collection<SubnetMapping> mappings) {
        return new SpecValue.Sequence(
                mappings.stream().map(SubnetMapping::toSpec).toList());
    }

    /**
     * Reads the value of a whole attribute.
     *
     * @param value what {@link #toSpec(Collection)} gives
     * @return the mappings, in their order
     * @throws InvalidValueException if the value is not of that form
     */
    public static List<SubnetMapping> listOf(SpecValue value) {
        if (!(value instanceof SpecValue.Sequence list)) {
            throw InvalidValueException.of("SubnetMappings", value, "a list of mappings is needed");
        }
        List<SubnetMapping> mappings = new ArrayList<>();
        list.items().forEach(item -> mappings.add(of(item)));
        return mappings;
    }

    private static SubnetMapping of(SpecValue value) {
        if (!(value instanceof SpecValue.Mapping mapping)) {
            throw InvalidValueException.of("SubnetMappings", value, "a mapping of a subnet is a map");
        }
        SortedMap<String, SpecValue> fields = mapping.fields();
        return new SubnetMapping(
                text(fields, SUBNET)
                        .orElseThrow(() -> InvalidValueException.of("SubnetMappings", value, "it names its subnet")),
                text(fields, ALLOCATION),
                text(fields, PRIVATE),
                text(fields, IPV6),
                text(fields, PREFIX));
    }

    private static Optional<String> text(SortedMap<String, SpecValue> fields, String field) {
        SpecValue value = fields.get(field);
        if (value == null) {
            return Optional.empty();
        } else if (value instanceof SpecValue.Text text) {
            return Optional.of(text.value());
        }
        throw InvalidValueException.of("SubnetMappings." + field, value, "text is needed");
    }
}
