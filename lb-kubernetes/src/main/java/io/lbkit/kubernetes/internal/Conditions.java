package io.lbkit.kubernetes.internal;

import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The conditions of an object by type. */
final class Conditions {
    private final Faults faults;
    private final Map<String, Condition> byType = new TreeMap<>();
    private int index;

    Conditions(Faults faults) {
        this.faults = faults;
    }

    Conditions add(
            @Nullable String type,
            @Nullable String status,
            @Nullable String reason,
            @Nullable String message,
            @Nullable String since) {
        String at = "status.conditions[" + index++ + "]";
        Optional<ConditionStatus> read = faults.orLeaveOut(
                "Read the object again from the cluster.",
                () -> ConditionStatus.parse(at + ".status", Values.orEmpty(status)));
        Optional<Instant> time = faults.orLeaveOut(
                        "Read the object again from the cluster.", () -> Values.time(at + ".lastTransitionTime", since))
                .flatMap(present -> present);
        read.ifPresent(known -> byType.put(
                Values.orEmpty(type), new Condition(known, Values.orEmpty(reason), Values.orEmpty(message), time)));
        return this;
    }

    Map<String, Condition> byType() {
        return byType;
    }
}
