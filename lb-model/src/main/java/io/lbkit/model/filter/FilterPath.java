package io.lbkit.model.filter;

import java.util.List;

/**
 * All filters between two sides: packets arrive if every one admits them.
 *
 * @param steps what is asked of which filter, in the order in which packets meet them
 */
public record FilterPath(List<Step> steps) {
    /**
     * A filter, and the packets as it sees them.
     *
     * @param stage the filter
     * @param question the packets
     */
    public record Step(FilterStage stage, FilterQuestion question) {
        /** {@return what the filter does} */
        public FilterAnswer answer() {
            return stage.answer(question);
        }
    }

    /**
     * Copies the list.
     *
     * @param steps what is asked of which filter, in the order in which packets meet them
     */
    public FilterPath {
        steps = List.copyOf(steps);
    }

    /**
     * Asks all filters. One refusal is certain, whatever is not known of the others.
     *
     * @return the first refusal, else the first answer that is undecided, else an admission
     */
    public FilterAnswer answer() {
        List<FilterAnswer> answers = steps.stream().map(Step::answer).toList();
        return first(answers, FilterVerdict.REFUSED, first(answers, FilterVerdict.UNDECIDED, admitted()));
    }

    private static FilterAnswer first(List<FilterAnswer> answers, FilterVerdict verdict, FilterAnswer otherwise) {
        return answers.stream()
                .filter(answer -> answer.verdict() == verdict)
                .findFirst()
                .orElse(otherwise);
    }

    private static FilterAnswer admitted() {
        return new FilterAnswer(FilterVerdict.ADMITTED, "", "every filter admits the packets");
    }
}
