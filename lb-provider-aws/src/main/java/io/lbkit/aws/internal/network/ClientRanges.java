package io.lbkit.aws.internal.network;

import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpFamily;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The ranges of clients that a Service gives: its field, else the annotation. Canonical, because AWS stores them so and a range
 * in any other form would be added again for ever.
 *
 * @param ranges the ranges, sorted; those that are none are left out, which the resolution of backends reports
 * @param field the path of the field that they are from
 */
record ClientRanges(SortedSet<Cidr> ranges, String field) {
    static ClientRanges of(DesignContext context) {
        List<String> written = context.service().loadBalancerSourceRanges();
        String field = "spec.loadBalancerSourceRanges";
        if (written.isEmpty()) {
            written = context.annotations().list(AwsAnnotation.SOURCE_RANGES).orElse(List.of());
            field = Findings.field(AwsAnnotation.SOURCE_RANGES.fullName());
        }
        SortedSet<Cidr> ranges = new TreeSet<>();
        written.forEach(text -> range(text).ifPresent(ranges::add));
        return new ClientRanges(ranges, field);
    }

    boolean isGiven() {
        return !ranges.isEmpty();
    }

    List<Cidr> of(IpFamily family) {
        return ranges.stream().filter(range -> range.family() == family).toList();
    }

    private static Optional<Cidr> range(String text) {
        try {
            return Optional.of(Cidr.parseStored(text));
        } catch (InvalidValueException noRange) {
            return Optional.empty();
        }
    }
}
