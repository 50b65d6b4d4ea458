package io.lbkit.examples.lbctl;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which Services take part.
 *
 * @param patterns any of them must match; none of them means all Services
 */
record Selection(List<Pattern> patterns) implements Predicate<ServiceKey> {
    private static final int SHOWN = 3;

    /** A namespace, or a Service in it. */
    record Pattern(String namespace, Optional<String> name) {
        boolean matches(ServiceKey service) {
            return service.namespace().equals(namespace)
                    && name.map(service.name()::equals).orElse(true);
        }

        @Override
        public String toString() {
            return namespace + name.map(text -> "/" + text).orElse("");
        }
    }

    Selection {
        patterns = List.copyOf(patterns);
    }

    boolean isEverything() {
        return patterns.isEmpty();
    }

    @Override
    public boolean test(ServiceKey service) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(service));
    }

    /** {@return whether a finding is about a selected Service or about none} */
    boolean concerns(Finding finding) {
        return finding.service()
                .filter(text -> text.indexOf('/') > 0)
                .map(text -> test(ServiceKey.parse(text)))
                .orElse(true);
    }

    /**
     * {@return what is to be said of patterns that match no load balancer}
     *
     * @param loadBalancers the Services of type LoadBalancer
     * @param all every Service that could be read
     */
    List<Finding> unmatched(SortedSet<ServiceKey> loadBalancers, Collection<Service> all) {
        List<Finding> findings = new ArrayList<>();
        for (Pattern pattern : new LinkedHashSet<>(patterns)) {
            if (loadBalancers.stream().noneMatch(pattern::matches)) {
                findings.add(unmatched(pattern, loadBalancers, all));
            }
        }
        return findings;
    }

    private static Finding unmatched(Pattern pattern, SortedSet<ServiceKey> loadBalancers, Collection<Service> all) {
        Finding.Builder finding = Finding.builder()
                .code("LB-CTL-001")
                .severity(Severity.WARNING)
                .kind(FindingKind.MISSING_RESOURCE)
                .domain(FaultDomain.INPUT)
                .about("--namespace " + pattern)
                .message("The input holds no Service of type LoadBalancer that " + pattern + " selects.");
        List<Service> others = all.stream()
                .filter(service -> pattern.name().isPresent() && pattern.matches(service.key()))
                .filter(service -> service.type() != ServiceType.LOAD_BALANCER)
                .toList();
        if (!others.isEmpty()) {
            others.forEach(other -> finding.addEvidence(Evidence.of(
                    "Service/" + other.key(), "spec.type", other.type().apiName())));
            return finding.remedy("Give the Service the type LoadBalancer, or select another one.")
                    .build();
        }
        List<String> near = near(pattern, loadBalancers);
        return finding.remedy(
                        near.isEmpty()
                                ? "Check the name, and that the input holds the Service."
                                : "Did you mean " + String.join(" or ", near) + "?")
                .build();
    }

    private static List<String> near(Pattern pattern, SortedSet<ServiceKey> loadBalancers) {
        if (pattern.name().isEmpty()) {
            SortedSet<String> namespaces = new TreeSet<>();
            loadBalancers.forEach(service -> namespaces.add(service.namespace()));
            return NearMatches.of(pattern.namespace(), namespaces, SHOWN);
        }
        List<String> sameName = loadBalancers.stream()
                .filter(service -> pattern.name().get().equals(service.name()))
                .map(ServiceKey::toString)
                .limit(SHOWN)
                .toList();
        return sameName.isEmpty()
                ? NearMatches.of(
                        pattern.toString(),
                        loadBalancers.stream().map(ServiceKey::toString).toList(),
                        SHOWN)
                : sameName;
    }
}
