package io.lbkit.examples.lbctl;

import io.lbkit.diagnose.document.RuleText;
import io.lbkit.diagnose.rule.Rule;
import io.lbkit.diagnose.rule.RuleCatalogue;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lbctl rules}. */
@Command(
        name = "rules",
        description = {"Print the failure modes that explain knows: all of them, or everything about one."},
        exitCodeList = {"0:the rules are printed", "1:there is no rule of that code", "64:the command line is wrong"},
        footer = {"Examples:", "  lbctl rules", "  lbctl rules LB-EP-003"})
final class RulesCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CODE",
            description = "The code of a rule, or the beginning of codes such as LB-NODE.")
    private @Nullable String code;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Collection<Rule> all = RuleCatalogue.standard().rules();
        String wanted = code == null ? "" : code.toUpperCase(Locale.ROOT);
        List<Rule> found = all.stream()
                .filter(rule -> rule.code().text().startsWith(wanted))
                .toList();
        if (found.isEmpty()) {
            throw new Failure("No rule has the code '" + code + "'.", "'lbctl rules' lists them all.");
        }
        if (!output.isText()) {
            output.print(found.stream().map(RuleText::document).toList());
        } else if (found.size() == 1) {
            output.print(found.stream().map(RuleText::page).collect(Collectors.joining()));
        } else {
            output.print(RuleText.list(found));
        }
        return ExitCodes.OK;
    }
}
