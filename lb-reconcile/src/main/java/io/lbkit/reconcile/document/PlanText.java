package io.lbkit.reconcile.document;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Member;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.guard.Review;
import io.lbkit.reconcile.plan.Action;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.AttributeChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A plan as text for people, in the manner of infrastructure tools: {@code +} is made, {@code ~} is changed, {@code -} goes,
 * {@code +/-} is replaced with the new one first, {@code -/+} with the old one deleted first.
 */
public final class PlanText {
    private static final int SHOWN_MEMBERS = 5;

    private PlanText() {}

    /**
     * {@return the plan, without guardrails}
     *
     * @param plan the plan
     * @param style coloured or plain
     */
    public static String of(Plan plan, TextStyle style) {
        return of(Review.of(plan), style);
    }

    /**
     * {@return the plan and what guardrails have against it}
     *
     * @param review the plan with its verdicts and approvals
     * @param style coloured or plain
     */
    public static String of(Review review, TextStyle style) {
        Plan plan = review.plan();
        StringBuilder text = new StringBuilder();
        if (plan.isEmpty()) {
            text.append("No changes. The load balancers are as the cluster wants them.\n");
        }
        String listed = "";
        for (Step step : plan.steps()) {
            String services = step.services().stream().map(ServiceKey::toString).collect(Collectors.joining(", "));
            if (!services.equals(listed)) {
                text.append(style.strong(services.isEmpty() ? "(shared)" : services))
                        .append('\n');
                listed = services;
            }
            new StepText(plan, step, style).appendTo(text);
        }
        if (!plan.isEmpty()) {
            text.append('\n').append(summary(plan)).append('\n');
        }
        if (!review.verdicts().isEmpty()) {
            text.append('\n').append(VerdictText.of(review, style));
        }
        if (!plan.findings().isEmpty()) {
            text.append('\n').append(FindingText.of(plan.findings(), style));
        }
        if (!plan.held().isEmpty()) {
            text.append("\nKept as they are: ")
                    .append(plan.held().stream().map(ServiceKey::toString).collect(Collectors.joining(", ")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String summary(Plan plan) {
        List<String> parts = new ArrayList<>();
        count(plan, Action.CREATE, "to create", parts);
        count(plan, Action.UPDATE, "to update", parts);
        count(plan, Action.REPLACE, "to replace", parts);
        count(plan, Action.DELETE, "to delete", parts);
        int changing =
                plan.steps().stream().mapToInt(step -> step.changed().size()).sum();
        int arriving =
                plan.steps().stream().mapToInt(step -> step.added().size()).sum() - changing;
        int leaving =
                plan.steps().stream().mapToInt(step -> step.removed().size()).sum();
        if (arriving > 0) {
            parts.add(arriving + (arriving == 1 ? " member to add" : " members to add"));
        }
        if (changing > 0) {
            parts.add(changing + (changing == 1 ? " member to change" : " members to change"));
        }
        if (leaving > 0) {
            parts.add(leaving + (leaving == 1 ? " member to remove" : " members to remove"));
        }
        return "Plan: " + String.join(", ", parts) + ".";
    }

    private static void count(Plan plan, Action action, String words, List<String> parts) {
        long count =
                plan.steps().stream().filter(step -> step.action() == action).count();
        if (count > 0) {
            parts.add(count + " " + words);
        }
    }

    /** One step. */
    private record StepText(Plan plan, Step step, TextStyle style) {
        void appendTo(StringBuilder text) {
            String head = "  " + sign() + " " + step.resource();
            text.append(coloured(head)).append("  ").append(style.faint(why())).append('\n');
            step.gates()
                    .forEach(gate -> text.append("        ")
                            .append(style.faint("waits until " + gate.words()))
                            .append('\n'));
            if (step.action() == Action.CREATE) {
                appendSpec(text);
            }
            for (AttributeChange change : step.attributes()) {
                text.append("        ").append(attribute(change)).append('\n');
            }
            appendMembers(text);
        }

        private String sign() {
            if (step.action() != Action.REPLACE) {
                return step.action().sign();
            }
            boolean oldGoesFirst = plan.steps().stream()
                    .filter(other -> step.after().contains(other.id()))
                    .anyMatch(other ->
                            other.action() == Action.DELETE && other.resource().equals(step.resource()));
            return oldGoesFirst ? "-/+" : "+/-";
        }

        private String coloured(String head) {
            return switch (step.action()) {
                case CREATE -> style.added(head);
                case DELETE -> style.removed(head);
                default -> style.changed(head);
            };
        }

        private String why() {
            String cause = step.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return step.impact() == Impact.NONE
                    ? cause
                    : cause + ", "
                            + step.impact().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        private void appendSpec(StringBuilder text) {
            step.change().resource().kind().attributes().forEach(attribute -> {
                SpecValue value = step.change().resource().spec().get(attribute.name());
                if (value != null && !(value instanceof SpecValue.Absent)) {
                    text.append("        ")
                            .append(attribute.name())
                            .append(" = ")
                            .append(shown(value))
                            .append('\n');
                }
            });
        }

        private static String attribute(AttributeChange change) {
            if (change.from().equals(change.to())) {
                return change.path() + ": points to the successor of " + shown(change.to());
            }
            return change.path() + ": " + shown(change.from()) + " -> " + shown(change.to());
        }

        private static String shown(SpecValue value) {
            return value instanceof SpecValue.Ref ref ? ref.target().toString() : value.toString();
        }

        private void appendMembers(StringBuilder text) {
            String field = step.change()
                    .resource()
                    .kind()
                    .members()
                    .map(MemberSchema::attribute)
                    .orElse("members");
            int shown = 0;
            for (Member member : step.added()) {
                boolean known = step.changed().get(member.key()).isPresent();
                String line = (known ? "~ " : "+ ") + field + " " + described(member);
                append(text, shown++, known ? style.changed(line) : style.added(line));
            }
            for (Member member : step.removed()) {
                String reason = step.reasons().getOrDefault(member.key().toString(), "");
                append(
                        text,
                        shown++,
                        style.removed("- " + field + " " + described(member)) + "  " + style.faint(reason));
            }
            if (shown > SHOWN_MEMBERS) {
                text.append("        ... and ").append(shown - SHOWN_MEMBERS).append(" more\n");
            }
        }

        private static void append(StringBuilder text, int shown, String line) {
            if (shown < SHOWN_MEMBERS) {
                text.append("        ").append(line.stripTrailing()).append('\n');
            }
        }

        private static String described(Member member) {
            String zone = member.zone().map(name -> " in " + name).orElse("");
            String state = member.state().label().equals("active")
                    ? ""
                    : " " + member.state().label();
            String routed = member.routingId().map(" with routing id "::concat).orElse("");
            return member.key() + zone + state + routed;
        }
    }
}
