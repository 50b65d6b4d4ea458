package io.lbkit.testkit.cloud;

import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Replacement;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.Role;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The kinds of {@link CloudShape#MANY_SMALL_OBJECTS}. Attributes that are not here are those of {@link SimulatedKinds}. Names
 * are unique in a kind, so every object goes before its successor comes.
 */
public final class SmallObjectKinds {
    /** Of a forwarding rule and of an address: the address; the cloud chooses it unless it is wanted. */
    public static final Attribute<String> ADDRESS =
            Attribute.text("ipAddress").replaceOnChange().carriedOver();

    /** Of a forwarding rule: the ports that clients use, in text. */
    public static final Attribute<SortedSet<String>> PORTS =
            Attribute.textSet("ports").replaceOnChange();

    /** Of a forwarding rule: where it sends to. */
    public static final Attribute<ResourceId> BACKEND_SERVICE = Attribute.reference("backendService");

    /** Of a backend service: the group that has its members. */
    public static final Attribute<ResourceId> GROUP = Attribute.reference("group");

    /** Of a health check: {@code TCP}, {@code HTTP} or {@code HTTPS}. */
    public static final Attribute<String> CHECK_TYPE = Attribute.text("type").replaceOnChange();

    /** A reserved address. */
    public static final ResourceKind ADDRESS_KIND = small("address", Role.ADDRESS)
            .addAttributes(SimulatedKinds.IP_FAMILY, ADDRESS)
            .publishes(SmallObjectKinds::address)
            .deleteImpact(Impact.NONE)
            .build();

    /** A forwarding rule, one for each protocol and family: the load balancer as clients see it. */
    public static final ResourceKind FORWARDING_RULE_KIND = small("forwardingRule", Role.LOAD_BALANCER)
            .addAttributes(
                    SimulatedKinds.SCHEME,
                    SimulatedKinds.IP_FAMILY,
                    SimulatedKinds.PROTOCOL,
                    PORTS,
                    ADDRESS,
                    BACKEND_SERVICE,
                    SimulatedKinds.DELETION_PROTECTION)
            .heldBy(SmallObjectKinds::hold)
            .exposes(SimulatedKinds::reach)
            .deletionProtected(SimulatedKinds::isProtected)
            .serves(rule -> ServedPorts.several(rule, PORTS))
            .publishes(SmallObjectKinds::address)
            .build();

    /** A backend service, one for each protocol and family. */
    public static final ResourceKind BACKEND_SERVICE_KIND = small("backendService", Role.OTHER)
            .addAttributes(
                    SimulatedKinds.SCHEME,
                    SimulatedKinds.PROTOCOL,
                    GROUP,
                    SimulatedKinds.HEALTH_CHECK,
                    SimulatedKinds.SESSION_AFFINITY,
                    SimulatedKinds.DRAIN_SECONDS)
            .affinity(SimulatedKinds::affinity)
            .build();

    /** A group of members. */
    public static final ResourceKind GROUP_KIND = small("networkEndpointGroup", Role.BACKEND_POOL)
            .addAttributes(SimulatedKinds.MODE, SimulatedKinds.IP_FAMILY)
            .members(MemberSchema.builder().maxPerCall(50).reportsHealth(true).build())
            .deleteImpact(Impact.DRAINS_CONNECTIONS)
            .build();

    /** A health check. */
    public static final ResourceKind HEALTH_CHECK_KIND = small("healthCheck", Role.HEALTH_CHECK)
            .addAttributes(
                    CHECK_TYPE, SimulatedKinds.CHECK_PORT, SimulatedKinds.CHECK_PATH, SimulatedKinds.INTERVAL_SECONDS)
            .checks(SimulatedKinds::timing)
            .deleteImpact(Impact.NONE)
            .build();

    /** A firewall rule, one for each family. */
    public static final ResourceKind FIREWALL_RULE_KIND = small("firewallRule", Role.FIREWALL)
            .addAttributes(SimulatedKinds.IP_FAMILY, SimulatedKinds.SOURCE_RANGES, SimulatedKinds.PORTS)
            .exposes(SimulatedKinds::admitted)
            .build();

    private SmallObjectKinds() {}

    private static ResourceKind.Builder small(String name, Role role) {
        return ResourceKind.builder().name("simulated#" + name).role(role).replacement(Replacement.DELETE_FIRST);
    }

    /** Clients go on using an address that is only held, until a rule has it again. */
    private static SortedSet<String> address(Resource holder) {
        return holder.get(ADDRESS).stream().collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    /** {@return the address object that keeps the address of a rule while there is no rule} */
    static Resource hold(Resource rule) {
        Resource.Builder hold = Resource.builder().kind(ADDRESS_KIND).name(rule.name() + "-held");
        rule.get(SimulatedKinds.IP_FAMILY).ifPresent(family -> hold.set(SimulatedKinds.IP_FAMILY, family));
        rule.get(ADDRESS).ifPresent(address -> hold.set(ADDRESS, address));
        return hold.build();
    }

    /** {@return every kind} */
    public static Set<ResourceKind> all() {
        return Set.copyOf(List.of(
                ADDRESS_KIND,
                FORWARDING_RULE_KIND,
                BACKEND_SERVICE_KIND,
                GROUP_KIND,
                HEALTH_CHECK_KIND,
                FIREWALL_RULE_KIND));
    }
}
