package io.lbkit.examples.lbctl;

import java.util.Locale;

/** In which form a result is printed. */
enum OutputFormat {
    /** For people. */
    TEXT,
    /** The documented schemas. */
    JSON,
    /** The same documents as YAML. */
    YAML;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
