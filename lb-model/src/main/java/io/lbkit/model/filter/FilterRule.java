package io.lbkit.model.filter;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.Protocol;
import java.util.Optional;

/**
 * One rule of a stage.
 *
 * @param name what tells it from the others, for messages
 * @param verdict {@link FilterVerdict#ADMITTED} or {@link FilterVerdict#REFUSED}
 * @param peers the other side; nothing if it is not known whom the rule is about
 * @param protocol its protocol; every one if absent
 * @param ports the ports that packets go to
 */
public record FilterRule(
        String name, FilterVerdict verdict, Optional<CidrSet> peers, Optional<Protocol> protocol, PortRange ports) {
    /** How many of the packets of a question a rule is about. */
    enum Match {
        ALL,
        NONE,
        /** Some, or it is not known. */
        SOME
    }

    /**
     * Checks the verdict.
     *
     * @param name what tells it from the others, for messages
     * @param verdict {@link FilterVerdict#ADMITTED} or {@link FilterVerdict#REFUSED}
     * @param peers the other side; nothing if it is not known whom the rule is about
     * @param protocol its protocol; every one if absent
     * @param ports the ports that packets go to
     * @throws InvalidValueException if the verdict is undecided
     */
    public FilterRule {
        if (verdict == FilterVerdict.UNDECIDED) {
            throw InvalidValueException.of("verdict", verdict, "a rule admits or refuses");
        }
    }

    /**
     * {@return a rule of every protocol and port}
     *
     * @param name what tells it from the others, for messages
     * @param verdict what it does
     * @param peers the other side; nothing if it is not known whom the rule is about
     */
    public static FilterRule ofAllPorts(String name, FilterVerdict verdict, Optional<CidrSet> peers) {
        return new FilterRule(name, verdict, peers, Optional.empty(), PortRange.ALL);
    }

    Match match(FilterQuestion question) {
        boolean otherProtocol =
                protocol.filter(own -> own != question.protocol()).isPresent();
        if (otherProtocol || !ports.overlaps(question.ports())) {
            return Match.NONE;
        }
        Match peer = peers.map(known -> match(known, question.peer())).orElse(Match.SOME);
        return peer == Match.ALL && !ports.contains(question.ports()) ? Match.SOME : peer;
    }

    private static Match match(CidrSet known, Cidr peer) {
        if (known.ranges().stream().anyMatch(range -> range.contains(peer))) {
            return Match.ALL;
        }
        return known.ranges().stream().anyMatch(peer::contains) ? Match.SOME : Match.NONE;
    }
}
