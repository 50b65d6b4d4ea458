package io.lbkit.diagnose.document;

import io.lbkit.diagnose.rule.Rule;
import io.lbkit.diagnose.rule.RuleCatalogue;
import io.lbkit.model.finding.FindingCode;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The catalogue as a list, as Markdown pages, and as plain data. */
public final class RuleText {
    private RuleText() {}

    /**
     * {@return one line for each rule}
     *
     * @param rules the rules
     */
    public static String list(Collection<Rule> rules) {
        StringBuilder text = new StringBuilder();
        rules.forEach(rule -> text.append(String.format(
                "%-12s %-8s %-21s %s%s\n",
                rule.code(),
                rule.severity().label(),
                rule.domain().label(),
                rule.title(),
                rule.clouds().isEmpty() ? "" : " (" + String.join(", ", rule.clouds()) + ")")));
        return text.toString();
    }

    /**
     * {@return the page of a rule}
     *
     * @param rule the rule
     */
    public static String page(Rule rule) {
        StringBuilder page = new StringBuilder();
        page.append("# ").append(rule.code()).append(": ").append(rule.title()).append("\n\n");
        page.append("| | |\n|---|---|\n");
        row(page, "severity", rule.severity().label());
        row(page, "fault domain", rule.domain().label());
        row(page, "kind", rule.kind().label());
        row(page, "shows first at", rule.hop().label());
        row(page, "clouds", rule.clouds().isEmpty() ? "all" : String.join(", ", rule.clouds()));
        page.append("\n## What is noticed\n\n").append(rule.symptom()).append("\n\n");
        page.append("## When it is reported\n\n").append(rule.predicate()).append("\n\n");
        page.append("What was not read makes no finding: see [the index](README.md).\n\n");
        page.append("## What to do\n\n").append(rule.remedy()).append('\n');
        if (!rule.explains().isEmpty()) {
            page.append("\n## What follows from it\n\n")
                    .append("These are then shown as its effects, not as causes: ")
                    .append(rule.explains().stream().map(RuleText::link).collect(Collectors.joining(", ")))
                    .append(".\n");
        }
        return page.toString();
    }

    private static void row(StringBuilder page, String name, String value) {
        page.append("| ").append(name).append(" | ").append(value).append(" |\n");
    }

    private static String link(FindingCode code) {
        return "[" + code + "](" + code + ".md)";
    }

    /**
     * {@return the page that lists all rules}
     *
     * @param catalogue the catalogue
     */
    public static String index(RuleCatalogue catalogue) {
        StringBuilder page = new StringBuilder();
        page.append("# Findings of the diagnosis\n\n")
                .append(
                        "The failure modes that `lbctl explain` and `Diagnoser` tell apart. These pages are made from the rules")
                .append(" themselves. A rule reports only what\n")
                .append(
                        "the evidence shows: an object that was not read is unknown, not absent. One cause is reported once; what")
                .append(" follows from it is shown as its effect.\n\n")
                .append("| code | severity | fault domain | title |\n|---|---|---|---|\n");
        for (Rule rule : catalogue.rules()) {
            page.append("| ")
                    .append(link(rule.code()))
                    .append(" | ")
                    .append(rule.severity().label())
                    .append(" | ")
                    .append(rule.domain().label())
                    .append(" | ")
                    .append(rule.title())
                    .append(" |\n");
        }
        return page.append(Undecided.text()).toString();
    }

    /**
     * {@return a rule as a map with a fixed order of keys}
     *
     * @param rule the rule
     */
    public static Map<String, @Nullable Object> document(Rule rule) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("code", rule.code().text());
        fields.put("title", rule.title());
        fields.put("severity", rule.severity().label());
        fields.put("domain", rule.domain().label());
        fields.put("kind", rule.kind().label());
        fields.put("hop", rule.hop().label());
        fields.put("clouds", rule.clouds().stream().toList());
        fields.put("symptom", rule.symptom());
        fields.put("predicate", rule.predicate());
        fields.put("remedy", rule.remedy());
        fields.put("explains", rule.explains().stream().map(FindingCode::text).toList());
        return Collections.unmodifiableMap(fields);
    }
}
