package io.lbkit.diagnose.chain;

import io.lbkit.model.filter.FilterAnswer;
import io.lbkit.model.filter.FilterPath;
import io.lbkit.model.filter.FilterVerdict;
import io.lbkit.model.filter.PortRange;
import java.util.List;
import java.util.Optional;

/**
 * What the filters of one leg do with packets, whichever of several paths they take.
 *
 * @param verdict refused if every path refuses, admitted if every path admits
 * @param refusal the filter that refuses, if they are refused
 * @param reason which filter decides, and why
 * @param ports the ports to which the packets go, as far as filters are asked about them
 */
record LegAnswer(FilterVerdict verdict, Optional<FilterPath.Step> refusal, String reason, List<PortRange> ports) {
    /** {@return the answer over paths of which packets take one; nothing if there is no path} */
    static Optional<LegAnswer> of(List<FilterPath> paths) {
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        List<FilterAnswer> answers = paths.stream().map(FilterPath::answer).toList();
        FilterAnswer first = answers.get(0);
        if (answers.stream().allMatch(answer -> answer.verdict() == first.verdict())) {
            return Optional.of(new LegAnswer(
                    first.verdict(),
                    first.verdict() == FilterVerdict.REFUSED ? paths.get(0).refusal() : Optional.empty(),
                    text(first),
                    ports(paths)));
        }
        FilterAnswer other = answers.stream()
                .filter(answer -> answer.verdict() != FilterVerdict.ADMITTED)
                .findFirst()
                .orElse(first);
        return Optional.of(new LegAnswer(
                FilterVerdict.UNDECIDED,
                Optional.empty(),
                text(other) + ", on one of " + paths.size() + " paths",
                ports(paths)));
    }

    private static List<PortRange> ports(List<FilterPath> paths) {
        return paths.stream()
                .flatMap(path -> path.steps().stream())
                .filter(step -> step.purpose() == FilterPath.Purpose.REQUEST)
                .map(step -> step.question().ports())
                .distinct()
                .toList();
    }

    private static String text(FilterAnswer answer) {
        return answer.stage().isEmpty() ? answer.reason() : answer.stage() + ": " + answer.reason();
    }

    boolean isRefused() {
        return verdict == FilterVerdict.REFUSED;
    }

    /** {@return whether packets are admitted that go to a port; no filter is asked where none stands in the way} */
    boolean admits(PortRange port) {
        return verdict == FilterVerdict.ADMITTED && ports.stream().allMatch(port::equals);
    }

    boolean isUndecided() {
        return verdict == FilterVerdict.UNDECIDED;
    }
}
