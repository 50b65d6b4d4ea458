package io.lbkit.testkit.cloud;

import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceKind;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers for objects and revisions: each is used once, also after a restart from a saved state. Not thread-safe. */
final class Serials {
    private static final Pattern LAST_DIGITS = Pattern.compile("([0-9]{1,18})$");
    private static final Map<ResourceKind, String> PREFIXES = Map.of(
            SimulatedKinds.LOAD_BALANCER_KIND, "lb",
            SimulatedKinds.LISTENER_KIND, "ls",
            SimulatedKinds.BACKEND_POOL_KIND, "bp",
            SimulatedKinds.HEALTH_CHECK_KIND, "hc",
            SimulatedKinds.FIREWALL_KIND, "fw");

    private long objects;
    private long revisions;

    void reserve(Resource saved) {
        objects = Math.max(objects, saved.cloudId().map(Serials::number).orElse(0L));
        revisions = Math.max(revisions, saved.revision().map(Serials::number).orElse(0L));
    }

    String nextCloudId(ResourceKind kind) {
        objects++;
        return "sim-%s-%06d".formatted(PREFIXES.getOrDefault(kind, "ob"), objects);
    }

    String nextRevision() {
        revisions++;
        return String.valueOf(revisions);
    }

    private static long number(String text) {
        Matcher digits = LAST_DIGITS.matcher(text);
        return digits.find() ? Long.parseLong(digits.group(1)) : 0;
    }
}
