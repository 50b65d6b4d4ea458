package io.lbkit.model.filter;

import java.util.List;
import java.util.Optional;

/**
 * All filters between two sides: packets arrive if every one admits them.
 *
 * @param steps what is asked of which filter, in the order in which packets meet them
 */
public record FilterPath(List<Step> steps) {
    /** What a step is about. */
    public enum Purpose {
        /** The packets that are sent. */
        REQUEST,
        /** The answers to them, where a filter does not know connections and has to admit them by a rule of their own. */
        ANSWER,
        /** Whether there is a way to the other side at all. */
        ROUTE
    }

    /**
     * A filter, and the packets as it sees them.
     *
     * @param purpose what it is about
     * @param stage the filter
     * @param question the packets
     */
    public record Step(Purpose purpose, FilterStage stage, FilterQuestion question) {
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
        Optional<FilterAnswer> undecided = Optional.empty();
        for (Step step : steps) {
            FilterAnswer answer = step.answer();
            if (answer.verdict() == FilterVerdict.REFUSED) {
                return answer;
            }
            if (answer.verdict() == FilterVerdict.UNDECIDED && undecided.isEmpty()) {
                undecided = Optional.of(answer);
            }
        }
        return undecided.orElseGet(
                () -> new FilterAnswer(FilterVerdict.ADMITTED, "", "every filter admits the packets"));
    }

    /** {@return the first filter that refuses} */
    public Optional<Step> refusal() {
        return steps.stream()
                .filter(step -> step.answer().verdict() == FilterVerdict.REFUSED)
                .findFirst();
    }
}
