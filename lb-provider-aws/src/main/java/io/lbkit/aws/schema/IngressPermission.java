package io.lbkit.aws.schema;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One inbound rule of a security group: a protocol, a range of ports, one source. What {@link AwsKinds#IP_PERMISSIONS} lists.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, {@code -1} for all, or a protocol number
 * @param fromPort the first port, or the ICMP type; -1 for all
 * @param toPort the last port, or the ICMP code; -1 for all
 * @param source who is admitted
 */
public record IngressPermission(String protocol, int fromPort, int toPort, Source source)
        implements Comparable<IngressPermission> {
    private static final String PROTOCOL = "IpProtocol";
    private static final String FROM = "FromPort";
    private static final String TO = "ToPort";
    private static final String CIDR_IP = "CidrIp";
    private static final String CIDR_IPV6 = "CidrIpv6";
    private static final String PREFIX_LIST = "PrefixListId";
    private static final String GROUP = "SourceSecurityGroupId";

    /** Who is admitted by a rule. */
    public sealed interface Source {}

    /**
     * A range of addresses.
     *
     * @param range the range
     */
    public record Range(Cidr range) implements Source {}

    /**
     * A managed prefix list.
     *
     * @param id its id, {@code pl-...}
     */
    public record PrefixList(String id) implements Source {}

    /**
     * Whoever has a security group that exists.
     *
     * @param id its id, {@code sg-...}
     */
    public record Group(String id) implements Source {}

    /**
     * Whoever has a security group of the same graph.
     *
     * @param group the group
     */
    public record GroupOfGraph(ResourceId group) implements Source {}

    /** {@return the admitted range, if the source is one} */
    public Optional<Cidr> cidr() {
        return source instanceof Range admitted ? Optional.of(admitted.range()) : Optional.empty();
    }

    /**
     * {@return whether it opens the ports of another rule, and more, by the same protocol and to the same source}
     *
     * @param other the other rule
     */
    public boolean spans(IngressPermission other) {
        return protocol.equals(other.protocol)
                && source.equals(other.source)
                && !equals(other)
                && fromPort <= other.fromPort
                && other.toPort <= toPort;
    }

    /** {@return the value that stands in a resource} */
    public SpecValue toSpec() {
        SortedMap<String, SpecValue> fields = new TreeMap<>();
        fields.put(PROTOCOL, SpecValue.of(protocol));
        if (!protocol.equals("-1")) {
            fields.put(FROM, SpecValue.of(fromPort));
            fields.put(TO, SpecValue.of(toPort));
        }
        if (source instanceof Range admitted) {
            boolean v4 = admitted.range().family() == IpFamily.IPV4;
            fields.put(v4 ? CIDR_IP : CIDR_IPV6, SpecValue.of(admitted.range().toString()));
        } else if (source instanceof PrefixList list) {
            fields.put(PREFIX_LIST, SpecValue.of(list.id()));
        } else if (source instanceof Group group) {
            fields.put(GROUP, SpecValue.of(group.id()));
        } else if (source instanceof GroupOfGraph group) {
            fields.put(GROUP, new SpecValue.Ref(group.group()));
        }
        return new SpecValue.Mapping(fields);
    }

    /**
     * {@return the value of a whole attribute, sorted, each rule once}
     *
     * @param permissions the rules
     */
    public static SpecValue toSpec(Collection<IngressPermission> permissions) {
        TreeSet<SpecValue> sorted = new TreeSet<>();
        permissions.forEach(permission -> sorted.add(permission.toSpec()));
        return new SpecValue.Sequence(List.copyOf(sorted));
    }

    /**
     * Reads one rule.
     *
     * @param value what {@link #toSpec()} gives
     * @return the rule
     * @throws InvalidValueException if the value is not of that form
     */
    public static IngressPermission of(SpecValue value) {
        if (!(value instanceof SpecValue.Mapping mapping)) {
            throw InvalidValueException.of("IpPermissions", value, "a rule is a map");
        }
        SortedMap<String, SpecValue> fields = mapping.fields();
        String protocol = text(fields.get(PROTOCOL), PROTOCOL);
        boolean all = protocol.equals("-1");
        return new IngressPermission(
                protocol,
                all ? -1 : number(fields.get(FROM), FROM),
                all ? -1 : number(fields.get(TO), TO),
                source(fields));
    }

    /**
     * Reads the value of a whole attribute.
     *
     * @param value what {@link #toSpec(Collection)} gives
     * @return the rules, in their order
     * @throws InvalidValueException if the value is not of that form
     */
    public static List<IngressPermission> listOf(SpecValue value) {
        if (!(value instanceof SpecValue.Sequence list)) {
            throw InvalidValueException.of("IpPermissions", value, "a list of rules is needed");
        }
        List<IngressPermission> permissions = new ArrayList<>();
        list.items().forEach(item -> permissions.add(of(item)));
        return permissions;
    }

    private static Source source(SortedMap<String, SpecValue> fields) {
        SpecValue group = fields.get(GROUP);
        if (group instanceof SpecValue.Ref ref) {
            return new GroupOfGraph(ref.target());
        } else if (group != null) {
            return new Group(text(group, GROUP));
        } else if (fields.containsKey(PREFIX_LIST)) {
            return new PrefixList(text(fields.get(PREFIX_LIST), PREFIX_LIST));
        }
        String key = fields.containsKey(CIDR_IPV6) ? CIDR_IPV6 : CIDR_IP;
        return new Range(Cidr.parse(text(fields.get(key), key)));
    }

    private static String text(@Nullable SpecValue value, String field) {
        if (value instanceof SpecValue.Text text) {
            return text.value();
        }
        throw InvalidValueException.of("IpPermissions." + field, String.valueOf(value), "text is needed");
    }

    private static int number(@Nullable SpecValue value, String field) {
        if (value instanceof SpecValue.Decimal number) {
            return number.value().intValue();
        }
        throw InvalidValueException.of("IpPermissions." + field, String.valueOf(value), "a number is needed");
    }

    @Override
    public int compareTo(IngressPermission other) {
        return toSpec().compareTo(other.toSpec());
    }
}
