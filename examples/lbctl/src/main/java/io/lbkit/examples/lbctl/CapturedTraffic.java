package io.lbkit.examples.lbctl;

import io.lbkit.model.finding.InvalidValueException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Flows and series without what clients sent: headers, cookies, and what follows the question mark of a URL. */
final class CapturedTraffic {
    private static final Set<String> PRIVATE = Set.of("headers", "cookies", "body");

    private CapturedTraffic() {}

    /** {@return the text, whole or line by line; what is no JSON keeps its form} */
    static String of(String text) {
        try {
            return json(Documents.parseJson(text));
        } catch (InvalidValueException severalValues) {
            return text.lines().map(CapturedTraffic::line).collect(Collectors.joining("\n", "", "\n"));
        }
    }

    private static String line(String line) {
        try {
            return line.stripLeading().startsWith("{")
                    ? json(Documents.parseJson(line)).strip().replaceAll("\\n\\s*", " ")
                    : CaptureFilter.redacted(line);
        } catch (InvalidValueException cut) {
            return CaptureFilter.redacted(line);
        }
    }

    private static String json(@Nullable Object value) {
        StringWriter text = new StringWriter();
        Documents.writeJson(kept("", value), text);
        return text.toString();
    }

    private static @Nullable Object kept(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> kept = new LinkedHashMap<>();
            map.forEach((key, below) -> {
                if (below != null && !PRIVATE.contains(String.valueOf(key))) {
                    kept.put(String.valueOf(key), kept(String.valueOf(key), below));
                }
            });
            return kept;
        } else if (value instanceof List<?> items) {
            List<@Nullable Object> kept = new ArrayList<>();
            items.forEach(item -> kept.add(kept(name, item)));
            return kept;
        } else if (value instanceof String text) {
            String shown = name.equals("url") ? text.replaceFirst("\\?.*", "") : text;
            return CaptureFilter.redacted(shown);
        }
        return value;
    }
}
