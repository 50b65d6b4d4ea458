package io.lbkit.diagnose.evidence;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A value that is worked out when it is first asked for, once. Safe for use by many threads.
 *
 * @param <T> the value
 */
final class Lazy<T> {
    private final Supplier<T> source;
    private volatile Optional<T> value = Optional.empty();

    Lazy(Supplier<T> source) {
        this.source = source;
    }

    T get() {
        Optional<T> known = value;
        return known.isPresent() ? known.get() : worked();
    }

    private synchronized T worked() {
        if (value.isEmpty()) {
            value = Optional.of(source.get());
        }
        return value.get();
    }
}
