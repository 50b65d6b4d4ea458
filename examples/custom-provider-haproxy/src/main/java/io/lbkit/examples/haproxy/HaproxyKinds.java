package io.lbkit.examples.haproxy;

import io.lbkit.model.lb.Exposure;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.Role;
import java.util.Arrays;
import java.util.Optional;
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
    static final Attribute<String> HTTP_CHECK = Attribute.text("option httpchk");
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
            .publishes(frontend -> new TreeSet<>(address(frontend).stream().toList()))
            .exposes(HaproxyKinds::exposure)
            .build();

    static final ResourceKind BACKEND = ResourceKind.builder()
            .name("haproxy#backend")
            .role(Role.BACKEND_POOL)
            .addAttributes(MODE, BALANCE, HASH_TYPE, REDISPATCH, HTTP_CHECK, DEFAULT_SERVER, LOADED)
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

    private static Optional<String> address(Resource frontend) {
        return frontend.get(BIND).map(bind -> bind.substring(0, Math.max(0, bind.lastIndexOf(':'))));
    }

    /** Without a rule everybody is admitted; a rule that is not ours is not understood. */
    private static Exposure exposure(Resource frontend) {
        String rule = frontend.get(ADMISSION).orElse("{ src 0.0.0.0/0 ::/0 }");
        Exposure.Builder exposure = Exposure.builder();
        frontend.get(BIND).ifPresent(bind -> exposure.addPlain("TCP/" + bind.substring(bind.lastIndexOf(':') + 1)));
        if (rule.contains("{ src ")) {
            exposure.sources(CidrSet.of(Arrays.stream(rule.split(" "))
                    .filter(word -> word.contains("/"))
                    .map(Cidr::parseStored)
                    .toList()));
        }
        return exposure.build();
    }
}
