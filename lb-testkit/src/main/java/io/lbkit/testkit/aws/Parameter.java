package io.lbkit.testkit.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A parameter of an action as the service model has it, with what is nested in it. Not thread-safe while it is built. */
final class Parameter {
    static final String ELEMENT = "#";

    private final Bounds bounds;
    private final boolean required;
    private final Map<String, Parameter> nested = new LinkedHashMap<>();

    Parameter(Bounds bounds, boolean required) {
        this.bounds = bounds;
        this.required = required;
    }

    void nest(String name, Parameter parameter) {
        nested.put(name, parameter);
    }

    /** {@return what is wrong with what was sent} */
    List<Violation> check(Arguments sent) {
        List<Violation> found = new ArrayList<>();
        switch (bounds.type()) {
            case "structure" -> checkStructure(sent, found);
            case "list" -> checkList(sent, found);
            default -> checkScalar(sent, found);
        }
        return found;
    }

    /** Finds a text where something nested belongs; an empty one stands for nothing. */
    private static void checkNoText(Arguments sent, List<Violation> found) {
        sent.value()
                .filter(text -> !text.isEmpty())
                .map(text -> Violation.broken(sent.path(), Optional.of(text), "Member must not be a text"))
                .ifPresent(found::add);
    }

    private void checkStructure(Arguments sent, List<Violation> found) {
        checkNoText(sent, found);
        sent.names().stream()
                .filter(name -> !nested.containsKey(name))
                .map(name -> Violation.unknown(sent.at(name).path()))
                .forEach(found::add);
        nested.forEach((name, parameter) -> {
            if (sent.has(name)) {
                found.addAll(parameter.check(sent.at(name)));
            } else if (parameter.required) {
                found.add(Violation.missing(sent.at(name).path()));
            }
        });
    }

    private void checkList(Arguments sent, List<Violation> found) {
        checkNoText(sent, found);
        sent.strays().forEach(stray -> found.add(Violation.unknown(stray.path())));
        List<Arguments> elements = sent.elements();
        bounds.brokenSize(elements.size())
                .map(rule -> Violation.broken(sent.path(), Optional.empty(), rule))
                .ifPresent(found::add);
        Parameter element = nested.get(ELEMENT);
        if (element != null) {
            elements.forEach(each -> found.addAll(element.check(each)));
        }
    }

    private void checkScalar(Arguments sent, List<Violation> found) {
        sent.names().forEach(name -> found.add(Violation.unknown(sent.at(name).path())));
        sent.value()
                .flatMap(bounds::broken)
                .map(rule -> Violation.broken(sent.path(), sent.value(), rule))
                .ifPresent(found::add);
    }
}
