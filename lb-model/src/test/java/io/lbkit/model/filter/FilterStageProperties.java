package io.lbkit.model.filter;

import static io.lbkit.model.filter.FilterVerdict.ADMITTED;
import static io.lbkit.model.filter.FilterVerdict.REFUSED;
import static io.lbkit.model.filter.FilterVerdict.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The oracle walks every packet of a small world through every world that the unknown peers allow. */
class FilterStageProperties {
    private static final IpAddress FIRST = IpAddress.parse("192.0.2.0");
    private static final int ADDRESSES = 8;
    private static final int PORTS = 6;

    @Provide
    Arbitrary<FilterStage> stages() {
        return Combinators.combine(rules().list().ofMaxSize(6), Arbitraries.of(FilterVerdict.class))
                .as((rules, fallback) -> new FilterStage("stage", rules, fallback));
    }

    @Provide
    Arbitrary<FilterRule> rules() {
        Arbitrary<Optional<CidrSet>> peers =
                cidrs().list().ofMinSize(1).ofMaxSize(2).map(CidrSet::of).optional(0.8);
        return Combinators.combine(
                        Arbitraries.of(ADMITTED, REFUSED),
                        peers,
                        Arbitraries.of(Protocol.class).optional(0.6),
                        ports())
                .as((verdict, sides, protocol, ports) -> new FilterRule("rule", verdict, sides, protocol, ports));
    }

    @Provide
    Arbitrary<FilterQuestion> questions() {
        return Combinators.combine(cidrs(), Arbitraries.of(Protocol.class), ports())
                .as(FilterQuestion::new);
    }

    @Provide
    Arbitrary<FilterQuestion> packets() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, ADDRESSES - 1),
                        Arbitraries.of(Protocol.class),
                        Arbitraries.integers().between(0, PORTS - 1))
                .as((offset, protocol, port) -> FilterQuestion.of(FIRST.plus(offset), protocol, port));
    }

    private static Arbitrary<Cidr> cidrs() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, ADDRESSES - 1),
                        Arbitraries.integers().between(29, 32))
                .as((offset, prefix) -> Cidr.containing(FIRST.plus(offset), prefix));
    }

    private static Arbitrary<PortRange> ports() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, PORTS - 1),
                        Arbitraries.integers().between(0, PORTS - 1))
                .as((one, other) -> new PortRange(Math.min(one, other), Math.max(one, other)));
    }

    /** What may happen to one packet. */
    private static Set<FilterVerdict> fates(
            List<FilterRule> rules, FilterVerdict fallback, IpAddress peer, Protocol protocol, int port) {
        if (rules.isEmpty()) {
            return fallback == UNDECIDED ? EnumSet.of(ADMITTED, REFUSED) : EnumSet.of(fallback);
        }
        FilterRule first = rules.get(0);
        Set<FilterVerdict> later = fates(rules.subList(1, rules.size()), fallback, peer, protocol, port);
        boolean about = (first.protocol().isEmpty() || first.protocol().get() == protocol)
                && first.ports().first() <= port
                && port <= first.ports().last();
        if (!about || (first.peers().isPresent() && !first.peers().get().contains(peer))) {
            return later;
        }
        Set<FilterVerdict> fates = EnumSet.of(first.verdict());
        if (first.peers().isEmpty()) {
            fates.addAll(later);
        }
        return fates;
    }

    private static Set<FilterVerdict> fates(FilterStage stage, FilterQuestion question) {
        Set<FilterVerdict> fates = EnumSet.noneOf(FilterVerdict.class);
        for (int offset = 0; offset < ADDRESSES; offset++) {
            IpAddress peer = FIRST.plus(offset);
            for (int port = question.ports().first(); port <= question.ports().last(); port++) {
                if (question.peer().contains(peer)) {
                    fates.addAll(fates(stage.rules(), stage.fallback(), peer, question.protocol(), port));
                }
            }
        }
        return fates;
    }

    @Property(tries = 3000)
    void certainAnswersHoldForEveryPacket(
            @ForAll("stages") FilterStage stage, @ForAll("questions") FilterQuestion question) {
        FilterVerdict verdict = stage.answer(question).verdict();

        Statistics.collect(verdict);
        if (verdict != UNDECIDED) {
            assertThat(fates(stage, question)).containsExactly(verdict);
        }
    }

    @Property(tries = 3000)
    void onePacketIsUndecidedOnlyIfFactsAreMissing(
            @ForAll("stages") FilterStage stage, @ForAll("packets") FilterQuestion packet) {
        Set<FilterVerdict> fates = fates(stage, packet);

        assertThat(stage.answer(packet).verdict())
                .isEqualTo(fates.size() == 1 ? fates.iterator().next() : UNDECIDED);
    }

    @Property
    void aPathRefusesIfOneFilterDoes(
            @ForAll("stages") FilterStage one,
            @ForAll("stages") FilterStage other,
            @ForAll("packets") FilterQuestion packet) {
        FilterVerdict first = one.answer(packet).verdict();
        FilterVerdict second = other.answer(packet).verdict();
        FilterVerdict expected = first == REFUSED || second == REFUSED
                ? REFUSED
                : first == ADMITTED && second == ADMITTED ? ADMITTED : UNDECIDED;

        FilterPath.Step request = new FilterPath.Step(FilterPath.Purpose.REQUEST, one, packet);
        FilterPath.Step answer = new FilterPath.Step(FilterPath.Purpose.ANSWER, other, packet);
        FilterPath path = new FilterPath(List.of(request, answer));

        assertThat(path.answer().verdict()).isEqualTo(expected);
        assertThat(path.refusal())
                .isEqualTo(
                        first == REFUSED
                                ? Optional.of(request)
                                : second == REFUSED ? Optional.of(answer) : Optional.empty());
    }

    @Example
    void answersNameTheStageAndTheRule() {
        FilterQuestion packet = FilterQuestion.of(FIRST, Protocol.TCP, 80);
        FilterRule deny = FilterRule.ofAllPorts("rule 100", REFUSED, Optional.of(CidrSet.of(Cidr.ANY_IPV4)));
        FilterRule unknown = FilterRule.ofAllPorts("pl-1", ADMITTED, Optional.empty());

        assertThat(new FilterStage("acl-1", List.of(deny), ADMITTED).answer(packet))
                .isEqualTo(
                        new FilterAnswer(REFUSED, "acl-1", "rule 100 is the first rule about TCP 80 and 192.0.2.0/32"));
        assertThat(new FilterStage("acl-1", List.of(unknown, deny), ADMITTED).answer(packet))
                .isEqualTo(new FilterAnswer(
                        UNDECIDED, "acl-1", "it is not known whether pl-1 is about TCP 80 and 192.0.2.0/32"));
        assertThat(new FilterStage("sg-1", List.of(), REFUSED).answer(packet))
                .isEqualTo(new FilterAnswer(REFUSED, "sg-1", "no rule is about TCP 80 and 192.0.2.0/32"));
        assertThat(FilterStage.unknown("acl of subnet-1").answer(packet))
                .isEqualTo(new FilterAnswer(UNDECIDED, "acl of subnet-1", "its rules are not known"));
        assertThat(new FilterPath(List.of()).answer().verdict()).isEqualTo(ADMITTED);
    }
}
