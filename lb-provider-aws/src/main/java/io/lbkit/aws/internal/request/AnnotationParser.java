package io.lbkit.aws.internal.request;

import io.lbkit.model.finding.InvalidValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads values of annotations exactly as the AWS Load Balancer Controller does. Pure. */
final class AnnotationParser {
    private static final Set<String> YES = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> NO = Set.of("0", "f", "F", "false", "FALSE", "False");

    private AnnotationParser() {}

    static boolean flag(String field, String text) {
        if (YES.contains(text)) {
            return true;
        } else if (NO.contains(text)) {
            return false;
        }
        throw InvalidValueException.of(field, text, "true or false is needed");
    }

    static long number(String field, String text) {
        boolean digits = text.matches("[+-]?[0-9]+");
        if (digits) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException tooLong) {
                // The message is the same.
            }
        }
        throw InvalidValueException.of(field, text, "a whole number in decimal digits is needed");
    }

    /** Splits on commas; blanks around an item and empty items are dropped. */
    static List<String> list(String text) {
        List<String> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            String trimmed = item.strip();
            if (!trimmed.isEmpty()) {
                items.add(trimmed);
            }
        }
        return items;
    }

    /** Reads pairs; a backslash takes the next character as it is, and a comma at the very end belongs to the last value. */
    static Map<String, String> map(String field, String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (text.isBlank()) {
            return pairs;
        }
        Segment segment = new Segment();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            boolean last = i == text.length() - 1;
            if (letter == '\\' && !last) {
                i++;
                segment.add(text.charAt(i));
            } else if (letter == ',' && !last) {
                segment.finish(field, text, pairs);
                segment = new Segment();
            } else if (letter == '=') {
                segment.separate();
            } else {
                segment.add(letter);
            }
        }
        segment.finish(field, text, pairs);
        return pairs;
    }

    /** One pair while it is read. */
    private static final class Segment {
        private final StringBuilder key = new StringBuilder();
        private final StringBuilder value = new StringBuilder();
        private boolean separated;

        void add(char letter) {
            (separated ? value : key).append(letter);
        }

        void separate() {
            if (separated) {
                value.append('=');
            }
            separated = true;
        }

        void finish(String field, String text, Map<String, String> pairs) {
            String name = key.toString().strip();
            if (!separated || name.isEmpty()) {
                throw InvalidValueException.of(
                        field,
                        text,
                        "each part between commas is KEY=VALUE, and '" + key + "' has no " + (separated ? "key" : "="));
            }
            pairs.put(name, value.toString().strip());
        }
    }
}
