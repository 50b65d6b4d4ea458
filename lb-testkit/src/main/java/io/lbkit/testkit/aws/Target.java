package io.lbkit.testkit.aws;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A registered target.
 *
 * @param key by what it is told from others
 * @param zone the zone that was said at its registration
 * @param quicServerId its server id, where the protocol has such
 * @param registered when it was registered
 * @param leaving since when it drains
 */
record Target(
        Key key, Optional<String> zone, Optional<String> quicServerId, Instant registered, Optional<Instant> leaving) {
    /**
     * By what targets of a group are told apart.
     *
     * @param id the id of an instance, or an address
     * @param port the port
     */
    record Key(String id, int port) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::id).thenComparingInt(Key::port);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    Target leavingAt(Instant moment) {
        return new Target(key, zone, quicServerId, registered, leaving.or(() -> Optional.of(moment)));
    }
}
