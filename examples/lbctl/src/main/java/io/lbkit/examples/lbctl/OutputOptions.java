package io.lbkit.examples.lbctl;

import io.lbkit.reconcile.document.TextStyle;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How results are printed. */
final class OutputOptions {
    /** When text is coloured. */
    enum Colour {
        /** On a terminal, unless NO_COLOR is set. */
        AUTO,
        /** Always. */
        ALWAYS,
        /** Never. */
        NEVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    // What is printed goes where the command line says, so that tests and embedding programs can catch it.
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How to print the result: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless said otherwise.")
    private OutputFormat format = OutputFormat.TEXT;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description =
                    "Colour text: ${COMPLETION-CANDIDATES}. auto, the default, means on a terminal and where NO_COLOR "
                            + "is not set.")
    private Colour colour = Colour.AUTO;

    boolean isText() {
        return format == OutputFormat.TEXT;
    }

    TextStyle style() {
        boolean coloured = switch (colour) {
            case AUTO -> Ansi.AUTO.enabled();
            case ALWAYS -> true;
            case NEVER -> false;
        };
        return coloured ? TextStyle.COLOUR : TextStyle.PLAIN;
    }

    /** {@return standard output} */
    PrintWriter out() {
        return line().getOut();
    }

    /** {@return standard error} */
    PrintWriter err() {
        return line().getErr();
    }

    private CommandLine line() {
        return command.commandLine();
    }

    /** Prints text as it is. */
    void print(String text) {
        out().print(text);
        out().flush();
    }

    /** Prints a document as JSON or YAML. */
    void print(@Nullable Object document) {
        if (format == OutputFormat.YAML) {
            Documents.writeYaml(document, out());
        } else {
            Documents.writeJson(document, out());
        }
        out().flush();
    }
}
