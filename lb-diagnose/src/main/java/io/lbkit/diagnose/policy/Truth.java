package io.lbkit.diagnose.policy;

import java.util.function.Function;
import java.util.stream.Stream;

/** Three-valued logic (Kleene): what is not known stays unknown unless it does not matter. */
enum Truth {
    FALSE,
    UNKNOWN,
    TRUE;

    static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    Truth and(Truth other) {
        return compareTo(other) <= 0 ? this : other;
    }

    Truth or(Truth other) {
        return compareTo(other) >= 0 ? this : other;
    }

    static <T> Truth any(Stream<T> items, Function<T, Truth> test) {
        return items.map(test).reduce(FALSE, Truth::or);
    }

    static <T> Truth all(Stream<T> items, Function<T, Truth> test) {
        return items.map(test).reduce(TRUE, Truth::and);
    }
}
