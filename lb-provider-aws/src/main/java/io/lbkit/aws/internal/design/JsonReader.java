package io.lbkit.aws.internal.design;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.SpecValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of annotations by Jackson. Pure. */
final class JsonReader {
    private static final int MAX_DEPTH = 32;

    /** Annotations come from anybody, so their keys go into no cache. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonReader() {}

    /**
     * Reads one value.
     *
     * @throws InvalidValueException if the text is not JSON, repeats a key or is nested more than 32 levels deep
     */
    static SpecValue read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return document(parser, text);
        } catch (IOException e) {
            throw new IllegalStateException("text in memory can always be read", e);
        }
    }

    private static SpecValue document(JsonParser parser, String text) throws IOException {
        try {
            SpecValue value = value(parser, text, parser.nextToken());
            if (parser.nextToken() != null) {
                throw fault(text, parser.currentTokenLocation(), "nothing follows the value");
            }
            return value;
        } catch (JsonEOFException e) {
            throw fault(text, parser.currentLocation(), "it ends too early");
        } catch (StreamConstraintsException e) {
            throw fault(
                    text,
                    parser.currentLocation(),
                    "values are short, and nested " + MAX_DEPTH + " levels deep at most");
        } catch (JacksonException e) {
            throw fault(text, e.getLocation(), words(e));
        }
    }

    /** What to enable in Jackson is no help to who writes an annotation. */
    private static String words(JacksonException fault) {
        return fault.getOriginalMessage().replaceFirst("(?s)(: enable `|\\R).*", "");
    }

    private static SpecValue value(JsonParser parser, String text, @Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw fault(text, parser.currentLocation(), "a value is needed");
        }
        return switch (token) {
            case START_OBJECT -> object(parser, text);
            case START_ARRAY -> array(parser, text);
            case VALUE_STRING -> SpecValue.of(parser.getText());
            case VALUE_TRUE -> SpecValue.of(true);
            case VALUE_FALSE -> SpecValue.of(false);
            case VALUE_NULL -> SpecValue.absent();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, text);
            default -> throw fault(text, parser.currentTokenLocation(), "a value is needed");
        };
    }

    /** The getters of numbers throw what they like where an exponent is out of range. */
    private static SpecValue number(JsonParser parser, String text) throws IOException {
        try {
            return new SpecValue.Decimal(new BigDecimal(parser.getText()));
        } catch (NumberFormatException | InvalidValueException e) {
            throw fault(text, parser.currentTokenLocation(), "the number is too large or too precise");
        }
    }

    private static SpecValue object(JsonParser parser, String text) throws IOException {
        SortedMap<String, SpecValue> fields = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            fields.put(key, value(parser, text, parser.nextToken()));
        }
        return new SpecValue.Mapping(fields);
    }

    private static SpecValue array(JsonParser parser, String text) throws IOException {
        List<SpecValue> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, text, token));
        }
        return new SpecValue.Sequence(items);
    }

    private static InvalidValueException fault(String text, JsonLocation location, String rule) {
        long at = location.getCharOffset() + 1;
        return InvalidValueException.of("json", text, "this is no JSON: at character " + at + ": " + rule);
    }
}
