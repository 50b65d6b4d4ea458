package io.lbkit.examples.haproxy;

import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.Role;
import java.util.Set;
import java.util.TreeSet;

/** The two kinds of sections that a Service has, in HAProxy's own words: the name of an attribute is its keyword. */
final class HaproxyKinds {
    // docs: attributes
    static final Attribute<String> MODE = Attribute.text("mode");
    static final Attribute<String> BIND = Attribute.text("bind").impact(Impact.ADDRESS_CHANGES);
    static final Attribute<String> ADMISSION = Attribute.text("tcp-request connection");
    static final Attribute<ResourceId> DEFAULT_BACKEND = Attribute.reference("default_backend");

    static final Attribute<String> BALANCE = Attribute.text("balance");
    static final Attribute<String> HASH_TYPE = Attribute.text("hash-type");
    static final Attribute<String> REDISPATCH = Attribute.text("option redispatch");
    static final Attribute<String> DEFAULT_SERVER = Attribute.text("default-server");

    /** Whether the running process has read the section as it stands in the file. */
    static final Attribute<Boolean> LOADED = Attribute.flag("loaded");
    // docs: end

    // docs: kinds
    static final ResourceKind FRONTEND = ResourceKind.builder()
            .name("haproxy#frontend")
            .role(Role.LISTENER)
            .addAttributes(MODE, BIND, ADMISSION, DEFAULT_BACKEND, LOADED)
            .batchKey(section -> "haproxy.cfg")
            .publishes(frontend -> frontend.get(BIND).stream()
                    .flatMap(String::lines)
                    .map(bind -> bind.replaceFirst(":\\d+( .*)?$", ""))
                    .collect(TreeSet::new, TreeSet::add, TreeSet::addAll))
            .build();

    static final ResourceKind BACKEND = ResourceKind.builder()
            .name("haproxy#backend")
            .role(Role.BACKEND_POOL)
            .addAttributes(MODE, BALANCE, HASH_TYPE, REDISPATCH, DEFAULT_SERVER, LOADED)
            .members(MemberSchema.builder()
                    .attribute("server")
                    .reportsHealth(true)
                    .build())
            .batchKey(section -> "haproxy.cfg")
            .deleteImpact(Impact.DRAINS_CONNECTIONS)
            .build();
    // docs: end

    private HaproxyKinds() {}

    static Set<ResourceKind> all() {
        return Set.of(FRONTEND, BACKEND);
    }
}
