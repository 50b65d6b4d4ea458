package io.lbkit.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** A value over time, for readers that lag behind. Not thread-safe. */
final class Timeline<T> {
    private final Deque<Entry<T>> entries = new ArrayDeque<>();
    private final Duration kept;

    private record Entry<T>(Instant from, T value) {}

    /**
     * A timeline.
     *
     * @param start the value since ever
     * @param kept how far behind a reader may be
     */
    Timeline(T start, Duration kept) {
        this.kept = kept;
        entries.addLast(new Entry<>(Instant.MIN, start));
    }

    /** {@return the value now} */
    T newest() {
        return entries.getLast().value();
    }

    /** Times do not go back. */
    void put(Instant from, T value) {
        entries.addLast(new Entry<>(from, value));
        Instant oldest = from.minus(kept);
        while (entries.size() > 1 && !second().from().isAfter(oldest)) {
            entries.removeFirst();
        }
    }

    private Entry<T> second() {
        Iterator<Entry<T>> all = entries.iterator();
        all.next();
        return all.next();
    }

    /** {@return the value at a time} */
    T asOf(Instant instant) {
        Iterator<Entry<T>> newestFirst = entries.descendingIterator();
        Entry<T> entry = newestFirst.next();
        while (entry.from().isAfter(instant) && newestFirst.hasNext()) {
            entry = newestFirst.next();
        }
        return entry.value();
    }
}
