package io.lbkit.testkit.aws;

import java.util.Optional;

/**
 * Something that the service model does not allow.
 *
 * @param kind what sort of thing
 * @param path the parameter as it was sent, for example {@code Tags.member.1.Key}
 * @param value what was sent, if it was a value
 * @param rule what AWS says about it
 */
record Violation(Kind kind, String path, Optional<String> value, String rule) {
    enum Kind {
        UNKNOWN,
        MISSING,
        BROKEN
    }

    static Violation unknown(String path) {
        return new Violation(Kind.UNKNOWN, path, Optional.empty(), "The parameter " + path + " is not recognized");
    }

    static Violation missing(String path) {
        return new Violation(Kind.MISSING, path, Optional.empty(), "Member must not be null");
    }

    static Violation broken(String path, Optional<String> value, String rule) {
        return new Violation(Kind.BROKEN, path, value, rule);
    }

    /** {@return as Elastic Load Balancing tells it} */
    String detected() {
        return "Value " + value.map(text -> "'" + text + "'").orElse("null") + " at '" + path
                + "' failed to satisfy constraint: " + rule;
    }
}
