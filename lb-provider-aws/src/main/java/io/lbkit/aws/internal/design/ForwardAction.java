package io.lbkit.aws.internal.design;

import java.util.List;
import java.util.Optional;

/**
 * A forward action over several target groups, as an annotation writes it.
 *
 * @param baseWeight the share of the Service itself, 0 to 999, if it says one
 * @param others the other target groups
 * @param sticky whether a client stays with a target group, if it says so
 */
record ForwardAction(Optional<Long> baseWeight, List<Other> others, Optional<Boolean> sticky) {
    ForwardAction {
        others = List.copyOf(others);
    }

    /** One of the other target groups. */
    sealed interface Other {
        /** {@return its share, 0 to 999, if it says one} */
        Optional<Long> weight();
    }

    /** A target group that somebody else made. */
    record Existing(String arn, Optional<Long> weight) implements Other {}

    /** A port of another Service of the namespace; {@code port} is a number or a name. */
    record OfService(String service, String port, boolean decrypt, Optional<Long> weight) implements Other {}
}
