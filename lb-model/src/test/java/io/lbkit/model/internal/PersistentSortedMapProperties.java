package io.lbkit.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The map against {@link TreeMap}, and the promises that a mutable map cannot make. */
class PersistentSortedMapProperties {
    private static final int KEYS = 40;

    private record Step(int key, boolean removes, String value) {
        PersistentSortedMap<Integer, String> on(PersistentSortedMap<Integer, String> map) {
            return removes ? map.without(key) : map.with(key, value);
        }

        void on(Map<Integer, String> model) {
            if (removes) {
                model.remove(key);
            } else {
                model.put(key, value);
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> step = Combinators.combine(
                        Arbitraries.integers().between(0, KEYS),
                        Arbitraries.of(false, false, true),
                        Arbitraries.of("a", "b", "c"))
                .as(Step::new);
        return step.list().ofMaxSize(120);
    }

    @Property(tries = 300)
    void behavesAsATreeMap(@ForAll("steps") List<Step> steps) {
        PersistentSortedMap<Integer, String> map = PersistentSortedMap.empty();
        TreeMap<Integer, String> model = new TreeMap<>();
        for (Step step : steps) {
            map = step.on(map);
            step.on(model);
        }
        assertSame(map, model);
    }

    private static void assertSame(PersistentSortedMap<Integer, String> map, Map<Integer, String> model) {
        assertThat(map.keys()).containsExactlyElementsOf(model.keySet());
        assertThat(map.values()).containsExactlyElementsOf(model.values());
        List<String> visited = new ArrayList<>();
        map.values().forEach(visited::add);
        assertThat(visited).containsExactlyElementsOf(model.values());
        assertThat(map.size()).isEqualTo(model.size());
        for (int key = -1; key <= KEYS + 1; key++) {
            assertThat(map.get(key)).isEqualTo(model.get(key));
        }
        PersistentSortedMap<Integer, String> atOnce = PersistentSortedMap.ofSorted(new ArrayList<>(model.entrySet()));
        assertThat(map).isEqualTo(atOnce).hasSameHashCodeAs(atOnce);
    }

    @Property(tries = 200)
    void olderMapsStayAsTheyWere(@ForAll("steps") List<Step> steps) {
        List<PersistentSortedMap<Integer, String>> versions = new ArrayList<>();
        List<TreeMap<Integer, String>> models = new ArrayList<>();
        PersistentSortedMap<Integer, String> map = PersistentSortedMap.empty();
        TreeMap<Integer, String> model = new TreeMap<>();
        for (Step step : steps) {
            map = step.on(map);
            step.on(model);
            versions.add(map);
            models.add(new TreeMap<>(model));
        }
        for (int i = 0; i < versions.size(); i++) {
            assertThat(versions.get(i).keys())
                    .containsExactlyElementsOf(models.get(i).keySet());
            assertThat(versions.get(i).values())
                    .containsExactlyElementsOf(models.get(i).values());
        }
    }

    @Property(tries = 300)
    void aStepThatChangesNothingReturnsTheSameMap(@ForAll("steps") List<Step> steps) {
        PersistentSortedMap<Integer, String> map = PersistentSortedMap.empty();
        for (Step step : steps) {
            PersistentSortedMap<Integer, String> next = step.on(map);
            if (next.equals(map)) {
                assertThat(next).isSameAs(map);
            }
            map = next;
        }
        for (Integer key : map.keys()) {
            assertThat(map.update(key, known -> known)).isSameAs(map);
        }
        assertThat(map.update(KEYS + 1, known -> known)).isSameAs(map);
    }

    @Property(tries = 300)
    void updateReplacesAddsAndRemoves(@ForAll("steps") List<Step> steps) {
        PersistentSortedMap<Integer, String> map = PersistentSortedMap.empty();
        PersistentSortedMap<Integer, String> updated = PersistentSortedMap.empty();
        for (Step step : steps) {
            map = step.on(map);
            updated = updated.update(step.key(), known -> step.removes() ? null : step.value());
        }
        assertThat(updated).isEqualTo(map);
    }

    @Property(tries = 100)
    void stepsThatDifferGiveMapsThatDiffer(@ForAll("steps") List<Step> one, @ForAll("steps") List<Step> other) {
        TreeMap<Integer, String> left = new TreeMap<>();
        TreeMap<Integer, String> right = new TreeMap<>();
        one.forEach(step -> step.on(left));
        other.forEach(step -> step.on(right));
        PersistentSortedMap<Integer, String> leftMap = PersistentSortedMap.ofSorted(new ArrayList<>(left.entrySet()));
        PersistentSortedMap<Integer, String> rightMap = PersistentSortedMap.ofSorted(new ArrayList<>(right.entrySet()));
        assertThat(leftMap.equals(rightMap)).isEqualTo(left.equals(right));
    }

    @Property(tries = 300)
    void differencesAreThoseOfTheEntries(
            @ForAll("steps") List<Step> before, @ForAll("steps") List<Step> later, @ForAll boolean related) {
        PersistentSortedMap<Integer, String> one = PersistentSortedMap.empty();
        TreeMap<Integer, String> oneModel = new TreeMap<>();
        for (Step step : before) {
            one = step.on(one);
            step.on(oneModel);
        }
        PersistentSortedMap<Integer, String> other = related ? one : PersistentSortedMap.empty();
        TreeMap<Integer, String> otherModel = related ? new TreeMap<>(oneModel) : new TreeMap<>();
        for (Step step : later) {
            other = step.on(other);
            step.on(otherModel);
        }
        List<String> expected = new ArrayList<>();
        for (int key = 0; key <= KEYS; key++) {
            if (!Objects.equals(oneModel.get(key), otherModel.get(key))) {
                expected.add(key + "=" + oneModel.get(key));
            }
        }

        List<String> found = new ArrayList<>();
        one.differences(other, (key, value) -> found.add(key + "=" + value));

        assertThat(found).isEqualTo(expected);
        assertThat(one.equals(other)).isEqualTo(expected.isEmpty());
    }

    @Example
    void whatMapsShareIsNotCompared() {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            numbers.add(2 * i);
        }
        PersistentSortedMap<Probe, String> map = filled(numbers);
        AtomicInteger comparisons = new AtomicInteger();
        PersistentSortedMap<Probe, String> next = map.with(new Probe(1001, comparisons), "");
        map.keys().forEach(key -> key.comparisons().set(0));
        comparisons.set(0);
        List<Integer> found = new ArrayList<>();

        next.differences(map, (key, value) -> found.add(key.number()));

        assertThat(found).containsExactly(1001);
        map.keys().forEach(key -> comparisons.addAndGet(key.comparisons().get()));
        assertThat(comparisons.get()).isLessThan(1000);
    }

