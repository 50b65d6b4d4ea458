package io.lbkit.examples.lbctl;

import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.ObservationScope;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lbctl facts}. */
@Command(
        name = "facts",
        description = {
            "Ask a cloud what designs need to know about it, such as networks and zones, and print it as YAML, for --facts of the "
                    + "other commands. Changes nothing."
        },
        exitCodeList = {
            "0:the facts are printed",
            "1:the cloud did not answer, or the command failed",
            "64:the command line is wrong"
        },
        footer = {
            "Examples:",
            "  lbctl facts --cloud aws --cluster-id my-cluster > facts.yaml",
            "  lbctl design -f manifests/ --cloud aws --cluster-id my-cluster --facts facts.yaml"
        })
final class FactsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private final CloudOptions cloud = new CloudOptions();

    @Override
    public Integer call() {
        try (LoadBalancerProvider provider = cloud.provider()) {
            StringWriter text = new StringWriter();
            Documents.writeYaml(
                    provider.facts(ObservationScope.cluster(cloud.clusterId()))
                            .values()
                            .toPlain(),
                    text);
            command.commandLine().getOut().print(text);
        }
        return ExitCodes.OK;
    }
}
