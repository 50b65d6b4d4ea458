package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import java.util.regex.Pattern;

/** The forms of names in the Kubernetes API. */
final class Names {
    private static final int MAX_LABEL = 63;
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final int MAX_PORT_NAME = 15;

    private Names() {}

    static String checkPart(String field, String text) {
        if (text.isEmpty() || text.indexOf('/') >= 0) {
            throw InvalidValueException.of(field, text, "a name is not empty and has no slash");
        }
        return text;
    }

    /** RFC 1123 label, as for Service names and port names. */
    static String checkDnsLabel(String field, String text) {
        if (text.length() > MAX_LABEL || !DNS_LABEL.matcher(text).matches()) {
            throw InvalidValueException.of(
                    field,
                    text,
                    "a name is a DNS label: at most 63 lower-case letters, digits and '-', starting and ending with a letter or digit");
        }
        return text;
    }

    /** RFC 6335 service name, as for named target ports. */
    static String checkPortName(String field, String text) {
        boolean letters = text.chars().anyMatch(c -> c >= 'a' && c <= 'z');
        if (text.length() > MAX_PORT_NAME
                || !letters
                || !DNS_LABEL.matcher(text).matches()
                || text.contains("--")) {
            throw InvalidValueException.of(
                    field,
                    text,
                    "a named port has at most 15 lower-case letters, digits and '-', at least one letter, no '--', no '-' at the ends");
        }
        return text;
    }
}
