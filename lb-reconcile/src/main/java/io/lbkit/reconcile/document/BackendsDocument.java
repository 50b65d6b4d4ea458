package io.lbkit.reconcile.document;

import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.HealthCheck;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The backends of a Service as plain data: one entry for each port and family. */
public final class BackendsDocument {
    private BackendsDocument() {}

    /**
     * {@return the entries in the order of the Service, each with a fixed order of keys}
     *
     * @param backends the backends
     */
    public static List<@Nullable Object> of(ServiceBackends backends) {
        return Fields.list(backends.ports(), (PortBackends port) -> of(backends, port));
    }

    private static Map<String, @Nullable Object> of(ServiceBackends backends, PortBackends port) {
        return new Fields()
                .put("service", backends.service().toString())
                .put("port", port.port().label())
                .put("protocol", port.port().protocol().name())
                .put("family", port.family().label())
                .put("mode", port.mode().label())
                .put("healthCheck", port.healthCheck().map(BackendsDocument::of))
                .put("members", MemberDocument.of(port.members(), port.port().nodePort()))
                .put("excluded", Fields.list(port.excluded(), BackendsDocument::of))
                .put("coverage", port.coverage().name().toLowerCase(Locale.ROOT))
                .done();
    }

    private static Map<String, @Nullable Object> of(HealthCheck check) {
        OptionalInt port = check.port();
        return new Fields()
                .put("protocol", check.protocol().name())
                .put("port", port.isPresent() ? port.getAsInt() : null)
                .put("path", check.path())
                .done();
    }

    private static Map<String, @Nullable Object> of(Exclusion exclusion) {
        return new Fields()
                .put("id", exclusion.id())
                .put("reason", exclusion.reason().label())
                .put("detail", exclusion.detail())
                .done();
    }
}
