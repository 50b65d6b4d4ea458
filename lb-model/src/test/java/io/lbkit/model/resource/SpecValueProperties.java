package io.lbkit.model.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.finding.InvalidValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SpecValueProperties {
    @Provide
    Arbitrary<SpecValue> values() {
        return Arbitraries.recursive(SpecValueProperties::leaves, SpecValueProperties::nested, 0, 3);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of("web", "api", "db");
    }

    private static Arbitrary<SpecValue> leaves() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(4).map(SpecValue::of),
                Arbitraries.longs().map(SpecValue::of),
                Arbitraries.bigDecimals().map(SpecValue.Decimal::new),
                Arbitraries.of(true, false).map(SpecValue::of),
                Arbitraries.just(SpecValue.absent()),
                names().map(name -> new SpecValue.Ref(new ResourceId("a/b", name))));
    }

    private static Arbitrary<SpecValue> nested(Arbitrary<SpecValue> inner) {
        // The single key "ref" is how a reference is written, so no other map can have it alone.
        Arbitrary<SpecValue> mappings = Arbitraries.maps(
                        Arbitraries.strings().ofMaxLength(3).filter(key -> !key.equals("ref")), inner)
                .ofMaxSize(3)
                .map(fields -> new SpecValue.Mapping(new TreeMap<>(fields)));
        return Arbitraries.oneOf(inner, inner.list().ofMaxSize(3).map(SpecValue.Sequence::new), mappings);
    }

    @Property(tries = 500)
    void plainDataReadsBack(@ForAll("values") SpecValue value) {
        assertThat(SpecValue.fromPlain("field", value.toPlain())).isEqualTo(value);
    }

    @Property(tries = 500)
    void textAndOrderAgreeWithEquality(@ForAll("values") SpecValue one, @ForAll("values") SpecValue other) {
        assertThat(one.toString().equals(other.toString())).isEqualTo(one.equals(other));
        assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(-Integer.signum(other.compareTo(one)));
    }

    @Property
    void numbersAreEqualByValue(@ForAll BigDecimal number) {
        SpecValue value = new SpecValue.Decimal(number);
        assertThat(new SpecValue.Decimal(number.setScale(number.scale() + 3))).isEqualTo(value);
        assertThat(new BigDecimal(value.toString())).isEqualByComparingTo(number);
    }

    @Example
    void canonicalTextIsCompactJsonWithSortedKeys() {
        SpecValue value = SpecValue.fromPlain(
                "f", Map.of("b", List.of(1, 2.50, true), "a", "q\"\\\n", "c", Map.of("ref", "k/n")));
        assertThat(value).hasToString("{\"a\":\"q\\\"\\\\\\u000a\",\"b\":[1,2.5,true],\"c\":{\"ref\":\"k/n\"}}");
        assertThat(SpecValue.absent()).hasToString("null");
    }

    @Example
    void numbersOfEachKindAreRead() {
        assertThat(SpecValue.fromPlain("f", 1.0)).isEqualTo(SpecValue.of(1));
        assertThat(SpecValue.fromPlain("f", BigInteger.TEN.pow(30)).toPlain())
                .isEqualTo(new BigDecimal(BigInteger.TEN.pow(30)));
        assertThat(SpecValue.of(Long.MIN_VALUE).toString()).isEqualTo("-9223372036854775808");
    }

    @Property(tries = 200)
    void attributesDecodeWhatTheyEncode(
            @ForAll String text, @ForAll long number, @ForAll boolean flag, @ForAll List<String> texts) {
        assertDecodes(Attribute.text("a"), text);
        assertDecodes(Attribute.integer("a"), number);
        assertDecodes(Attribute.flag("a"), flag);
        assertDecodes(Attribute.texts("a"), texts);
        assertDecodes(Attribute.textSet("a"), new TreeSet<>(texts));
        SortedMap<String, String> map = new TreeMap<>();
        texts.forEach(key -> map.put(key, text));
        assertDecodes(Attribute.textMap("a"), map);
        assertDecodes(Attribute.reference("a"), new ResourceId("kind", "name"));
        assertDecodes(Attribute.tree("a"), SpecValue.of(text));
    }

    private static <T> void assertDecodes(Attribute<T> attribute, T value) {
        assertThat(attribute.decode(attribute.encode(value))).isEqualTo(value);
        attribute.check(attribute.encode(value));
        attribute.check(SpecValue.absent());
    }

    @Property(tries = 500)
    void attributesReadAValueOrRefuseIt(@ForAll("values") SpecValue value) {
        List<Attribute<?>> attributes = List.of(
                Attribute.text("a"),
                Attribute.integer("a"),
                Attribute.flag("a"),
                Attribute.texts("a"),
                Attribute.textSet("a"),
                Attribute.textMap("a"),
                Attribute.reference("a"),
                Attribute.tree("a"));
        for (Attribute<?> attribute : attributes) {
            try {
                attribute.check(value);
            } catch (InvalidValueException refused) {
                assertThat(refused.field()).startsWith("a");
                assertThat(refused.rule()).endsWith("is needed");
            }
        }
    }

    @Property(tries = 200)
    void satisfiedMeansEqualUnlessSaidOtherwise(@ForAll("values") SpecValue one, @ForAll("values") SpecValue other) {
        Attribute<SpecValue> plain = Attribute.tree("a");
        assertThat(plain.satisfied(one, one)).isTrue();
        assertThat(plain.satisfied(one, other)).isEqualTo(one.equals(other));
        assertThat(plain.comparedAs(value -> SpecValue.of(true)).satisfied(one, other))
                .isTrue();
    }

    @Example
    void setsCompareWithoutOrder() {
        Attribute<SortedSet<String>> set = Attribute.textSet("a");
        SpecValue unsorted = SpecValue.fromPlain("a", List.of("b", "a", "b"));
        assertThat(set.satisfied(set.encode(new TreeSet<>(List.of("a", "b"))), unsorted))
                .isTrue();
        assertThat(set.satisfied(set.encode(new TreeSet<>(List.of("a"))), unsorted))
                .isFalse();
        Attribute<List<String>> list = Attribute.texts("a");
        assertThat(list.satisfied(list.encode(List.of("a", "b")), list.encode(List.of("b", "a"))))
                .isFalse();
    }

    @Example
    void onlyNamedKeysAreCompared() {
        Attribute<SortedMap<String, String>> tags = Attribute.textMap("a").namedKeysOnly();
        SpecValue wanted = tags.encode(new TreeMap<>(Map.of("team", "x")));
        SpecValue more = tags.encode(new TreeMap<>(Map.of("team", "x", "cost", "y")));
        SpecValue wrong = tags.encode(new TreeMap<>(Map.of("team", "z")));
        assertThat(tags.satisfied(wanted, more)).isTrue();
        assertThat(tags.satisfied(more, wanted)).isFalse();
        assertThat(tags.satisfied(wanted, wrong)).isFalse();
        assertThat(Attribute.textMap("a").satisfied(wanted, more)).isFalse();
        SpecValue gone = SpecValue.fromPlain("a", Collections.singletonMap("cost", null));
        assertThat(tags.satisfied(gone, wanted)).isTrue();
        assertThat(tags.satisfied(gone, more)).isFalse();
    }

    @Example
    void refinementsKeepWhatWasSaidBefore() {
        Attribute<SortedSet<String>> attribute = Attribute.textSet("a")
                .replaceOnChange()
                .impact(Impact.INTERRUPTS)
                .unitedWhenShared()
                .carriedOver();
        assertThat(attribute.mutability()).isEqualTo(Mutability.REPLACE);
        assertThat(attribute.impact()).isEqualTo(Impact.INTERRUPTS);
        assertThat(attribute.isUnitedWhenShared()).isTrue();
        assertThat(attribute.isCarriedOver()).isTrue();
        assertThat(attribute.name()).isEqualTo("a");
    }

    @Example
    void namesTheNestedFieldThatHasTheWrongForm() {
        assertThatThrownBy(() -> Attribute.textMap("tags").decode(SpecValue.fromPlain("f", Map.of("team", 1))))
                .hasMessage("tags.team is '1': text is needed");
        assertThatThrownBy(() -> Attribute.integer("port").decode(SpecValue.fromPlain("f", 1.5)))
                .hasMessage("port is '1.5': a whole number is needed");
    }

    @Property(tries = 200)
    void fingerprintsOfResourcesFollowTheirAttributes(
            @ForAll("values") SpecValue one, @ForAll("values") SpecValue other) {
        assertThat(resource(one).specFingerprint().equals(resource(other).specFingerprint()))
                .isEqualTo(one.equals(other));
    }

    private static Resource resource(SpecValue value) {
        ResourceKind kind = ResourceKind.builder()
                .name("test/Kind")
                .addAttribute(Attribute.tree("a"))
                .build();
        return Resource.builder().kind(kind).name("n").putSpec("a", value).build();
    }

    @Property(tries = 200)
    void referencesAreFoundAtAnyDepth(@ForAll("targets") List<String> targets) {
        SpecValue nested = SpecValue.absent();
        for (String target : targets) {
            nested = new SpecValue.Sequence(List.of(
                    new SpecValue.Ref(new ResourceId("k", target)),
                    new SpecValue.Mapping(new TreeMap<>(Map.of("deeper", nested)))));
        }
        List<String> found = new ArrayList<>();
        resource(nested).dependsOn().forEach(id -> found.add(id.name()));
        assertThat(found).containsExactlyElementsOf(new TreeSet<>(targets));
    }

    @Provide
    Arbitrary<List<String>> targets() {
        return names().list().ofMaxSize(4);
    }
}
