package io.lbkit.diagnose.traffic.read;

import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.model.finding.InvalidValueException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads flows and series from text, whichever of these it is:
 *
 * <ul>
 *   <li>what {@code hubble observe -o json} prints and what Hubble's exporter writes: one JSON object a line, with the flow in
 *       {@code flow} or by itself;
 *   <li>JSON of the schema {@code lbkit.traffic/v1}, or one flow of that schema a line;
 *   <li>CSV with a header: flows, if there is a column {@code verdict}, or measurements, if there is a column {@code metric}.
 * </ul>
 *
 * <p>Bad text is never an exception. What cannot be read becomes a finding and costs only itself: the line that is cut off, the
 * record with the bad field. Safe for use by many threads if the JSON library is.
 */
public final class TrafficReader {
    private final JsonText json;

    private TrafficReader(JsonText json) {
        this.json = json;
    }

    /**
     * A reader that parses JSON with a library of the caller's choice.
     *
     * @param json the library
     * @return the reader
     */
    public static TrafficReader of(JsonText json) {
        return new TrafficReader(json);
    }

    /**
     * Reads a text.
     *
     * @param source the name under which findings speak of it, for example the name of the file
     * @param text the text
     * @return what it holds
     */
    public TrafficEvidence read(String source, String text) {
        Reading reading = new Reading(source);
        String trimmed = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (isJson(trimmed)) {
            json(trimmed, reading);
        } else {
            new CsvReader(reading).read(trimmed);
        }
        return reading.finish();
    }

    /** The first line may be cut off at its beginning. A cell of a table can begin with a brace, but not the name of a column. */
    private static boolean isJson(String text) {
        String start = text.stripLeading();
        return start.startsWith("{")
                || start.startsWith("[")
                || (!CsvReader.isTable(text)
                        && text.lines().anyMatch(line -> line.stripLeading().startsWith("{")));
    }

    /** Text of many lines is one document if its first line is none by itself. */
    private void json(String text, Reading reading) {
        List<String> lines = text.lines().toList();
        boolean byLine = lines.stream()
                .filter(line -> !line.isBlank())
                .findFirst()
                .flatMap(this::parsed)
                .isPresent();
        Optional<Object> whole = byLine ? Optional.empty() : parsed(text);
        if (whole.isPresent()) {
            whole(whole.get(), reading);
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                line(lines.get(i), "line " + (i + 1), reading);
            }
        }
    }

    private Optional<Object> parsed(String text) {
        try {
            return Optional.ofNullable(json.parse(text));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    private void whole(Object document, Reading reading) {
        if (document instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                record(list.get(i), "[" + i + "]", reading);
            }
        } else {
            record(document, "document", reading);
        }
    }

    private void line(String line, String place, Reading reading) {
        try {
            record(json.parse(line), place, reading);
        } catch (InvalidValueException e) {
            reading.broken("line", place, e);
        }
    }

    private static void record(@Nullable Object value, String place, Reading reading) {
        PlainReader plain = new PlainReader(reading);
        if (value instanceof Map<?, ?> map && PlainReader.SCHEMA.equals(map.get("schema"))) {
            plain.document(map);
        } else if (value instanceof Map<?, ?> map && map.containsKey("client")) {
            plain.record(map, place, plain::flow);
        } else if (value instanceof List<?> list) {
            list.forEach(item -> record(item, place, reading));
        } else {
            new HubbleReader(reading).message(value, place);
        }
    }
}
