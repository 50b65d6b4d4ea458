package io.lbkit.testkit.simulation;

import io.lbkit.reconcile.execute.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last things that happened, one line each, with the virtual time since the start. */
final class Trace {
    private static final int KEPT = 2_000;

    private final Scheduler queue;
    private final Instant start;
    private final Deque<Line> lines = new ArrayDeque<>();

    private record Line(Duration at, String text) {
        @Override
        public String toString() {
            return String.format(
                    "%02d:%02d:%02d.%03d %s",
                    at.toHours(), at.toMinutesPart(), at.toSecondsPart(), at.toMillisPart(), text);
        }
    }

    Trace(Scheduler queue) {
        this.queue = queue;
        this.start = queue.instant();
    }

    void add(String text) {
        lines.addLast(new Line(Duration.between(start, queue.instant()), text));
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
    }

    List<String> lines() {
        return lines.stream().map(Line::toString).toList();
    }
}
