package io.lbkit.testkit.aws;

import java.util.Optional;

/** Tells target groups whether listeners lead to them, after listeners changed. What drained for nobody is gone then. */
final class Attachments {
    private Attachments() {}

    static void follow(AwsState state) {
        for (TargetGroup group : state.targetGroups().values()) {
            boolean used = state.listenersTo(group).findAny().isPresent();
            if (used && group.attached().isEmpty()) {
                group.attach(Optional.of(state.time().now()));
            } else if (!used && group.attached().isPresent()) {
                group.attach(Optional.empty());
                group.targets().values().removeIf(target -> target.leaving().isPresent());
            }
        }
    }
}
