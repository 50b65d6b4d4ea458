package io.lbkit.testkit.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the checks of targets come to, as a test says; a target that nothing is said of is healthy. Not thread-safe. */
final class TargetHealthPlan {
    private final Map<String, AwsTargetHealth> byTarget = new HashMap<>();
    private final Map<Target.Key, AwsTargetHealth> byPort = new HashMap<>();

    void set(String id, AwsTargetHealth health) {
        byTarget.put(id, health);
    }

    void set(String id, int port, AwsTargetHealth health) {
        byPort.put(new Target.Key(id, port), health);
    }

    AwsTargetHealth of(Target.Key key) {
        return Optional.ofNullable(byPort.get(key))
                .or(() -> Optional.ofNullable(byTarget.get(key.id())))
                .orElseGet(AwsTargetHealth::healthy);
    }
}
