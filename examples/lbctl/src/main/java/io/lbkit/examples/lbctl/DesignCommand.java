package io.lbkit.examples.lbctl;

import io.lbkit.reconcile.document.DesignDocument;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lbctl design}. */
@Command(
        name = "design",
        description = {
            "Print what should exist: for each Service of type LoadBalancer the resources of the cloud, their settings, who is "
                    + "behind them, and what is wrong. Asks nothing of the cloud."
        },
        exitCodeList = {
            "0:every Service could be designed",
            "1:a Service is blocked, a part of the input could not be read, or the command failed",
            "64:the command line is wrong"
        },
        footer = {
            "Examples:",
            "  lbctl design -f manifests/",
            "  lbctl design -f cluster.yaml -n shop/web -o json",
            "  kubectl get svc,endpointslices,nodes -A -o yaml | lbctl design --complete -f -"
        })
final class DesignCommand implements Callable<Integer> {
    @Mixin
    private final InputOptions input = new InputOptions();

    @Mixin
    private final CloudOptions cloud = new CloudOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Session session = Session.of(input, cloud);
        Designs designs = session.designs(cloud.known(session.provider()));
        if (output.isText()) {
            output.print(DesignText.of(designs, output.style()));
        } else {
            output.print(DesignDocument.of(cloud.name(), designs.all(), designs.findings()));
        }
        return designs.exitCode();
    }
}
