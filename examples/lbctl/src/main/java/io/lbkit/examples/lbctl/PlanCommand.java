package io.lbkit.examples.lbctl;

import io.lbkit.reconcile.document.PlanDocument;
import io.lbkit.reconcile.document.PlanText;
import io.lbkit.reconcile.guard.Review;
import io.lbkit.reconcile.plan.Plan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lbctl plan}. */
@Command(
        name = "plan",
        description = {
            "Print what would change: the steps from what exists to what the cluster wants, in order, each with its cause and "
                    + "its impact on traffic, and what guardrails have against it. Changes nothing."
        },
        exitCodeList = {
            "0:the plan is made, whether it is empty or not",
            "1:a Service is kept as it is because of an error, a part of the input could not be read, or the command failed",
            "2:with --detailed-exitcode: the plan is made and not empty",
            "64:the command line is wrong"
        },
        footer = {
            "Examples:",
            "  lbctl plan -f manifests/ --actual state.yaml",
            "  lbctl plan -f cluster.yaml --complete --actual state.yaml --detailed-exitcode",
            "",
            "Without --actual the simulated cloud is empty, and another cloud is asked what exists."
        })
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private final InputOptions input = new InputOptions();

    @Mixin
    private final CloudOptions cloud = new CloudOptions();

    @Mixin
    private final GuardOptions guard = new GuardOptions();

    @Option(
            names = "--detailed-exitcode",
            description = "Exit with 2 if there is something to do, with 0 if there is not.")
    private boolean detailedExitCode;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        guard.check();
        Session session = Session.of(input, cloud);
        Review review = guard.review(session.plan(cloud.existing(session), guard.adoptions()));
        Plan plan = review.plan();
        if (output.isText()) {
            output.print(PlanText.of(review, output.style()));
        } else {
            output.print(PlanDocument.of(review));
        }
        GuardOptions.warn(review, output.err());
        int code = Findings.exitCode(plan.findings());
        return code == ExitCodes.OK && detailedExitCode && !plan.isEmpty() ? ExitCodes.CHANGES : code;
    }
}
