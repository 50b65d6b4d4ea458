package io.lbkit.reconcile.backend;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.SourceRanges;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.IpFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which clients a Service admits. The field counts before the annotation; items are read as stored objects may hold them; one
 * bad item makes the list invalid; a family is restricted only if it has a range and none of them is the whole family, as in
 * kube-proxy. Neither field nor annotation has a meaning unless the type is LoadBalancer. The ranges guard the address of the
 * load balancer alone: node ports stay open to everybody.
 */
public final class SourceRangeResolver {
    /** The legacy annotation, read only where the field is empty. */
    public static final String ANNOTATION = "service.beta.kubernetes.io/load-balancer-source-ranges";

    static final String ANNOTATION_FIELD = "metadata.annotations['" + ANNOTATION + "']";
    private static final String FIELD = "spec.loadBalancerSourceRanges";

    private SourceRangeResolver() {}

    /**
     * What the resolution gives.
     *
     * @param ranges the ranges; open where they are invalid, together with an error
     * @param findings what is worth saying
     */
    public record Resolved(SourceRanges ranges, List<Finding> findings) {
        /**
         * Copies the list.
         *
         * @param ranges the ranges; open where they are invalid, together with an error
         * @param findings what is worth saying
         */
        public Resolved {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Resolves the ranges of a Service.
     *
     * @param service the Service
     * @return the ranges per family, with findings
     */
    public static Resolved resolve(Service service) {
        return service.type() == ServiceType.LOAD_BALANCER
                ? ofLoadBalancer(service)
                : new Resolved(SourceRanges.open(), List.of());
    }

    private static Resolved ofLoadBalancer(Service service) {
        String annotation = service.annotations().getOrDefault(ANNOTATION, "").strip();
        List<Finding> findings = new ArrayList<>();
        boolean fromField = !service.loadBalancerSourceRanges().isEmpty();
        List<String> items = fromField ? service.loadBalancerSourceRanges() : split(annotation);
        CidrSet all = parse(service, items, !fromField, findings);
        if (fromField && !annotation.isEmpty() && differs(items, split(annotation))) {
            findings.add(BackendFindings.rangesTwice(service));
        }
        SourceRanges ranges = byFamily(all);
        if (!ranges.restricted().isEmpty()) {
            service.effectiveFamilies().stream()
                    .filter(family -> all.of(family).isEmpty())
                    .forEach(family -> findings.add(BackendFindings.openFamily(service, family)));
        }
        return new Resolved(ranges, findings);
    }

    private static List<String> split(String annotation) {
        return annotation.isEmpty() ? List.of() : Arrays.asList(annotation.split(",", -1));
    }

    private static boolean differs(List<String> field, List<String> annotation) {
        return !field.stream()
                .map(String::strip)
                .sorted()
                .toList()
                .equals(annotation.stream().map(String::strip).sorted().toList());
    }

    private static CidrSet parse(Service service, List<String> items, boolean annotation, List<Finding> findings) {
        List<Cidr> cidrs = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            try {
                cidrs.add(Cidr.parseStored(items.get(i)));
            } catch (InvalidValueException fault) {
                String field = annotation ? ANNOTATION_FIELD : FIELD + "[" + i + "]";
                findings.add(BackendFindings.badRange(service, field, annotation, fault));
            }
        }
        return findings.isEmpty() ? CidrSet.of(cidrs) : CidrSet.empty();
    }

    private static SourceRanges byFamily(CidrSet all) {
        SortedMap<IpFamily, CidrSet> restricted = new TreeMap<>();
        for (IpFamily family : IpFamily.values()) {
            CidrSet own = all.of(family);
            if (!own.isEmpty() && !own.isAny(family)) {
                restricted.put(family, own);
            }
        }
        return new SourceRanges(restricted);
    }
}
