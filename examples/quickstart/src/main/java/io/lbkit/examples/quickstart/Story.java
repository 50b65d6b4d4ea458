package io.lbkit.examples.quickstart;

import io.lbkit.kubernetes.ClusterInput;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.document.OutcomeText;
import io.lbkit.reconcile.document.PlanText;
import io.lbkit.reconcile.document.TextStyle;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Seven scenes; each tells what happened, the plan and the reason. */
final class Story {
    private static final ServiceKey API = ServiceKey.of("shop", "api");
    private static final ServiceKey CHECKOUT = ServiceKey.of("shop", "checkout");
    private static final ServiceKey GRAFANA = ServiceKey.of("monitoring", "grafana");

    private final ClusterInput input;
    private final SimulatedCloud cloud;
    private final PrintStream out;
    private final Reconciler reconciler;
    private ClusterSnapshot cluster;
    private int scene;

    Story(ClusterInput input, SimulatedCloud cloud, PrintStream out) {
        this.input = input;
        this.cloud = cloud;
        this.out = out;
        this.cluster = input.snapshot();
        this.reconciler = cloud.reconciler("shop-eu").build();
    }

    void tell() {
        firstPlan();
        nothingToDo();
        nodeLeaves();
        deploymentRolls();
        cloudIsEdited();
        serviceIsDeleted();
        selectorBreaks();
    }

    private void firstPlan() {
        scene("The shop: " + input.objects().getOrDefault("Service", 0) + " Services, "
                + cluster.nodes().size() + " nodes, " + cluster.pods().size() + " pods. What should exist?");
        Observation observation = reconciler.observe();
        reconciler.design(cluster, observation).values().forEach(this::describe);
        out.println("\n  The plan for one of them:\n");
        Reconciler forApi = cloud.reconciler("shop-eu").services(API::equals).build();
        show(forApi.plan(cluster, observation));
        out.println("\n  All of them:\n");
        apply(reconciler.plan(cluster, observation));
    }

    private void describe(Design design) {
        String backends = design.backends()
                .map(found ->
                        found.ports().stream().map(Story::inAndOut).distinct().collect(Collectors.joining(", ")))
                .orElse("");
        String why = design.outcome() == Design.Outcome.DESIGNED
                ? backends
                : design.findings().get(0).message();
        out.printf("  %-19s %-9s %s%n", design.service(), design.outcome().label(), why);
    }

    private static String inAndOut(PortBackends port) {
        return port.mode().label() + " mode, " + port.members().size() + " in, "
                + port.excluded().size() + " out";
    }

    private void nothingToDo() {
        scene("Plan again: what is in place stays in place.");
        show(reconciler.plan(cluster));
    }

    private void nodeLeaves() {
        scene("worker-4 is drained: its pods are asked to end. They keep their connections and get no new ones.");
        cluster = Happenings.evict(cluster, "worker-4");
        apply(show(reconciler.plan(cluster)));
        scene("The pods have ended and the autoscaler takes worker-4 out of the cluster.");
        cluster = Happenings.scaleIn(cluster, "worker-4");
        apply(summarise(reconciler.plan(cluster)));
    }

    private void deploymentRolls() {
        scene("shop/api is rolled: new pods first, the old ones drain.");
        cluster = Happenings.roll(cluster, API);
        apply(show(reconciler.plan(cluster)));
        cluster = Happenings.finish(cluster, API);
        apply(show(reconciler.plan(cluster)));
    }

    private void cloudIsEdited() {
        scene("Somebody opens the console and takes a pod out of the pool of shop/api.");
        Resource pool = reconciler.observe().actual().resources().stream()
                .filter(resource -> resource.kind().equals(SimulatedKinds.BACKEND_POOL_KIND))
                .filter(resource -> resource.owners().stream()
                        .anyMatch(owner -> owner.service().filter(API::equals).isPresent()))
                .findFirst()
                .orElseThrow();
        Member first = pool.members().orElseThrow().asList().get(0);
        cloud.console().removeMembers(pool.id(), first);
        apply(show(reconciler.plan(cluster)));
    }

    private void serviceIsDeleted() {
        scene("monitoring/grafana is deleted.");
        cluster = Happenings.delete(cluster, GRAFANA);
        apply(show(reconciler.plan(cluster)));
    }

    private void selectorBreaks() {
        scene("Somebody mistypes the selector of shop/checkout. A guardrail stops the plan.");
        cluster = Happenings.select(cluster, CHECKOUT, Map.of("app", "chekout"));
        apply(show(reconciler.plan(cluster)));
        long selected = matching(Map.of("app", "chekout"));
        long before = matching(Map.of("app", "checkout"));
        out.println("  Why: spec.selector app=chekout matches " + selected
                + " pods of namespace shop; app=checkout matches " + before + ".");
    }

    private long matching(Map<String, String> labels) {
        return cluster.pods("shop").stream()
                .map(Pod::labels)
                .filter(own -> own.entrySet().containsAll(labels.entrySet()))
                .count();
    }

    private void scene(String title) {
        scene++;
        out.println((scene == 1 ? "" : "\n") + scene + ". " + title);
    }

    /** The plan without its findings, which the first scene has told. */
    private Plan show(Plan plan) {
        Plan steps =
                Plan.builder().from(plan).findings(List.of()).held(List.of()).build();
        print(PlanText.of(reconciler.review(steps), TextStyle.PLAIN));
        return plan;
    }

    private void print(String text) {
        text.lines().forEach(line -> out.println(line.isEmpty() ? "" : "  " + line));
    }

    /** A plan that touches many pools in the same way, one line for each Service. */
    private Plan summarise(Plan plan) {
        SortedMap<String, Integer> leaving = new TreeMap<>();
        for (Step step : plan.steps()) {
            step.services()
                    .forEach(service ->
                            leaving.merge(service.toString(), step.removed().size(), Integer::sum));
        }
        leaving.forEach((service, members) ->
                out.println("  " + service + " loses " + members + (members == 1 ? " member" : " members")));
        plan.steps().stream()
                .flatMap(step -> step.reasons().entrySet().stream())
                .map(reason -> reason.getKey() + " leaves, " + reason.getValue())
                .distinct()
                .forEach(reason -> out.println("  Why: " + reason));
        return plan;
    }

    private void apply(Plan plan) {
        Outcome outcome = reconciler.apply(plan);
        print(OutcomeText.of(outcome, TextStyle.PLAIN));
        cloud.advance(Duration.ofMinutes(5));
    }
}
