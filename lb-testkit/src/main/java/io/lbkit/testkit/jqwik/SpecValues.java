package io.lbkit.testkit.jqwik;

import io.lbkit.model.resource.SpecValue;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Trees of plain data, small ones first. */
final class SpecValues {
    private static final int DEPTH = 2;

    private SpecValues() {}

    static Arbitrary<SpecValue> any() {
        return Arbitraries.recursive(SpecValues::leaves, SpecValues::nested, 0, DEPTH);
    }

    private static Arbitrary<SpecValue> leaves() {
        return Arbitraries.oneOf(
                texts(),
                Arbitraries.longs().map(SpecValue::of),
                Arbitraries.of(true, false).map(SpecValue::of),
                Arbitraries.just(SpecValue.absent()),
                fractions(),
                SampleResources.ids().map(SpecValue.Ref::new));
    }

    private static Arbitrary<SpecValue> texts() {
        Arbitrary<String> readable = Arbitraries.of("", "tcp", "internal", "\"", "\\", "\n");
        return Arbitraries.oneOf(readable, Arbitraries.strings().ascii().ofMaxLength(5))
                .map(SpecValue::of);
    }

    private static Arbitrary<SpecValue> fractions() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.valueOf(-1000), BigDecimal.valueOf(1000))
                .ofScale(3)
                .map(SpecValue.Decimal::new);
    }

    private static Arbitrary<SpecValue> nested(Arbitrary<SpecValue> inner) {
        Arbitrary<SpecValue> sequences = inner.list().ofMaxSize(3).map(SpecValue.Sequence::new);
        Arbitrary<SpecValue> mappings = Arbitraries.maps(fieldNames(), inner)
                .ofMaxSize(3)
                .map((Map<String, SpecValue> fields) -> new SpecValue.Mapping(new TreeMap<>(fields)));
        return Arbitraries.oneOf(inner, sequences, mappings);
    }

    private static Arbitrary<String> fieldNames() {
        return Arbitraries.of("name", "port", "enabled", "");
    }
}
