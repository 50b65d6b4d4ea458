package io.lbkit.model.resource;

import io.lbkit.model.finding.InvalidValueException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A field of a kind of resource: its name, its Java type, what it takes to change it and how two values compare. Constants of
 * this type are the schema of a provider; {@link Resource#get} and {@link Resource.Builder#set} are typed by them.
 *
 * <p>The name is the cloud API's own name for the field. A dot in it stands for nesting: {@code properties.frontendPort}.
 *
 * @param <T> the Java type of the values
 */
public final class Attribute<T> {
    private final String name;
    private final Function<T, SpecValue> encoder;
    private final Function<SpecValue, T> decoder;
    private final Mutability mutability;
    private final Impact impact;
    private final boolean union;
    private final boolean namedKeysOnly;
    private final boolean carriedOver;
    private final boolean changedWithOthers;
    private final UnaryOperator<SpecValue> normalizer;
    private final BiPredicate<SpecValue, SpecValue> accepted;

    private Attribute(Draft<T> draft) {
        this.name = draft.name;
        this.encoder = draft.encoder;
        this.decoder = draft.decoder;
        this.mutability = draft.mutability;
        this.impact = draft.impact;
        this.union = draft.union;
        this.namedKeysOnly = draft.namedKeysOnly;
        this.carriedOver = draft.carriedOver;
        this.changedWithOthers = draft.changedWithOthers;
        this.normalizer = draft.normalizer;
        this.accepted = draft.accepted;
    }

    /**
     * An attribute that is text.
     *
     * @param name the cloud's name for it
     * @return the attribute, changeable in place
     */
    public static Attribute<String> text(String name) {
        return attribute(
                name,
                SpecValue::of,
                value -> as(name, value, SpecValue.Text.class, "text").value());
    }

    /**
     * An attribute that is a whole number.
     *
     * @param name the cloud's name for it
     * @return the attribute, changeable in place
     */
    public static Attribute<Long> integer(String name) {
        return attribute(name, SpecValue::of, value -> {
            SpecValue.Decimal number = as(name, value, SpecValue.Decimal.class, "a whole number");
            try {
                return number.value().longValueExact();
            } catch (ArithmeticException e) {
                InvalidValueException invalid = InvalidValueException.of(name, value, "a whole number is needed");
                invalid.initCause(e);
                throw invalid;
            }
        });
    }

    /**
     * An attribute that is true or false.
     *
     * @param name the cloud's name for it
     * @return the attribute, changeable in place
     */
    public static Attribute<Boolean> flag(String name) {
        return attribute(
                name,
                SpecValue::of,
                value -> as(name, value, SpecValue.Flag.class, "true or false").value());
    }

    /**
     * An attribute that is a list of texts whose order counts.
     *
     * @param name the cloud's name for it
     * @return the attribute, changeable in place
     */
    public static Attribute<List<String>> texts(String name) {
        return attribute(name, Attribute::sequence, value -> List.copyOf(items(name, value)));
    }

    /**
     * An attribute that is a set of texts.
     *
     * @param name the cloud's name for it
     * @return the attribute, changeable in place
     */
    public static Attribute<SortedSet<String>> textSet(String name) {
        return new Draft<SortedSet<String>>(
                        name, set -> sequence(new TreeSet<>(set)), value -> new TreeSet<>(items(name, value)))
                .normalizer(value ->
                        value instanceof SpecValue.Sequence ? sequence(new TreeSet<>(items(name, value))) : value)
                .build();
    }

    /**
     * An attribute that maps texts to texts.
     *
     * @param name the cloud's name for it
     * @return the attribute, changeable in place
     */
    public static Attribute<SortedMap<String, String>> textMap(String name) {
        return attribute(
                name,
                map -> {
                    SortedMap<String, SpecValue> fields = new TreeMap<>();
                    map.forEach((key, value) -> fields.put(key, SpecValue.of(value)));
                    return new SpecValue.Mapping(fields);
                },
                value -> {
                    SortedMap<String, String> map = new TreeMap<>();
                    as(name, value, SpecValue.Mapping.class, "a map of texts")
                            .fields()
                            .forEach((key, field) -> map.put(
                                    key,
                                    as(name + "." + key, field, SpecValue.Text.class, "text")
                                            .value()));
                    return map;
                });
    }

    /**
     * An attribute that refers to another resource of the graph.
     *
     * @param name the cloud's name for it
     * @return the attribute, changeable in place
     */
    public static Attribute<ResourceId> reference(String name) {
        return attribute(
                name,
                SpecValue.Ref::new,
                value -> as(name, value, SpecValue.Ref.class, "a reference {\"ref\": \"KIND/NAME\"}")
                        .target());
    }

    /**
     * An attribute of any form.
     *
     * @param name the cloud's name for it
     * @return the attribute, changeable in place
     */
    public static Attribute<SpecValue> tree(String name) {
        return attribute(name, value -> value, value -> value);
    }

    private static <T> Attribute<T> attribute(
            String name, Function<T, SpecValue> encoder, Function<SpecValue, T> decoder) {
        return new Draft<>(name, encoder, decoder).build();
    }

    private static <V extends SpecValue> V as(String name, SpecValue value, Class<V> form, String rule) {
        if (!form.isInstance(value)) {
            throw InvalidValueException.of(name, value, rule + " is needed");
        }
        return form.cast(value);
    }

    private static SpecValue sequence(Collection<String> texts) {
        return new SpecValue.Sequence(texts.stream().map(SpecValue::of).toList());
    }

    private static List<String> items(String name, SpecValue value) {
        List<String> texts = new ArrayList<>();
        as(name, value, SpecValue.Sequence.class, "a list of texts")
                .items()
                .forEach(item ->
                        texts.add(as(name, item, SpecValue.Text.class, "text").value()));
        return texts;
    }

    /** {@return this attribute, changeable only by replacing the object} */
    public Attribute<T> replaceOnChange() {
        return draft().mutability(Mutability.REPLACE).build();
    }

    /** {@return this attribute, set when the object is made and then left alone} */
    public Attribute<T> writeOnce() {
        return draft().mutability(Mutability.WRITE_ONCE).build();
    }

    /** {@return this attribute, set by the cloud and only observed} */
    public Attribute<T> computed() {
        return draft().mutability(Mutability.COMPUTED).build();
    }

    /**
     * {@return this attribute, where a change in place has an impact on traffic}
     *
     * @param whenChanged the impact
     */
    public Attribute<T> impact(Impact whenChanged) {
        return draft().impact(whenChanged).build();
    }

    /**
     * {@return this set attribute, where the values that several Services want for one shared object are united; without it
     * they must be equal}
     */
    public Attribute<T> unitedWhenShared() {
        return draft().union().build();
    }

    /**
     * {@return this map attribute, where only the keys that are wanted are compared and written, as for the attribute lists of
     * AWS}
     */
    public Attribute<T> namedKeysOnly() {
        return draft().namedKeysOnly().build();
    }

    /**
     * {@return this attribute, whose observed value is given to the successor when the object is replaced and nothing is
     * wanted: an address that must be kept}
     */
    public Attribute<T> carriedOver() {
        return draft().carriedOver().build();
    }

    /**
     * {@return this attribute, which cannot change alone: with the protocol of a health check go its path and its codes. Designs change
     * them together; whoever tries single changes leaves it out}
     */
    public Attribute<T> changedWithOthers() {
        return draft().changedWithOthers().build();
    }

    /**
     * {@return this attribute, where values are brought to a common form before they are compared}
     *
     * @param canonical the common form, for example lower case
     */
    public Attribute<T> comparedAs(UnaryOperator<SpecValue> canonical) {
        return draft().normalizer(canonical).build();
    }

    /**
     * {@return this attribute, where what exists may do for what is wanted although they differ: another tool writes the same wish in
     * another way}
     *
     * @param alsoAccepted tells from what is wanted and what exists, in this order, whether no change is needed; asked only if the two
     *     differ
     */
    public Attribute<T> alsoSatisfiedBy(BiPredicate<SpecValue, SpecValue> alsoAccepted) {
        return draft().accepted(alsoAccepted).build();
    }

    /** {@return the cloud's name for it} */
    public String name() {
        return name;
    }

    /** {@return what it takes to change it} */
    public Mutability mutability() {
        return mutability;
    }

    /** {@return what a change in place does to traffic} */
    public Impact impact() {
        return impact;
    }

    /** {@return whether the wishes of several Services are united} */
    public boolean isUnitedWhenShared() {
        return union;
    }

    /** {@return whether a successor gets the observed value} */
    public boolean isCarriedOver() {
        return carriedOver;
    }

    /** {@return whether it cannot change alone} */
    public boolean isChangedWithOthers() {
        return changedWithOthers;
    }

    /**
     * {@return the value as it is kept in a resource}
     *
     * @param value the value
     */
    public SpecValue encode(T value) {
        return encoder.apply(value);
    }

    /**
     * Reads a kept value.
     *
     * @param value the kept value
     * @return the value
     * @throws InvalidValueException if it has not the form of this attribute
     */
    public T decode(SpecValue value) {
        return decoder.apply(value);
    }

    /**
     * Checks the form of a kept value.
     *
     * @param value the kept value
     * @throws InvalidValueException if it has not the form of this attribute
     */
    public void check(SpecValue value) {
        if (!(value instanceof SpecValue.Absent)) {
            Objects.requireNonNull(decoder.apply(value));
        }
    }

    /**
     * Whether what exists satisfies what is wanted.
     *
     * @param desired what is wanted
     * @param actual what exists
     * @return whether no change is needed
     */
    public boolean satisfied(SpecValue desired, SpecValue actual) {
        if (namedKeysOnly && desired instanceof SpecValue.Mapping wanted) {
            Map<String, SpecValue> existing = actual instanceof SpecValue.Mapping found ? found.fields() : Map.of();
            return wanted.fields().entrySet().stream()
                    .allMatch(field -> normalizer
                            .apply(field.getValue())
                            .equals(normalizer.apply(existing.getOrDefault(field.getKey(), SpecValue.absent()))));
        }
        return normalizer.apply(desired).equals(normalizer.apply(actual)) || accepted.test(desired, actual);
    }

    /**
     * Settles the wishes for a shared object: where the attribute is united, all lists become one sorted list.
     *
     * @param wishes what is wanted, at least one
     * @return the wishes that are left; several if they contradict each other
     */
    public SortedSet<SpecValue> settled(SortedSet<SpecValue> wishes) {
        List<SpecValue.Sequence> lists = wishes.stream()
                .filter(SpecValue.Sequence.class::isInstance)
                .map(SpecValue.Sequence.class::cast)
                .toList();
        if (!union || lists.size() < 2) {
            return wishes;
        }
        SortedSet<SpecValue> items = new TreeSet<>();
        lists.forEach(list -> items.addAll(list.items()));
        TreeSet<SpecValue> left = new TreeSet<>(wishes);
        lists.forEach(left::remove);
        left.add(new SpecValue.Sequence(List.copyOf(items)));
        return left;
    }

    @Override
    public String toString() {
        return name;
    }

    private Draft<T> draft() {
        Draft<T> draft = new Draft<>(name, encoder, decoder)
                .mutability(mutability)
                .impact(impact)
                .normalizer(normalizer)
                .accepted(accepted);
        draft.union = union;
        draft.namedKeysOnly = namedKeysOnly;
        draft.carriedOver = carriedOver;
        draft.changedWithOthers = changedWithOthers;
        return draft;
    }

    private static final class Draft<T> {
        private final String name;
        private final Function<T, SpecValue> encoder;
        private final Function<SpecValue, T> decoder;
        private Mutability mutability = Mutability.IN_PLACE;
        private Impact impact = Impact.NONE;
        private boolean union;
        private boolean namedKeysOnly;
        private boolean carriedOver;
        private boolean changedWithOthers;
        private UnaryOperator<SpecValue> normalizer = value -> value;
        private BiPredicate<SpecValue, SpecValue> accepted = (desired, actual) -> false;

        Draft(String name, Function<T, SpecValue> encoder, Function<SpecValue, T> decoder) {
            this.name = name;
            this.encoder = encoder;
            this.decoder = decoder;
        }

        Draft<T> mutability(Mutability value) {
            mutability = value;
            return this;
        }

        Draft<T> impact(Impact value) {
            impact = value;
            return this;
        }

        Draft<T> union() {
            union = true;
            return this;
        }

        Draft<T> namedKeysOnly() {
            namedKeysOnly = true;
            return this;
        }

        Draft<T> carriedOver() {
            carriedOver = true;
            return this;
        }

        Draft<T> changedWithOthers() {
            changedWithOthers = true;
            return this;
        }

        Draft<T> normalizer(UnaryOperator<SpecValue> value) {
            normalizer = value;
            return this;
        }

        Draft<T> accepted(BiPredicate<SpecValue, SpecValue> value) {
            accepted = value;
            return this;
        }

        Attribute<T> build() {
            return new Attribute<>(this);
        }
    }
}
