package io.lbkit.testkit.aws;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads inbound permissions as EC2 does: ranges become canonical, protocols get their names, and all else must be right. */
final class PermissionReader {
    private static final Pattern DESCRIPTION = Pattern.compile("[a-zA-Z0-9. _\\-:/()#,@\\[\\]+=&;{}!$*]{0,255}");
    private static final Map<String, String> NAMES = Map.of("6", "tcp", "17", "udp", "1", "icmp", "58", "icmpv6");
    private static final Set<String> WITH_PORTS = Set.of("tcp", "udp");
    private static final Set<String> WITH_TYPES = Set.of("icmp", "icmpv6");

    private final AwsState state;

    /** A permission and what people say about it. */
    record Described(Permission permission, String description) {}

    PermissionReader(AwsState state) {
        this.state = state;
    }

    /** {@return the permissions of a request, one for each source} */
    List<Described> read(AwsRequest request) {
        List<Described> found = new ArrayList<>();
        request.list("IpPermissions").forEach(each -> readOne(each, found));
        if (found.isEmpty()) {
            throw Refusals.of("MissingParameter", "The parameter IpPermissions must name a source");
        }
        return found;
    }

    private void readOne(Arguments permission, List<Described> found) {
        for (Arguments range : permission.list("IpRanges")) {
            String text = range.text("CidrIp").orElse("");
            found.add(described(permission, range, cidr(text, IpFamily.IPV4, RuleSource.Kind.IPV4)));
        }
        for (Arguments range : permission.list("Ipv6Ranges")) {
            String text = range.text("CidrIpv6").orElse("");
            found.add(described(permission, range, cidr(text, IpFamily.IPV6, RuleSource.Kind.IPV6)));
        }
        for (Arguments list : permission.list("PrefixListIds")) {
            found.add(described(
                    permission, list, prefixList(list.text("PrefixListId").orElse(""))));
        }
        for (Arguments group : permission.list("Groups")) {
            found.add(described(permission, group, group(group.text("GroupId").orElse(""))));
        }
    }

    private static Described described(Arguments permission, Arguments source, RuleSource read) {
        return new Described(
                permission(permission, read),
                description(source.text("Description").orElse("")));
    }

    static String description(String text) {
        if (!DESCRIPTION.matcher(text).matches()) {
            throw Refusals.parameter("Invalid rule description. Valid descriptions are strings less than 256 characters"
                    + " from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
        }
        return text;
    }

    static Permission permission(Arguments from, RuleSource source) {
        String protocol = protocol(from.text("IpProtocol").orElse(""));
        Optional<Integer> first = from.number("FromPort");
        Optional<Integer> last = from.number("ToPort");
        if (WITH_PORTS.contains(protocol)) {
            checkPorts(first, last);
            return new Permission(false, protocol, first, last, source);
        }
        if (WITH_TYPES.contains(protocol)) {
            return new Permission(
                    false, protocol, first.or(() -> Optional.of(-1)), last.or(() -> Optional.of(-1)), source);
        }
        return new Permission(false, protocol, Optional.empty(), Optional.empty(), source);
    }

    private static String protocol(String text) {
        String name = NAMES.getOrDefault(text, text);
        if (WITH_PORTS.contains(name) || WITH_TYPES.contains(name) || name.equals("-1")) {
            return name;
        }
        if (!name.matches("\\d{1,3}") || Integer.parseInt(name) > 255) {
            throw Refusals.parameter("Invalid value '" + text + "' for IP protocol. Unknown protocol.");
        }
        return name;
    }

    private static void checkPorts(Optional<Integer> first, Optional<Integer> last) {
        if (first.isEmpty() || last.isEmpty()) {
            throw Refusals.parameter(
                    "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        }
        if (first.get() < 0 || last.get() > 65535 || first.get() > last.get()) {
            throw Refusals.parameter("Invalid TCP/UDP port range (" + first.get() + ":" + last.get() + ")");
        }
    }

    static RuleSource cidr(String text, IpFamily family, RuleSource.Kind kind) {
        Cidr range;
        try {
            range = Cidr.parseStored(text);
        } catch (InvalidValueException e) {
            throw Refusals.parameter("CIDR block " + text + " is malformed");
        }
        if (range.family() != family) {
            throw Refusals.parameter("CIDR block " + text + " is of the other family");
        }
        return new RuleSource(kind, range.toString());
    }

    RuleSource prefixList(String id) {
        if (state.network().prefixList(id).isEmpty()) {
            throw Refusals.of("InvalidPrefixListID.NotFound", "The prefix list ID '" + id + "' does not exist");
        }
        return new RuleSource(RuleSource.Kind.PREFIX_LIST, id);
    }

    RuleSource group(String id) {
        SecurityGroup group = state.securityGroups().get(id);
        if (group == null || !state.visible(group.created())) {
            throw Refusals.of("InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
        }
        return new RuleSource(RuleSource.Kind.GROUP, id);
    }
}
