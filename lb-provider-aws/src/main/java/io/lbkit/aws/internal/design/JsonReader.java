package io.lbkit.aws.internal.design;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.SpecValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads JSON (RFC 8259) of annotations, which are small, so that the module needs no library for it. Not thread-safe. */
final class JsonReader {
    private static final int MAX_DEPTH = 32;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * Reads one value.
     *
     * @throws InvalidValueException if the text is not JSON, repeats a key or is nested more than 32 levels deep
     */
    static SpecValue read(String text) {
        JsonReader reader = new JsonReader(text);
        SpecValue value = reader.value();
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.fault("nothing follows the value");
        }
        return value;
    }

    private SpecValue value() {
        blanks();
        if (at >= text.length()) {
            throw fault("a value is needed");
        }
        char first = text.charAt(at);
        return switch (first) {
            case '{' -> nested(this::object);
            case '[' -> nested(this::array);
            case '"' -> SpecValue.of(string());
            case 't' -> word("true", SpecValue.of(true));
            case 'f' -> word("false", SpecValue.of(false));
            case 'n' -> word("null", SpecValue.absent());
            default -> number();
        };
    }

    private interface Part {
        SpecValue read();
    }

    private SpecValue nested(Part part) {
        if (++depth > MAX_DEPTH) {
            throw fault("values are nested " + MAX_DEPTH + " levels deep at most");
        }
        at++;
        SpecValue value = part.read();
        depth--;
        return value;
    }

    private SpecValue object() {
        SortedMap<String, SpecValue> fields = new TreeMap<>();
        if (isNext('}')) {
            return new SpecValue.Mapping(fields);
        }
        do {
            blanks();
            if (at >= text.length() || text.charAt(at) != '"') {
                throw fault("a key in quotes is needed");
            }
            String key = string();
            expect(':');
            if (fields.put(key, value()) != null) {
                throw fault("the key '" + key + "' is there twice");
            }
        } while (isNext(','));
        expect('}');
        return new SpecValue.Mapping(fields);
    }

    private SpecValue array() {
        List<SpecValue> items = new ArrayList<>();
        if (isNext(']')) {
            return new SpecValue.Sequence(items);
        }
        do {
            items.add(value());
        } while (isNext(','));
        expect(']');
        return new SpecValue.Sequence(items);
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char letter = text.charAt(at++);
            if (letter < ' ') {
                throw fault("control characters are escaped");
            }
            value.append(letter == '\\' ? escaped() : letter);
        }
        if (at >= text.length()) {
            throw fault("a quote is not closed");
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        char letter = at < text.length() ? text.charAt(at++) : ' ';
        return switch (letter) {
            case '"', '\\', '/' -> letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw fault("there is no such escape");
        };
    }

    private char unicode() {
        String digits = text.substring(at, Math.min(at + 4, text.length()));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw fault("four hexadecimal digits follow \\u");
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private SpecValue number() {
        int end = at;
        while (end < text.length() && "+-.eE0123456789".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        String digits = text.substring(at, end);
        if (!digits.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw fault("a value is needed");
        }
        try {
            SpecValue number = new SpecValue.Decimal(new BigDecimal(digits));
            at = end;
            return number;
        } catch (NumberFormatException e) {
            throw fault("the exponent is out of range");
        }
    }

    private SpecValue word(String word, SpecValue value) {
        if (!text.startsWith(word, at)) {
            throw fault("a value is needed");
        }
        at += word.length();
        return value;
    }

    private boolean isNext(char wanted) {
        blanks();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!isNext(wanted)) {
            throw fault("'" + wanted + "' is needed");
        }
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private InvalidValueException fault(String rule) {
        return InvalidValueException.of("json", text, "this is no JSON: at character " + (at + 1) + " " + rule);
    }
}
