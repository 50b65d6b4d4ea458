package io.lbkit.testkit.simulation;

import io.lbkit.reconcile.spi.ErrorKind;
import java.util.EnumMap;
import java.util.Map;

/** Counts what callers of the cloud were told. */
final class FaultCount {
    private final Map<ErrorKind, Long> counts = new EnumMap<>(ErrorKind.class);

    void count(ErrorKind kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    Map<ErrorKind, Long> counts() {
        return new EnumMap<>(counts);
    }
}
