package io.lbkit.testkit.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Refuses server ids of QUIC that AWS refuses: a target keeps its own while it is registered, and shares it with no other one. */
final class ServerIds {
    private ServerIds() {}

    static void requireFixed(TargetGroup group, Target wanted) {
        Optional.ofNullable(group.targets().get(wanted.key()))
                .filter(old -> old.leaving().isEmpty())
                .filter(old -> !old.quicServerId().equals(wanted.quicServerId()))
                .ifPresent(old -> {
                    throw Refusals.invalid("The QuicServerId of the registered target '"
                            + old.key().id() + "' cannot be changed");
                });
    }

    /** Of all targets of a listener. */
    static void requireUnique(Stream<Target> targets) {
        Map<String, Target.Key> taken = new HashMap<>();
        targets.forEach(target -> target.quicServerId().ifPresent(id -> {
            Target.Key holder = taken.put(id, target.key());
            if (holder != null && !holder.equals(target.key())) {
                throw Refusals.invalid("The QuicServerId '" + id + "' is that of another target of the listener, '"
                        + holder.id() + "'");
            }
        }));
    }
}
