package io.lbkit.examples.lbctl;

import io.lbkit.reconcile.document.OutcomeDocument;
import io.lbkit.reconcile.document.OutcomeText;
import io.lbkit.reconcile.document.PlanDocument;
import io.lbkit.reconcile.document.PlanText;
import io.lbkit.reconcile.execute.Cancellation;
import io.lbkit.reconcile.execute.Executor;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.guard.Review;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.VirtualScheduler;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lbctl apply}. */
@Command(
        name = "apply",
        description = {
            "Print the plan, ask, carry it out, and print what became of it. Services with errors are kept as they are, the "
                    + "others are changed."
        },
        exitCodeList = {
            "0:everything is as the cluster wants it",
            "1:a step failed, a Service is kept as it is because of an error, something was skipped, nobody agreed, or the command failed",
            "3:a guardrail stops something that is not approved; nothing was applied",
            "64:the command line is wrong"
        },
        footer = {
            "Examples:",
            "  lbctl apply -f manifests/ --actual state.yaml",
            "  lbctl apply -f cluster.yaml --complete --actual state.yaml --yes -o json",
            "",
            "The simulated cloud lives in the file that --actual names: it is read, and written anew afterwards. Without "
                    + "--actual it is empty, and what was made is not kept."
        })
final class ApplyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private final InputOptions input = new InputOptions();

    @Mixin
    private final CloudOptions cloud = new CloudOptions();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask. Needed where nobody can answer, as in scripts.")
    private boolean yes;

    @Mixin
    private final GuardOptions guard = new GuardOptions();

    @Option(
            names = "--skip-unapproved",
            description =
                    "Carry out what no guardrail stops, and leave the rest out. Without it nothing is carried out.")
    private boolean skipUnapproved;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        if (!cloud.isSimulated() && cloud.actual().isPresent()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--actual: the cloud " + cloud.name() + " is asked itself; leave the option out");
        }
        guard.check();
        Session session = Session.of(input, cloud);
        Observation existing = cloud.existing(session);
        Review review = guard.review(session.plan(existing, guard.adoptions()));
        Plan plan = review.allowed();
        // The question needs the plan before it; where a program reads the output, only the result belongs there.
        PrintWriter shown = output.isText() ? output.out() : output.err();
        if (output.isText() || !yes) {
            shown.print(PlanText.of(review, output.style()));
            shown.flush();
        }
        GuardOptions.warn(review, output.err());
        if (!skipUnapproved && !review.standing().isEmpty()) {
            return refuse(review);
        }
        if (!plan.isEmpty() && !yes && !isConfirmed()) {
            throw new Failure("Nothing was applied.", "Answer yes, or give --yes.");
        }
        try (StopSignal signal = StopSignal.listening()) {
            return apply(session, existing, review, signal.cancellation());
        }
    }

    private int apply(Session session, Observation existing, Review review, Cancellation cancellation) {
        Outcome outcome = cloud.isSimulated()
                ? simulate(session, existing, review, cancellation)
                : execute(Executor.builder().provider(session.provider()), review, cancellation);
        print(review, outcome);
        boolean complete = review.standing().isEmpty() && outcome.incomplete().isEmpty() && isDone(outcome);
        return complete ? Findings.exitCode(review.plan().findings()) : ExitCodes.FAILURE;
    }

    private int refuse(Review review) {
        PrintWriter err = output.err();
        err.println("lbctl: Nothing was applied: a guardrail stops it.");
        err.println("Remedy: Allow what is meant, or leave it out with --skip-unapproved:");
        review.standing().forEach(verdict -> err.println("  --approve '" + verdict.approval() + "'"));
        err.flush();
        return ExitCodes.UNAPPROVED;
    }

    private static boolean isDone(Outcome outcome) {
        return outcome.status() == Outcome.Status.APPLIED || outcome.status() == Outcome.Status.UNCHANGED;
    }

    private boolean isConfirmed() {
        Terminal terminal = Lbctl.of(command).terminal();
        if (input.readsStdin() || !terminal.isInteractive()) {
            throw new Failure(
                    "Nothing was applied: there is no terminal to ask on.", "Give --yes to apply without being asked.");
        }
        return terminal.confirms("\nApply this plan? Only 'yes' is taken as agreement: ");
    }

    private Outcome simulate(Session session, Observation existing, Review review, Cancellation cancellation) {
        SimulatedCloud simulated = SimulatedCloud.restore(existing);
        Outcome outcome = execute(
                Executor.builder().provider(simulated).scheduler(() -> VirtualScheduler.of(simulated.clock())),
                review,
                cancellation);
        cloud.actual()
                .ifPresentOrElse(
                        file -> file.write(simulated.observe(ObservationScope.cluster(session.clusterId()))),
                        () -> output.err()
                                .println("The simulated cloud is not kept: name a file for it with --actual."));
        output.err().flush();
        return outcome;
    }

    private Outcome execute(Executor.Builder executor, Review review, Cancellation cancellation) {
        return executor.guardrails(guard.guardrails()).build().execute(review.plan(), review.approvals(), cancellation);
    }

    private void print(Review review, Outcome outcome) {
        if (output.isText()) {
            output.print("\n" + OutcomeText.of(outcome, output.style()));
            return;
        }
        Map<String, @Nullable Object> both = new LinkedHashMap<>();
        both.put("schema", "lbkit.apply/v1");
        both.put("plan", PlanDocument.of(review));
        both.put("outcome", OutcomeDocument.of(outcome));
        output.print(both);
    }
}
