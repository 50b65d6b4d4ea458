package io.lbkit.aws;

import io.lbkit.aws.internal.request.Codes;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What measurements are missing, and why: one finding for each reason, however many Services it concerns. Not thread-safe. */
final class MetricFindings {
    private static final int SHOWN = 3;
    private static final String METRICS = "CloudWatch/AWS/NetworkELB";

    private final List<Finding> found = new ArrayList<>();

    List<Finding> all() {
        return List.copyOf(found);
    }

    /** Which target groups Services have is not all known. */
    void unobserved(MeasuredServices services) {
        if (services.unread().isEmpty() && services.unknown().isEmpty()) {
            return;
        }
        String whose = services.unknown().isEmpty() ? "some Services" : count(services.unknown());
        String cause = services.unread().stream()
                .findFirst()
                .map(part -> part.kind() + part.name().map(name -> "/" + name).orElse("") + ": " + part.detail())
                .orElse("objects are missing that others refer to");
        add(
                Severity.WARNING,
                "The observation does not hold all load balancers, listeners and target groups (" + cause
                        + "), so the healthy targets of " + whose + " are unknown.",
                "Allow what the observation could not read, and observe again.",
                services.unknown());
    }

    /** Some of a span is older than what is kept. */
    void tooOld(Window span, Instant kept) {
        add(
                Severity.WARNING,
                "CloudWatch keeps minutes for 15 days: of " + span + " nothing before " + kept + " is known.",
                "Ask for a later span.",
                List.of());
    }

    /** Groups were asked for, and not all of the answer came; of failures of one kind the first is told. */
    void unread(Collection<ServiceKey> services, List<ProviderException> failures) {
        Set<ErrorKind> told = EnumSet.noneOf(ErrorKind.class);
        for (ProviderException failure : failures) {
            if (told.add(failure.kind())) {
                add(
                        Severity.WARNING,
                        "The healthy targets of " + count(services) + " could not be read: " + failure.detail() + ".",
                        failure.hint().orElse("Ask again later, or for a shorter span."),
                        services);
            }
        }
    }

    /** Everything was read, and there was nothing. */
    void unmeasured(Collection<ServiceKey> services, Window span) {
        if (!services.isEmpty()) {
            add(
                    Severity.INFO,
                    "CloudWatch has no minute of " + span + " in which all target groups of " + count(services)
                            + " were measured.",
                    "Nothing to do if a target group has no targets; else ask for a longer span.",
                    services);
        }
    }

    private static String count(Collection<ServiceKey> services) {
        return services.size() == 1 ? "1 Service" : services.size() + " Services";
    }

    private void add(Severity severity, String message, String remedy, Collection<ServiceKey> services) {
        found.add(Finding.builder()
                .code(Codes.UNMEASURED)
                .severity(severity)
                .kind(FindingKind.UNKNOWN_STATE)
                .domain(FaultDomain.CLOUD_PROVIDER)
                .about(METRICS)
                .message(message)
                .remedy(remedy)
                .evidence(services.stream()
                        .limit(SHOWN)
                        .map(service -> Evidence.of("Service/" + service, "healthy-targets", "unknown"))
                        .collect(Collectors.toList()))
                .build());
    }
}
