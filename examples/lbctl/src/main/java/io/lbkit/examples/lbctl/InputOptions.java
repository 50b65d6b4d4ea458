package io.lbkit.examples.lbctl;

import io.lbkit.kubernetes.ClusterReader;
import io.lbkit.model.finding.InvalidValueException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is read of the cluster. */
final class InputOptions {
    private static final Path STDIN = Path.of("-");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE|DIR|-",
            required = true,
            description =
                    "Manifests or dumps of the cluster: YAML or JSON, single objects or lists. A folder stands for all "
                            + "its .yaml, .yml, .json and .kyaml files, '-' for standard input. Can be given several times.")
    private List<Path> sources = new ArrayList<>();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE[/NAME]",
            converter = PatternConverter.class,
            description =
                    "Only the Services of a namespace, or one Service. Can be given several times. The load balancers of "
                            + "other Services are left alone.")
    private List<Selection.Pattern> selection = new ArrayList<>();

    @Option(
            names = "--default-namespace",
            paramLabel = "NAMESPACE",
            defaultValue = "default",
            description = "The namespace of objects that name none; '${DEFAULT-VALUE}' unless said otherwise.")
    private String defaultNamespace = "default";

    @Option(
            names = "--complete",
            description =
                    "The input is the whole cluster: a Service that is not in it does not exist, so its load balancer is "
                            + "planned for deletion.")
    private boolean complete;

    /** {@return what was read; bad input is in its findings} */
    Input read() {
        ClusterReader reader = ClusterReader.create();
        try {
            reader.inNamespace(defaultNamespace);
        } catch (InvalidValueException e) {
            CommandLine line = command.commandLine();
            throw new ParameterException(line, "--default-namespace: " + e.getMessage(), e);
        }
        if (complete) {
            reader.complete();
        }
        for (Path source : new LinkedHashSet<>(sources)) {
            if (source.equals(STDIN)) {
                reader.add("stdin", Lbctl.of(command).stdin());
            } else {
                reader.add(source);
            }
        }
        return Input.of(reader.read(), new Selection(selection));
    }

    /** {@return whether standard input is used up by the manifests, so that nobody can answer a question on it} */
    boolean readsStdin() {
        return sources.contains(STDIN);
    }
}
