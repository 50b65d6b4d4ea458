package io.lbkit.testkit.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The actions of a service with their parameters, read from a file of data beside this class. */
final class ServiceModel {
    private static final String REQUIRED = " required";

    private final Map<String, Parameter> actions = new LinkedHashMap<>();
    private final Deque<Parameter> open = new ArrayDeque<>();

    private ServiceModel() {}

    static ServiceModel read(String resource) {
        ServiceModel model = new ServiceModel();
        lines(resource).stream().filter(line -> !line.startsWith("# ")).forEach(model::add);
        return model;
    }

    static List<String> lines(String resource) {
        try (InputStream file = ServiceModel.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException("no resource " + resource + " beside " + ServiceModel.class.getName());
            }
            try (BufferedReader text = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
                return text.lines().toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        String text = line.strip();
        int depth = (line.length() - line.stripLeading().length()) / 2;
        while (open.size() > depth) {
            open.pop();
        }
        Parameter parameter;
        if (depth == 0) {
            parameter = new Parameter(Bounds.parse("structure"), false);
            actions.put(text, parameter);
        } else {
            String words = text.substring(text.indexOf(' ') + 1);
            parameter = new Parameter(Bounds.parse(words.replaceFirst(REQUIRED, "")), words.contains(REQUIRED));
            open.getFirst().nest(text.substring(0, text.indexOf(' ')), parameter);
        }
        open.push(parameter);
    }

    Set<String> actions() {
        return actions.keySet();
    }

    /** {@return what is wrong with a request; nothing is known of an unknown action} */
    List<Violation> check(String action, Arguments sent) {
        return Optional.ofNullable(actions.get(action))
                .map(root -> root.check(sent))
                .orElse(List.of());
    }
}
