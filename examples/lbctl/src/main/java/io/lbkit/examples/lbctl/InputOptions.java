package io.lbkit.examples.lbctl;

import io.lbkit.kubernetes.ClusterReader;
import io.lbkit.model.finding.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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

    /**
     * {@return what was read; bad input is in its findings}
     *
     * @param podVariables the variables of containers that are kept
     */
    Input read(Set<String> podVariables) {
        if (sources.isEmpty()) {
            throw new ParameterException(command.commandLine(), "Missing required option: '--filename=FILE|DIR|-'");
        }
        ClusterReader reader = ClusterReader.create().keepPodVariables(podVariables);
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

    /** Reads a file as well. */
    void add(Path source) {
        sources = new ArrayList<>(sources);
        sources.add(source);
    }

    /**
     * {@return the documents as they stand in the files}
     *
     * @param remedy what to do if one cannot be read
     */
    List<Object> documents(String remedy) {
        List<Object> documents = new ArrayList<>();
        for (Path source : new LinkedHashSet<>(sources)) {
            if (source.equals(STDIN)) {
                throw new ParameterException(command.commandLine(), "capture reads files, not standard input");
            }
            files(source, remedy).forEach(file -> documents.addAll(Documents.readAll(file, remedy)));
        }
        return documents;
    }

    private static List<Path> files(Path source, String remedy) {
        if (!Files.isDirectory(source)) {
            return List.of(source);
        }
        try (Stream<Path> files = Files.walk(source)) {
            return files.filter(file -> file.toString().matches(".*\\.(yaml|yml|json|kyaml)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Failure(source + " cannot be read.", remedy, e);
        }
    }
}
