package io.lbkit.examples.lbctl;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Finding;
import io.lbkit.reconcile.spi.Design;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The designs of Services and everything that is worth saying, each at its place.
 *
 * @param services the designs by Service; a Service that could not be read has a blocked one without resources
 * @param findings what concerns no listed Service, and errors of the input that block none
 */
record Designs(SortedMap<ServiceKey, Design> services, List<Finding> findings) {
    Designs {
        services = new TreeMap<>(services);
        findings = List.copyOf(findings);
    }

    static Designs of(Input input, SortedMap<ServiceKey, Design> designed) {
        SortedMap<ServiceKey, Design> services = new TreeMap<>(designed);
        input.blocked()
                .forEach((service, object) -> services.put(
                        service,
                        Design.builder()
                                .service(service)
                                .addAllFindings(object.findings())
                                .build()));
        SortedMap<ServiceKey, List<Finding>> extra = new TreeMap<>();
        List<Finding> general = new ArrayList<>();
        for (Finding finding : input.findings()) {
            Optional<Design> place = place(finding, services);
            if (place.isEmpty()) {
                general.add(finding);
            } else if (!place.get().findings().contains(finding)) {
                extra.computeIfAbsent(place.get().service(), service -> new ArrayList<>())
                        .add(finding);
            }
        }
        extra.forEach(
                (service, findings) -> services.computeIfPresent(service, (key, design) -> with(design, findings)));
        return new Designs(services, general);
    }

    /** An error beside a Service would mean that it is blocked; one that leaves it as it is stands with the input. */
    private static Optional<Design> place(Finding finding, SortedMap<ServiceKey, Design> services) {
        return finding.service()
                .filter(text -> text.indexOf('/') > 0)
                .map(ServiceKey::parse)
                .flatMap(service -> Optional.ofNullable(services.get(service)))
                .filter(design -> !finding.blocks() || design.outcome() == Design.Outcome.BLOCKED);
    }

    private static Design with(Design design, List<Finding> more) {
        return Design.builder()
                .from(design)
                .findings(Stream.concat(design.findings().stream(), more.stream())
                        .sorted()
                        .toList())
                .build();
    }

    Collection<Design> all() {
        return services.values();
    }

    /** {@return everything that is worth saying, sorted} */
    List<Finding> everyFinding() {
        return Stream.concat(findings.stream(), all().stream().flatMap(design -> design.findings().stream()))
                .distinct()
                .sorted()
                .toList();
    }

    /** {@return {@link ExitCodes#FAILURE} if a finding blocks} */
    int exitCode() {
        return Findings.exitCode(everyFinding());
    }
}
