package io.lbkit.reconcile.guard;

import io.lbkit.model.finding.InvalidValueException;
import java.util.OptionalInt;

/**
 * Allows one thing that a guardrail stops, and nothing more. Written {@code RULE=SUBJECT} or, where the rule has a measure,
 * {@code RULE=SUBJECT@LIMIT}: {@code last-backend=KIND/NAME}, {@code change-budget=plan@137}.
 *
 * @param rule the rule of the guardrail
 * @param subject the object, Service or address that it is about
 * @param limit up to which measure it allows, such as percent or a number of changes; absent where the rule has none
 */
public record Approval(String rule, String subject, OptionalInt limit) implements Comparable<Approval> {
    private static final int HIGHEST = 999_999_999;

    /**
     * Checks that both names are there, and their form.
     *
     * @param rule the rule of the guardrail
     * @param subject the object, Service or address that it is about
     * @param limit up to which measure it allows, such as percent or a number of changes; absent where the rule has none
     * @throws InvalidValueException if rule or subject are empty, or of another form
     */
    public Approval {
        if (limit.isPresent() && (limit.getAsInt() < 0 || limit.getAsInt() > HIGHEST)) {
            throw InvalidValueException.of("approve", limit.getAsInt(), "a limit is 0 to " + HIGHEST);
        }
        if (!rule.isEmpty() && !rule.matches("[a-z][a-z-]*")) {
            throw InvalidValueException.of("approve", rule, "the name of a rule is lower-case letters and '-'");
        }
        if (rule.isEmpty() || subject.isEmpty()) {
            throw InvalidValueException.of("approve", rule + "=" + subject, "an approval is written RULE=SUBJECT");
        }
    }

    /**
     * An approval without a measure.
     *
     * @param rule the rule of the guardrail
     * @param subject the object, Service or address that it is about
     * @return the approval
     */
    public static Approval of(String rule, String subject) {
        return new Approval(rule, subject, OptionalInt.empty());
    }

    /**
     * Reads {@code RULE=SUBJECT} or {@code RULE=SUBJECT@LIMIT}.
     *
     * @param text the text
     * @return the approval
     * @throws InvalidValueException if it has not that form
     */
    public static Approval parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw InvalidValueException.of("approve", text, "an approval is written RULE=SUBJECT");
        }
        String rule = text.substring(0, equals);
        String rest = text.substring(equals + 1);
        if (rest.endsWith("@")) {
            return of(rule, rest.substring(0, rest.length() - 1));
        }
        int at = rest.lastIndexOf('@');
        boolean measured = at > 0 && rest.substring(at + 1).matches("\\d{1,9}");
        return measured
                ? new Approval(rule, rest.substring(0, at), OptionalInt.of(Integer.parseInt(rest.substring(at + 1))))
                : of(rule, rest);
    }

    /**
     * {@return whether it allows what another approval asks for: the same rule and subject, up to no higher a limit}
     *
     * @param asked the approval that a verdict asks for
     */
    public boolean covers(Approval asked) {
        boolean same = rule.equals(asked.rule) && subject.equals(asked.subject);
        return same && asked.limit.isPresent() == limit.isPresent() && asked.limit.orElse(0) <= limit.orElse(0);
    }

    @Override
    public int compareTo(Approval other) {
        int byRule = rule.compareTo(other.rule);
        int bySubject = byRule != 0 ? byRule : subject.compareTo(other.subject);
        return bySubject != 0 ? bySubject : Integer.compare(limit.orElse(-1), other.limit.orElse(-1));
    }

    /** {@return the form that {@link #parse} reads} */
    @Override
    public String toString() {
        String text = rule + "=" + subject;
        if (limit.isPresent()) {
            return text + "@" + limit.getAsInt();
        }
        // A subject that looks as if a limit followed is closed.
        return subject.matches("(?s).*@\\d*") ? text + "@" : text;
    }
}
