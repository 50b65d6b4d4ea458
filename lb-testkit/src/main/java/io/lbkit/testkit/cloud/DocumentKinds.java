package io.lbkit.testkit.cloud;

import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Batching;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Replacement;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.Role;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The kinds of {@link CloudShape#ONE_DOCUMENT}. Attributes that are not here are those of {@link SimulatedKinds}. Front ends,
 * rules, probes and pools are parts of the document.
 */
public final class DocumentKinds {
    private static final String DOCUMENT = "loadBalancers/kubernetes";

    /** Of a front end: its public address. */
    public static final Attribute<ResourceId> PUBLIC_ADDRESS = Attribute.reference("publicAddress");

    /** Of a rule: the front end. */
    public static final Attribute<ResourceId> FRONTEND = Attribute.reference("frontend");

    /** Of a rule: the port that clients use. */
    public static final Attribute<Long> FRONTEND_PORT =
            Attribute.integer("frontendPort").impact(Impact.INTERRUPTS);

    /** Of a rule: the port of the members; not set where each member has its own. */
    public static final Attribute<Long> BACKEND_PORT = Attribute.integer("backendPort");

    /** A public address: an object of its own, outside of the document. */
    public static final ResourceKind PUBLIC_ADDRESS_KIND = ResourceKind.builder()
            .name("simulated#publicAddress")
            .role(Role.ADDRESS)
            .addAttributes(
                    SimulatedKinds.IP_FAMILY,
                    SimulatedKinds.REQUESTED_ADDRESS,
                    SimulatedKinds.IP_ADDRESS,
                    SimulatedKinds.DELETION_PROTECTION)
            .deletionProtected(SimulatedKinds::isProtected)
            .publishes(address -> address.get(SimulatedKinds.IP_ADDRESS).stream()
                    .collect(TreeSet::new, TreeSet::add, TreeSet::addAll))
            .replacement(Replacement.DELETE_FIRST)
            .build();

    /** A firewall rule: an object of its own, outside of the document. */
    public static final ResourceKind SECURITY_RULE_KIND = ResourceKind.builder()
            .name("simulated#securityRule")
            .role(Role.FIREWALL)
            .addAttributes(SimulatedKinds.IP_FAMILY, SimulatedKinds.SOURCE_RANGES, SimulatedKinds.PORTS)
            .exposes(SimulatedKinds::admitted)
            .replacement(Replacement.DELETE_FIRST)
            .build();

    /** A front end, one for each family. */
    public static final ResourceKind FRONTEND_KIND = part("frontend", Role.LOAD_BALANCER)
            .addAttributes(SimulatedKinds.SCHEME, PUBLIC_ADDRESS)
            .exposes(SimulatedKinds::reach)
            .build();

    /** A rule, one for each port, protocol and family. */
    public static final ResourceKind RULE_KIND = part("rule", Role.LISTENER)
            .addAttributes(
                    SimulatedKinds.PROTOCOL,
                    FRONTEND,
                    FRONTEND_PORT,
                    SimulatedKinds.BACKEND_POOL,
                    BACKEND_PORT,
                    SimulatedKinds.HEALTH_CHECK,
                    SimulatedKinds.SESSION_AFFINITY)
            .serves(rule -> ServedPorts.one(rule, FRONTEND_PORT))
            .affinity(SimulatedKinds::affinity)
            .build();

    /** A probe. */
    public static final ResourceKind PROBE_KIND = part("probe", Role.HEALTH_CHECK)
            .addAttributes(
                    SimulatedKinds.CHECK_PROTOCOL,
                    SimulatedKinds.CHECK_PORT,
                    SimulatedKinds.CHECK_PATH,
                    SimulatedKinds.INTERVAL_SECONDS)
            .checks(SimulatedKinds::timing)
            .deleteImpact(Impact.NONE)
            .build();

    /** A pool; its members are a part of the document too, so that no call limits their number. */
    public static final ResourceKind POOL_KIND = part("pool", Role.BACKEND_POOL)
            .addAttributes(SimulatedKinds.MODE, SimulatedKinds.IP_FAMILY)
            .members(MemberSchema.builder().reportsHealth(true).build())
            .deleteImpact(Impact.DRAINS_CONNECTIONS)
            .build();

    private DocumentKinds() {}

    private static ResourceKind.Builder part(String name, Role role) {
        return ResourceKind.builder()
                .name("simulated#" + name)
                .role(role)
                .replacement(Replacement.DELETE_FIRST)
                .batching(Batching.ATOMIC)
                .batchKey(part -> DOCUMENT);
    }

    /** {@return every kind} */
    public static Set<ResourceKind> all() {
        return Set.copyOf(
                List.of(PUBLIC_ADDRESS_KIND, SECURITY_RULE_KIND, FRONTEND_KIND, RULE_KIND, PROBE_KIND, POOL_KIND));
    }
}
