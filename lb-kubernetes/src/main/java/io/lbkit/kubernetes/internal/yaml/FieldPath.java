package io.lbkit.kubernetes.internal.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Paths of fields as {@code spec.ports[1].port} and {@code metadata.labels['app.kubernetes.io/name']}. */
public final class FieldPath {
    private static final Pattern SIMPLE = Pattern.compile("[A-Za-z_][-A-Za-z0-9_]*");
    private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]']+)|\\[(\\d{1,9})]|\\['([^']*)']");

    private FieldPath() {}

    /** The path of a child. */
    public static String child(String parent, String name) {
        if (!SIMPLE.matcher(name).matches()) {
            return parent + "['" + name + "']";
        }
        return parent.isEmpty() ? name : parent + "." + name;
    }

    /** The path of an item. */
    public static String item(String parent, int index) {
        return parent + "[" + index + "]";
    }

    /** The line of a field, or of the nearest node around it where the field itself is missing. */
    public static int line(Tree root, String path) {
        Tree at = root;
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            Tree next = next(at, step);
            if (next == null) {
                return at.line();
            }
            at = next;
        }
        return at.line();
    }

    private static @Nullable Tree next(Tree at, Matcher step) {
        String index = step.group(2);
        if (index != null) {
            int number = Integer.parseInt(index);
            return at instanceof Tree.Sequence row && number < row.items().size()
                    ? row.items().get(number)
                    : null;
        }
        String name = step.group(1) == null ? step.group(3) : step.group(1);
        return at instanceof Tree.Mapping mapping ? mapping.entries().get(name) : null;
    }
}
