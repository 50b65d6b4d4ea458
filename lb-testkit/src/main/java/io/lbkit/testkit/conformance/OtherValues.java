package io.lbkit.testkit.conformance;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Values that attributes can have besides those that they have: those that any edit of a Service leads to, and numbers. */
final class OtherValues {
    private final ProviderHarness harness;
    private final Map<ResourceId, SortedSet<SpecValue>> seen = new TreeMap<>();

    OtherValues(Bench bench, ProviderHarness harness, SampleCluster sample) {
        this.harness = harness;
        for (ServiceEdit edit : sample.edits()) {
            if (harness.leavesOut(edit).isPresent()) {
                continue;
            }
            ClusterSnapshot cluster = sample.with(edit.change().apply(sample.service(1)));
            bench.design(cluster, SampleCluster.key(1)).resources().forEach(this::see);
        }
    }

    private void see(Resource resource) {
        resource.spec()
                .forEach((attribute, value) -> seen.computeIfAbsent(key(resource, attribute), id -> new TreeSet<>())
                        .add(value));
    }

    private static ResourceId key(Resource resource, String attribute) {
        return new ResourceId(resource.kind().name(), attribute);
    }

    /** {@return a value other than the present one; references are left to the edits of Services} */
    Optional<SpecValue> than(Resource resource, Attribute<?> attribute) {
        SpecValue present = resource.spec().getOrDefault(attribute.name(), SpecValue.absent());
        if (present instanceof SpecValue.Ref || attribute.isChangedWithOthers()) {
            return Optional.empty();
        }
        Optional<SpecValue> other = seen.getOrDefault(key(resource, attribute.name()), new TreeSet<>()).stream()
                .filter(value -> !(value instanceof SpecValue.Ref) && !(value instanceof SpecValue.Absent))
                .filter(value -> !attribute.satisfied(value, present))
                .findFirst();
        return harness.otherValue(resource, attribute.name(), other.or(() -> next(present)));
    }

    /** {@return the attributes that have the same value in every design, whatever the edit} */
    List<String> constants() {
        return seen.entrySet().stream()
                .filter(values -> values.getValue().size() == 1)
                .map(values -> values.getKey() + ": the same in every design")
                .toList();
    }

    private static Optional<SpecValue> next(SpecValue present) {
        if (present instanceof SpecValue.Decimal number) {
            return Optional.of(new SpecValue.Decimal(number.value().add(BigDecimal.ONE)));
        }
        return present instanceof SpecValue.Flag flag ? Optional.of(SpecValue.of(!flag.value())) : Optional.empty();
    }
}
