package io.lbkit.model.net;

import java.util.Optional;

/**
 * One rule of a packet filter.
 *
 * @param name what the cloud calls it
 * @param allows whether it lets packets pass or drops them
 * @param protocol the protocol; every one if absent
 * @param fromPort the first port, from 0
 * @param toPort the last port, up to 65535
 * @param sources whom it is about; absent if that is not known
 */
public record FilterRule(
        String name, boolean allows, Optional<Protocol> protocol, int fromPort, int toPort, Optional<CidrSet> sources) {
    /** Whether a rule is about a packet. */
    enum Match {
        YES,
        NO,
        UNKNOWN
    }

    Match match(FilterQuestion question) {
        boolean about = protocol.map(question.protocol()::equals).orElse(true)
                && fromPort <= question.port()
                && question.port() <= toPort;
        if (!about) {
            return Match.NO;
        }
        return sources.map(known -> known.contains(question.source()) ? Match.YES : Match.NO)
                .orElse(Match.UNKNOWN);
    }
}
