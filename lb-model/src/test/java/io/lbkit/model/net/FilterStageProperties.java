package io.lbkit.model.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FilterStageProperties {
    private static final FilterQuestion QUESTION = new FilterQuestion(IpAddress.parse("10.0.0.1"), Protocol.TCP, 80);

    @Provide
    Arbitrary<FilterRule> rules() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(Protocol.class).optional(),
                        Arbitraries.integers().between(79, 81),
                        Arbitraries.integers().between(79, 81),
                        Arbitraries.of("10.0.0.0/8", "0.0.0.0/0", "192.168.0.0/16", "?"))
                .as((allows, protocol, from, to, source) -> new FilterRule(
                        "rule",
                        allows,
                        protocol,
                        from,
                        to,
                        source.equals("?") ? Optional.empty() : Optional.of(CidrSet.of(Cidr.parse(source)))));
    }

    /** Every way in which the unknown sources could turn out, one after the other. */
    private static Set<Boolean> possible(List<FilterRule> rules, boolean otherwise) {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).sources().isEmpty()) {
                open.add(i);
            }
        }
        Set<Boolean> answers = new TreeSet<>();
        for (int world = 0; world < 1 << open.size(); world++) {
            boolean answer = otherwise;
            for (int i = rules.size() - 1; i >= 0; i--) {
                FilterRule rule = rules.get(i);
                int bit = open.indexOf(i);
                boolean source = bit >= 0
                        ? (world >> bit & 1) == 1
                        : rule.sources().orElseThrow().contains(QUESTION.source());
                boolean about = rule.protocol().orElse(Protocol.TCP) == Protocol.TCP
                        && rule.fromPort() <= 80
                        && 80 <= rule.toPort();
                answer = source && about ? rule.allows() : answer;
            }
            answers.add(answer);
        }
        return answers;
    }

    @Property
    void anAnswerHoldsHoweverTheUnknownTurnsOut(
            @ForAll("rules") FilterRule one,
            @ForAll("rules") FilterRule two,
            @ForAll("rules") FilterRule three,
            @ForAll boolean otherwise) {
        List<FilterRule> rules = List.of(one, two, three);
        FilterVerdict.Outcome outcome = new FilterStage("stage", rules, otherwise, true)
                .verdict(QUESTION)
                .outcome();
        Set<Boolean> possible = possible(rules, otherwise);
        FilterVerdict.Outcome expected = possible.size() == 2
                ? FilterVerdict.Outcome.UNKNOWN
                : possible.contains(true) ? FilterVerdict.Outcome.ALLOW : FilterVerdict.Outcome.DENY;
        assertThat(outcome).isEqualTo(expected);
    }

    @Example
    void allStagesHaveToAdmit() {
        FilterStage open = new FilterStage("open", List.of(), true, true);
        FilterStage shut = new FilterStage("shut", List.of(), false, true);
        FilterStage unknown = FilterStage.unknown("acl-1");
        assertThat(FilterStage.verdict(List.of(), QUESTION).outcome()).isEqualTo(FilterVerdict.Outcome.ALLOW);
        assertThat(FilterStage.verdict(List.of(open, unknown), QUESTION))
                .isEqualTo(new FilterVerdict(FilterVerdict.Outcome.UNKNOWN, "acl-1: its rules are not known"));
        assertThat(FilterStage.verdict(List.of(unknown, shut, open), QUESTION))
                .isEqualTo(new FilterVerdict(FilterVerdict.Outcome.DENY, "shut: no rule is about it"));
    }
}
