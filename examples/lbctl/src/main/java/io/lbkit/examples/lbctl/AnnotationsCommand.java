package io.lbkit.examples.lbctl;

import io.lbkit.reconcile.spi.AnnotationDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lbctl annotations}. */
@Command(
        name = "annotations",
        description = {"Print the annotations of a Service that a cloud's provider reads. Asks nothing of the cloud."},
        exitCodeList = {"0:always", "64:the command line is wrong"},
        footer = {"Examples:", "  lbctl annotations --cloud aws", "  lbctl annotations --cloud aws -o json"})
final class AnnotationsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--cloud",
            paramLabel = "NAME",
            defaultValue = "simulated",
            description = "The cloud; '${DEFAULT-VALUE}', a cloud in memory, unless said otherwise.")
    private String cloud = "simulated";

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        List<AnnotationDescription> annotations = Clouds.of(cloud, command).annotations();
        if (output.isText()) {
            output.print(text(annotations));
        } else {
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("schema", "lbkit.annotations/v1");
            document.put("cloud", cloud);
            document.put(
                    "annotations",
                    annotations.stream().map(AnnotationsCommand::document).toList());
            output.print(document);
        }
        return ExitCodes.OK;
    }

    private static String text(List<AnnotationDescription> annotations) {
        StringBuilder text = new StringBuilder();
        for (AnnotationDescription annotation : annotations) {
            text.append(annotation.name()).append("\n  ").append(String.join("; ", facts(annotation)));
            text.append("\n  ").append(annotation.meaning()).append('\n');
        }
        return text.toString().replace("`", "");
    }

    private static List<String> facts(AnnotationDescription annotation) {
        List<String> facts = new ArrayList<>(List.of(annotation.type()));
        if (!annotation.allowed().isEmpty()) {
            facts.add("allowed: " + annotation.allowed());
        }
        if (!annotation.standard().isEmpty()) {
            facts.add("without it: " + annotation.standard());
        }
        return facts;
    }

    private static Map<String, @Nullable Object> document(AnnotationDescription annotation) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("name", annotation.name());
        document.put("type", annotation.type());
        document.put("allowed", annotation.allowed());
        document.put("default", annotation.standard());
        document.put("meaning", annotation.meaning());
        return document;
    }
}
