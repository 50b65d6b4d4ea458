package io.lbkit.testkit.aws;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The attributes of a type of object: which there are, their defaults, and what they may be. Read from a file of data. */
final class AttributeTable {
    private static final String FILE = "elbv2-attributes.txt";
    private static final String DEPENDS = "?";

    private final Map<String, Rule> rules = new LinkedHashMap<>();

    private record Rule(String standard, Bounds bounds) {}

    private AttributeTable() {}

    static AttributeTable read(String type) {
        AttributeTable table = new AttributeTable();
        boolean inside = false;
        for (String line : ServiceModel.lines(FILE)) {
            if (!line.startsWith(" ")) {
                inside = line.equals(type);
            } else if (inside) {
                table.add(line.strip().split(" ", 3));
            }
        }
        return table;
    }

    private void add(String[] words) {
        rules.put(words[0], new Rule(words[1].equals("-") ? "" : words[1], Bounds.parse(words[2])));
    }

    /** {@return the defaults of those that do not depend on the object} */
    SortedMap<String, String> defaults() {
        SortedMap<String, String> defaults = new TreeMap<>();
        rules.forEach((key, rule) -> {
            if (!rule.standard().equals(DEPENDS)) {
                defaults.put(key, rule.standard());
            }
        });
        return defaults;
    }

    /** Refuses an attribute that is not known, or a value that it may not have. */
    void check(String key, String value) {
        Rule rule = rules.get(key);
        if (rule == null) {
            throw Refusals.invalid("Attribute key '" + key + "' is not recognized");
        }
        Optional<String> broken = rule.bounds().broken(value);
        if (broken.isPresent()) {
            throw Refusals.invalid("Value '" + value + "' of attribute '" + key + "' is not valid: " + broken.get());
        }
    }
}
