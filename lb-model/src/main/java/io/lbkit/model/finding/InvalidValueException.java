package io.lbkit.model.finding;

import java.io.Serial;

/**
 * A value that cannot exist was asked for. The message names the field, the value and the rule; the parts are also there as
 * data, so that a reader of files can turn them into a {@link Finding}.
 */
public final class InvalidValueException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The path of the field. */
    private final String field;
    /** The refused value as text. */
    private final String value;
    /** The broken rule. */
    private final String rule;

    private InvalidValueException(String field, String value, String rule) {
        super(field + " is " + (value.isEmpty() ? "empty" : "'" + value + "'") + ": " + rule);
        this.field = field;
        this.value = value;
        this.rule = rule;
    }

    /**
     * Names one broken rule.
     *
     * @param field the path of the field as its user knows it, for example {@code spec.ports[0].port}
     * @param value what was found there
     * @param rule what is allowed, as a clause that can follow a colon
     * @return the exception, to be thrown
     */
    public static InvalidValueException of(String field, Object value, String rule) {
        return new InvalidValueException(field, String.valueOf(value), rule);
    }

    /**
     * The same fault seen from an enclosing object.
     *
     * @param prefix the path of the enclosing field, for example {@code spec.ports[0]}
     * @return an exception whose field starts with the prefix
     */
    public InvalidValueException within(String prefix) {
        InvalidValueException outer = new InvalidValueException(prefix + "." + field, value, rule);
        outer.initCause(this);
        return outer;
    }

    /** {@return the path of the field} */
    public String field() {
        return field;
    }

    /** {@return the refused value as text} */
    public String value() {
        return value;
    }

    /** {@return the rule that the value breaks} */
    public String rule() {
        return rule;
    }
}
