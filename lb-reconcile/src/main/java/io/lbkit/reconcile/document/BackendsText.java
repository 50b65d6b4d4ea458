package io.lbkit.reconcile.document;

import io.lbkit.model.Coverage;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.HealthCheck;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import java.util.Collection;

/** Backends as text for people: who is in, who is out, why. */
public final class BackendsText {
    private BackendsText() {}

    /**
     * {@return the backends of Services}
     *
     * @param services the backends of each Service
     * @param style coloured or plain
     */
    public static String of(Collection<ServiceBackends> services, TextStyle style) {
        StringBuilder text = new StringBuilder();
        services.forEach(service -> service.ports().forEach(port -> append(text, service, port, style)));
        return text.toString();
    }

    private static void append(StringBuilder text, ServiceBackends service, PortBackends port, TextStyle style) {
        text.append(style.strong(service.service() + " " + port.port().label())).append(' ');
        text.append(port.port().protocol())
                .append(' ')
                .append(port.family())
                .append(", ")
                .append(port.mode().label());
        text.append(" mode, checked by ")
                .append(port.healthCheck().map(BackendsText::described).orElse("nothing"));
        text.append('\n');
        for (Member member : port.members()) {
            String number = member.port().isPresent() ? "" : nodePort(port);
            text.append("  ").append(style.added("in   " + member.key() + number));
            text.append(member.zone().map(zone -> " in " + zone).orElse("")).append(' ');
            text.append(member.state().label());
            text.append(member.routingId().map(" with routing id "::concat).orElse(""))
                    .append('\n');
        }
        for (Exclusion out : port.excluded()) {
            text.append("  ")
                    .append(style.removed("out  " + out.id()))
                    .append(' ')
                    .append(out.reason().label());
            text.append(" (").append(out.detail()).append(")\n");
        }
        if (port.coverage() != Coverage.COMPLETE) {
            text.append("  ")
                    .append(style.changed("members " + unknown(port.coverage())))
                    .append('\n');
        } else if (port.members().isEmpty()) {
            text.append("  ").append(style.removed("no backend")).append('\n');
        }
    }

    private static String unknown(Coverage coverage) {
        return coverage == Coverage.UNKNOWN
                ? "unknown: the input does not hold the objects that tell them"
                : "partly known: some objects could not be read";
    }

    private static String nodePort(PortBackends port) {
        return port.port().nodePort().isPresent() ? ":" + port.port().nodePort().getAsInt() : "";
    }

    private static String described(HealthCheck check) {
        String port = check.port().isPresent() ? ":" + check.port().getAsInt() : " on its own port";
        return check.protocol() + port + check.path().orElse("");
    }
}
