package io.lbkit.testkit.wire;

import io.lbkit.model.finding.InvalidValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path with variables, for example {@code /projects/{project}/rules/{rule}}; a last {@code /**} takes any rest. */
final class PathPattern {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final String REST = "/**";

    private final Pattern pattern;
    private final List<String> variables;

    private PathPattern(Pattern pattern, List<String> variables) {
        this.pattern = pattern;
        this.variables = variables;
    }

    static PathPattern of(String text) {
        return compiled(text, 0);
    }

    static PathPattern ignoringCase(String text) {
        return compiled(text, Pattern.CASE_INSENSITIVE);
    }

    private static PathPattern compiled(String text, int flags) {
        if (!text.startsWith("/")) {
            throw InvalidValueException.of("path", text, "a pattern of paths starts with a slash");
        }
        boolean open = text.endsWith(REST);
        String fixed = open ? text.substring(0, text.length() - REST.length()) : text;
        StringBuilder regex = new StringBuilder();
        List<String> variables = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(fixed);
        int end = 0;
        while (variable.find()) {
            regex.append(Pattern.quote(fixed.substring(end, variable.start()))).append("([^/]+)");
            variables.add(variable.group(1));
            end = variable.end();
        }
        regex.append(Pattern.quote(fixed.substring(end))).append(open ? "(?:/.*)?" : "");
        return new PathPattern(Pattern.compile(regex.toString(), flags), List.copyOf(variables));
    }

    /** {@return the decoded values of the variables, if the path matches} */
    Optional<Map<String, String>> match(String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            // In a path a plus sign is one.
            values.put(variables.get(i), Parameters.decoded(matcher.group(i + 1).replace("+", "%2B")));
        }
        return Optional.of(values);
    }
}
