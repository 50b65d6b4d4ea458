package io.lbkit.examples.lbctl;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.guard.Approval;
import io.lbkit.reconcile.guard.ChangeBudget;
import io.lbkit.reconcile.guard.Guardrails;
import io.lbkit.reconcile.guard.HealthyShare;
import io.lbkit.reconcile.guard.Review;
import io.lbkit.reconcile.guard.Verdict;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Policy;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What of a plan may be carried out. */
final class GuardOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--approve",
            paramLabel = "RULE=SUBJECT",
            description = "Allow what a guardrail stops, as its verdict says it. Can be given several times.")
    private List<String> approvals = new ArrayList<>();

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            defaultValue = "sync",
            description = "How much of the plan counts: sync, upsert-only, create-only or dry-run; '${DEFAULT-VALUE}' "
                    + "unless said otherwise.")
    private String policy = "sync";

    @Option(
            names = "--adopt",
            paramLabel = "KIND/NAME",
            description =
                    "Take over a foreign object that a Service would have under this name. Can be given several times.")
    private List<String> adoptions = new ArrayList<>();

    @Option(
            names = "--budget",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "How many existing objects may be changed without approval; ${DEFAULT-VALUE} unless said otherwise.")
    private int budget = ChangeBudget.DEFAULT_OBJECTS;

    @Option(
            names = "--max-leaving",
            paramLabel = "PERCENT",
            defaultValue = "50",
            description =
                    "Which share of the working members of a pool may leave without approval; ${DEFAULT-VALUE} unless "
                            + "said otherwise.")
    private int maxLeaving = HealthyShare.DEFAULT_PERCENT;

    /** {@return the foreign objects to take over} */
    ResourceId[] adoptions() {
        return adoptions.stream()
                .map(text -> read("--adopt", text, ResourceId::parse))
                .toArray(ResourceId[]::new);
    }

    /** Refuses a wrong command line before anything is read. */
    void check() {
        adoptions();
        policy();
        guardrails();
        approvals();
    }

    /**
     * {@return what of a plan the policy lets through, with what guardrails have against it}
     *
     * @param plan the whole plan
     */
    Review review(Plan plan) {
        return guardrails().review(policy().filter(plan), approvals());
    }

    private Policy policy() {
        return read("--policy", policy, Policy::parse);
    }

    private List<Approval> approvals() {
        return approvals.stream()
                .map(text -> read("--approve", text, Approval::parse))
                .toList();
    }

    /** {@return what a plan has to pass} */
    Guardrails guardrails() {
        return Guardrails.standard()
                .with(read("--budget", budget, ChangeBudget::of))
                .with(read("--max-leaving", maxLeaving, HealthyShare::ofPercent));
    }

    private <T, R> R read(String option, T value, Function<T, R> reader) {
        try {
            return reader.apply(value);
        } catch (InvalidValueException e) {
            throw new ParameterException(command.commandLine(), option + ": " + e.getMessage(), e);
        }
    }

    /**
     * Warns of approvals that allow nothing.
     *
     * @param review the plan
     * @param err where messages go
     */
    static void warn(Review review, PrintWriter err) {
        List<String> known = review.verdicts().stream()
                .map(Verdict::approval)
                .map(Approval::toString)
                .toList();
        for (Approval approval : review.pointless()) {
            String meant = NearMatches.of(approval.toString(), known, 1).stream()
                    .map(near -> " Did you mean '" + near + "'?")
                    .findFirst()
                    .orElse("");
            err.println("lbctl: --approve '" + approval + "' allows nothing that a guardrail stops." + meant);
        }
        err.flush();
    }
}