    /** A key that counts how often it is compared: the depth at which a look-up ends. */
    private record Probe(int number, AtomicInteger comparisons) implements Comparable<Probe> {
        @Override
        public int compareTo(Probe other) {
            comparisons.incrementAndGet();
            return Integer.compare(number, other.number);
        }
    }

    private static PersistentSortedMap<Probe, String> filled(List<Integer> numbers) {
        PersistentSortedMap<Probe, String> map = PersistentSortedMap.empty();
        for (int number : numbers) {
            map = map.with(new Probe(number, new AtomicInteger()), "");
        }
        return map;
    }

    private static int depth(PersistentSortedMap<Probe, String> map, int range) {
        int deepest = 0;
        for (int number = -1; number <= range; number++) {
            AtomicInteger comparisons = new AtomicInteger();
            map.get(new Probe(number, comparisons));
            deepest = Math.max(deepest, comparisons.get());
        }
        return deepest;
    }

    /** The bound of AVL trees. */
    private static void assertBalanced(PersistentSortedMap<Probe, String> map, int range) {
        double bound = 1.4405 * Math.log(map.size() + 2) / Math.log(2);
        assertThat((double) depth(map, range)).isLessThanOrEqualTo(bound);
    }

    @Property(tries = 100)
    void staysBalancedInAnyOrder(@ForAll("numbers") List<Integer> added, @ForAll("numbers") List<Integer> removed) {
        PersistentSortedMap<Probe, String> map = filled(added);
        assertBalanced(map, 500);
        for (int number : removed) {
            map = map.without(new Probe(number, new AtomicInteger()));
        }
        assertBalanced(map, 500);
    }

    @Provide
    Arbitrary<List<Integer>> numbers() {
        return Arbitraries.integers().between(0, 500).list().ofMaxSize(400);
    }

    @Example
    void staysBalancedWhenFilledInOrder() {
        List<Integer> ascending = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            ascending.add(i);
        }
        assertBalanced(filled(ascending), 2000);
        List<Integer> descending = new ArrayList<>(ascending);
        Collections.reverse(descending);
        assertBalanced(filled(descending), 2000);
    }

    /** A value that must not be asked whether it equals another. */
    private static final class Large {
        @Override
        public boolean equals(Object other) {
            throw new AssertionError("values are not compared");
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    @Example
    void updateDoesNotCompareValues() {
        PersistentSortedMap<String, Large> map =
                PersistentSortedMap.<String, Large>empty().update("a", known -> new Large());
        Large replacement = new Large();
        assertThat(map.update("a", known -> replacement).get("a")).isSameAs(replacement);
    }

    @Example
    void iterationEnds() {
        Iterator<Integer> keys =
                PersistentSortedMap.<Integer, String>empty().with(1, "a").keys().iterator();
        keys.next();
        assertThat(keys.hasNext()).isFalse();
        assertThatThrownBy(keys::next).isInstanceOf(NoSuchElementException.class);
        assertThat(PersistentSortedMap.ofSorted(List.of(Map.entry(1, "a")))).hasToString("PersistentSortedMap[1]");
    }
}
