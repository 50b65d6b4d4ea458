package io.lbkit.model.filter;

import java.util.List;

/**
 * One filter: the first rule that a packet matches decides, and if there is none the fallback does. Rules that all admit, as
 * those of a security group, may stand in any order.
 *
 * @param name what it is, for messages, for example {@code security groups sg-1, sg-2 of eni-1}
 * @param rules its rules, in their order
 * @param fallback what happens to packets that no rule is about; undecided if the rules are not known
 */
public record FilterStage(String name, List<FilterRule> rules, FilterVerdict fallback) {
    /**
     * Copies the list.
     *
     * @param name what it is, for messages
     * @param rules its rules, in their order
     * @param fallback what happens to packets that no rule is about; undecided if the rules are not known
     */
    public FilterStage {
        rules = List.copyOf(rules);
    }

    /**
     * A stage that nothing is known about.
     *
     * @param name what it is and what is missing
     * @return the stage
     */
    public static FilterStage unknown(String name) {
        return new FilterStage(name, List.of(), FilterVerdict.UNDECIDED);
    }

    /**
     * Asks.
     *
     * <p>An admission or a refusal is certain, for every packet of the question. A question about one peer and one port is
     * never undecided where all peers of rules and the fallback are known.
     *
     * @param question the packets
     * @return what happens to them
     */
    public FilterAnswer answer(FilterQuestion question) {
        FilterAnswer answer = new FilterAnswer(fallback, name, withoutRule(question));
        for (int i = rules.size() - 1; i >= 0; i--) {
            FilterRule rule = rules.get(i);
            switch (rule.match(question)) {
                case ALL ->
                    answer = new FilterAnswer(
                            rule.verdict(), name, rule.name() + " is the first rule about " + question);
                case SOME -> {
                    if (answer.verdict() != rule.verdict()) {
                        answer = new FilterAnswer(
                                FilterVerdict.UNDECIDED,
                                name,
                                "it is not known whether " + rule.name() + " is about " + question);
                    }
                }
                case NONE -> {}
            }
        }
        return answer;
    }

    private String withoutRule(FilterQuestion question) {
        return fallback == FilterVerdict.UNDECIDED ? "its rules are not known" : "no rule is about " + question;
    }
}
