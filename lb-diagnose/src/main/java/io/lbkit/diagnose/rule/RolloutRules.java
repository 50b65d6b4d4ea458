package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.cluster.DisruptionBudget;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.UpdateStrategy;
import io.lbkit.model.cluster.Workload;
import io.lbkit.model.cluster.WorkloadKind;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import java.util.List;

/** Settings by which a release or the upgrade of nodes takes all pods away at once, though nothing is wrong today. */
final class RolloutRules {
    private RolloutRules() {}

    static List<Rule> all() {
        return List.of(rolloutDip(), noBudget());
    }

    private static Rule rolloutDip() {
        return EndpointRules.rule(
                        "LB-EP-014",
                        "Every rollout is a dip",
                        Severity.INFO,
                        FindingKind.RISKY_CONFIGURATION,
                        Hop.LISTED)
                .symptom("Requests fail with each release.")
                .predicate(
                        "All pods of the Service are of one workload, and its strategy lets all of them be missing at once:"
                                + " Recreate, or a maxUnavailable that allows as many as are wanted.")
                .remedy("Let new pods come up before old ones go: maxUnavailable 0 and maxSurge 1.")
                .check(about -> about.workloads().stream()
                        .flatMap(workload -> workload
                                .strategy()
                                .filter(strategy -> dips(workload, strategy) && makesAllPods(about, workload))
                                .map(strategy -> rolloutDip(workload, strategy))
                                .stream())
                        .toList())
                .build();
    }

    /** Whether no other workload has a part, nor may have one. */
    private static boolean makesAllPods(ServiceCase about, Workload workload) {
        List<Pod> pods = about.stayingPods();
        return about.workloads().size() == 1
                && about.knowsAll(ObjectType.POD)
                && !pods.isEmpty()
                && pods.stream()
                        .allMatch(pod -> about.index()
                                .workloads()
                                .owner(pod)
                                .filter(workload::equals)
                                .isPresent());
    }

    /** A single pod of a kind without surge is a dip by nature: it is told as a single endpoint. */
    private static boolean dips(Workload workload, UpdateStrategy strategy) {
        int desired = workload.desired().orElse(0);
        boolean canDoBetter = desired > 1 || (desired == 1 && workload.key().kind() == WorkloadKind.DEPLOYMENT);
        return canDoBetter && strategy.unavailable(workload.key().kind(), desired) >= desired;
    }

    private static Match rolloutDip(Workload workload, UpdateStrategy strategy) {
        String name = workload.key().toString();
        String field = workload.key().kind() == WorkloadKind.DEPLOYMENT ? "spec.strategy" : "spec.updateStrategy";
        boolean surges = workload.key().kind() == WorkloadKind.DEPLOYMENT;
        return Match.builder()
                .about(name + " " + field)
                .message("A rollout of " + name + " may take all "
                        + workload.desired().orElse(0) + " pods away at once.")
                .remedy("Set " + field + " of " + name + " to RollingUpdate with maxUnavailable "
                        + (surges ? "0 and maxSurge 1." : "1."))
                .fact(name, field + ".type", strategy.type())
                .fact(name, field + ".rollingUpdate.maxUnavailable", strategy.maxUnavailable())
                .fact(name, field + ".rollingUpdate.maxSurge", strategy.maxSurge())
                .fact(name, "spec.replicas", workload.desired().orElse(0))
                .build();
    }

    private static Rule noBudget() {
        return EndpointRules.rule(
                        "LB-EP-015",
                        "A drain may take all pods",
                        Severity.INFO,
                        FindingKind.RISKY_CONFIGURATION,
                        Hop.LISTED)
                .symptom("Requests fail while nodes are upgraded.")
                .predicate(
                        "Several pods are selected, all budgets are known, and none of them keeps one of these pods from being evicted"
                                + " with the others.")
                .remedy("Add a PodDisruptionBudget that leaves pods running.")
                .check(RolloutRules::noBudget)
                .build();
    }

    private static List<Match> noBudget(ServiceCase about) {
        List<Pod> pods = about.stayingPods();
        boolean known = about.knowsAll(ObjectType.POD) && about.knowsAll(ObjectType.DISRUPTION_BUDGET);
        if (!known
                || pods.size() < 2
                || pods.stream().anyMatch(RolloutRules::staysInDrains)
                || pods.stream().anyMatch(pod -> isProtected(about, pod))) {
            return List.of();
        }
        List<String> weak = about.index().workloads().budgets(pods.get(0)).stream()
                .map(budget -> "PodDisruptionBudget/" + budget.key())
                .toList();
        return List.of(Match.builder()
                .about("PodDisruptionBudgets of namespace "
                        + about.service().key().namespace())
                .message(
                        weak.isEmpty()
                                ? "No budget selects the " + pods.size() + " pods of the Service."
                                : Match.listed(weak) + " lets all " + pods.size() + " pods of the Service be evicted.")
                .remedy(
                        weak.isEmpty()
                                ? "Add a PodDisruptionBudget with the selector "
                                        + about.service().selector()
                                        + " and maxUnavailable 1 to namespace "
                                        + about.service().key().namespace() + "."
                                : "Set maxUnavailable of " + weak.get(0) + " to 1.")
                .fact(about.subject(), "pods", pods.size())
                .fact(about.subject(), "budgets", weak.isEmpty() ? "none" : String.join(", ", weak))
                .build());
    }

    /** A drain passes over the pods of a DaemonSet, whatever the budgets say. */
    private static boolean staysInDrains(Pod pod) {
        return pod.owner().filter(owner -> owner.startsWith("DaemonSet/")).isPresent();
    }

    private static boolean isProtected(ServiceCase about, Pod pod) {
        return about.index().workloads().budgets(pod).stream().anyMatch(budget -> leavesSome(about, budget));
    }

    /** Of the pods of the Service alone: a budget over more pods may let all of these go. */
    private static boolean leavesSome(ServiceCase about, DisruptionBudget budget) {
        long selected = about.stayingPods().stream()
                .filter(pod -> budget.selector()
                        .filter(all -> all.matches(pod.labels()))
                        .isPresent())
                .count();
        return budget.leaves((int) selected) > 0;
    }
}
