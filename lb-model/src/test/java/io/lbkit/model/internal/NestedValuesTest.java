package io.lbkit.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NestedValuesTest {
    private static PersistentSortedMap<Integer, String> map(String... values) {
        PersistentSortedMap<Integer, String> map = PersistentSortedMap.empty();
        for (int i = 0; i < values.length; i++) {
            map = map.with(i, values[i]);
        }
        return map;
    }

    @Test
    @DisplayName("one map after the other in the order of their keys, empty ones in between")
    void order() {
        PersistentSortedMap<String, PersistentSortedMap<Integer, String>> maps =
                PersistentSortedMap.<String, PersistentSortedMap<Integer, String>>empty()
                        .with("c", map("3"))
                        .with("b", map())
                        .with("a", map("1", "2"))
                        .with("d", map());
        assertThat(new NestedValues<>(maps)).containsExactly("1", "2", "3").hasSize(3);
    }

    @Test
    @DisplayName("nothing in nothing, and no value after the last")
    void nothing() {
        Iterator<String> none = new NestedValues<>(
                        PersistentSortedMap.<String, PersistentSortedMap<Integer, String>>empty())
                .iterator();
        assertThat(none.hasNext()).isFalse();
        assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
    }
}
