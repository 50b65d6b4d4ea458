package io.lbkit.model.net;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One packet filter on the way to a target: the first rule that is about a packet decides. Where it is not known whether a rule
 * is about the packet, the answer is only known if the rest comes to the same one.
 *
 * @param name what the cloud calls it
 * @param rules its rules, in their order
 * @param allowsOthers whether packets pass that no rule is about
 * @param complete whether all of its rules are known; if not, it settles nothing
 */
public record FilterStage(String name, List<FilterRule> rules, boolean allowsOthers, boolean complete) {
    /**
     * Copies the list.
     *
     * @param name what the cloud calls it
     * @param rules its rules, in their order
     * @param allowsOthers whether packets pass that no rule is about
     * @param complete whether all of its rules are known
     */
    public FilterStage {
        rules = List.copyOf(rules);
    }

    /**
     * A filter of which nothing is known.
     *
     * @param name what the cloud calls it, or what is missing
     * @return the filter
     */
    public static FilterStage unknown(String name) {
        return new FilterStage(name, List.of(), false, false);
    }

    /**
     * {@return what this filter does with a packet}
     *
     * @param question the packet
     */
    public FilterVerdict verdict(FilterQuestion question) {
        if (!complete) {
            return new FilterVerdict(FilterVerdict.Outcome.UNKNOWN, name + ": its rules are not known");
        }
        Optional<FilterRule> doubt = Optional.empty();
        for (FilterRule rule : rules) {
            switch (rule.match(question)) {
                case YES -> {
                    return settled(rule.allows(), rule.name(), doubt);
                }
                case UNKNOWN -> {
                    if (doubt.isPresent() && doubt.get().allows() != rule.allows()) {
                        return unsettled(doubt.get());
                    }
                    doubt = Optional.of(rule);
                }
                case NO -> {}
            }
        }
        return settled(allowsOthers, "no rule is about it", doubt);
    }

    /**
     * {@return what filters do with a packet that has to pass all of them}
     *
     * @param stages the filters; none lets everything pass
     * @param question the packet
     */
    public static FilterVerdict verdict(List<FilterStage> stages, FilterQuestion question) {
        return stages.stream()
                .map(stage -> stage.verdict(question))
                .max(Comparator.comparing(FilterVerdict::outcome))
                .orElseGet(() -> new FilterVerdict(FilterVerdict.Outcome.ALLOW, "there is no filter"));
    }

    private FilterVerdict settled(boolean allows, String why, Optional<FilterRule> doubt) {
        if (doubt.isPresent() && doubt.get().allows() != allows) {
            return unsettled(doubt.get());
        }
        return new FilterVerdict(allows ? FilterVerdict.Outcome.ALLOW : FilterVerdict.Outcome.DENY, name + ": " + why);
    }

    private FilterVerdict unsettled(FilterRule doubt) {
        return new FilterVerdict(
                FilterVerdict.Outcome.UNKNOWN, name + ": the sources of " + doubt.name() + " are not known");
    }
}
