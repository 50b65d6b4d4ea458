package io.lbkit.testkit.aws;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells target groups whether listeners lead to them, after listeners changed. What drained for nobody is gone then. */
final class Attachments {
    private Attachments() {}

    static void follow(AwsState state) {
        Set<String> named = state.listeners().values().stream()
                .flatMap(listener -> listener.settings().forwards().stream())
                .map(ListenerSettings.Forward::targetGroupArn)
                .collect(Collectors.toSet());
        for (TargetGroup group : state.targetGroups().values()) {
            boolean used = named.contains(group.arn());
            if (used && group.attached().isEmpty()) {
                group.attach(Optional.of(state.time().now()));
            } else if (!used && group.attached().isPresent()) {
                group.attach(Optional.empty());
                group.targets().values().removeIf(target -> target.leaving().isPresent());
            }
        }
    }
}
