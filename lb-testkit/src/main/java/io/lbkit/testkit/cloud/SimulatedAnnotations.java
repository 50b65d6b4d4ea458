package io.lbkit.testkit.cloud;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.finding.EditDistance;
import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.reconcile.spi.AnnotationDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the annotations of a Service say, with what is wrong in them.
 *
 * @param mode what packets are sent to
 * @param scheme {@code public} or {@code internal}
 * @param findings unknown names and bad values
 */
record SimulatedAnnotations(BackendMode mode, String scheme, List<Finding> findings) {
    static final String PREFIX = "simulated.lbkit.io/";
    private static final String MODE = "mode";
    private static final String SCHEME = "scheme";

    /** The values of each annotation; the first is the default. */
    private static final SortedMap<String, List<String>> KNOWN = new TreeMap<>(Map.of(
            MODE,
            List.of(BackendMode.NODE_PORT.label(), BackendMode.POD_IP.label()),
            SCHEME,
            List.of("public", "internal")));

    SimulatedAnnotations {
        findings = List.copyOf(findings);
    }

    static SimulatedAnnotations read(Service service) {
        List<Finding> findings = new ArrayList<>();
        service.annotations().forEach((annotation, value) -> {
            if (annotation.startsWith(PREFIX)) {
                List<String> allowed = KNOWN.get(annotation.substring(PREFIX.length()));
                if (allowed == null) {
                    findings.add(unknown(service, annotation));
                } else if (!allowed.contains(value)) {
                    findings.add(badValue(service, annotation, value, allowed));
                }
            }
        });
        boolean pods = value(service, MODE).equals(BackendMode.POD_IP.label());
        return new SimulatedAnnotations(
                pods ? BackendMode.POD_IP : BackendMode.NODE_PORT, value(service, SCHEME), findings);
    }

    /** {@return the annotations for people} */
    static List<AnnotationDescription> descriptions() {
        Map<String, String> meanings =
                Map.of(MODE, "Sends packets to nodes or to pods.", SCHEME, "Gives a public or an internal address.");
        List<AnnotationDescription> descriptions = new ArrayList<>();
        KNOWN.forEach((name, allowed) -> descriptions.add(new AnnotationDescription(
                PREFIX + name, "word", String.join(" or ", allowed), allowed.get(0), meanings.getOrDefault(name, ""))));
        return descriptions;
    }

    private static String value(Service service, String name) {
        List<String> allowed = KNOWN.getOrDefault(name, List.of(""));
        String value = service.annotations().getOrDefault(PREFIX + name, "");
        return allowed.contains(value) ? value : allowed.get(0);
    }

    private static Finding unknown(Service service, String annotation) {
        String written = annotation.substring(PREFIX.length());
        String nearest = KNOWN.keySet().stream()
                .min(Comparator.comparingInt((String known) -> EditDistance.between(known, written))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(MODE);
        return about(service, annotation)
                .code("LB-SVC-015")
                .severity(Severity.WARNING)
                .message("The annotation " + annotation + " is unknown and has no effect.")
                .remedy("Did you mean " + PREFIX + nearest + "? Known are " + names() + ".")
                .build();
    }

    private static Finding badValue(Service service, String annotation, String value, List<String> allowed) {
        return about(service, annotation)
                .code("LB-SVC-017")
                .severity(Severity.ERROR)
                .message("'" + value + "' is no value of the annotation " + annotation + ": allowed are "
                        + String.join(", ", allowed) + ".")
                .remedy("Write one of " + String.join(", ", allowed) + ", or remove the annotation.")
                .addEvidence(Evidence.of("Service/" + service.key(), field(annotation), value))
                .build();
    }

    private static Finding.Builder about(Service service, String annotation) {
        return Finding.builder()
                .kind(FindingKind.INVALID_ANNOTATION)
                .domain(FaultDomain.SERVICE_CONFIGURATION)
                .service(service.key().toString())
                .about(field(annotation));
    }

    private static String field(String annotation) {
        return "metadata.annotations['" + annotation + "']";
    }

    private static String names() {
        return String.join(
                " and ", KNOWN.keySet().stream().map(known -> PREFIX + known).toList());
    }
}
