package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.diagnose.evidence.WorkloadIndex;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.ReplicaCounts;
import io.lbkit.model.cluster.Workload;
import io.lbkit.model.cluster.WorkloadKind;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What makes the pods of a Service: how many it wants, whether it gets them, and which labels they have. */
final class WorkloadRules {
    private static final String OUT_OF_TIME = "ProgressDeadlineExceeded";

    private WorkloadRules() {}

    static List<Rule> all() {
        return List.of(scaledToZero(), notCreated(), stuckRollout(), otherLabels());
    }

    /** {@return whether nobody is there but pods on their way out, as far as pods are known at all} */
    private static boolean hasNoPods(ServiceCase about) {
        return about.knowsAll(ObjectType.POD) && about.stayingPods().isEmpty();
    }

    /** Another controller may own a workload, and take back what is written there. */
    private static String whatToEdit(Workload workload) {
        return workload.owner()
                .map(owner -> owner.replaceFirst("/", "/" + workload.key().namespace() + "/"))
                .orElse(workload.key().toString());
    }

    private static Rule scaledToZero() {
        return EndpointRules.rule("LB-EP-010", "Scaled to zero", Severity.ERROR, FindingKind.NO_BACKENDS, Hop.SELECTED)
                .symptom("Connections are refused or time out; there is no pod.")
                .predicate("Every workload whose template carries the selector wants no pod, and no pod is left.")
                .remedy("Scale the workload up, or delete the Service if nobody needs it.")
                .explains("LB-SVC-002", "LB-EP-006")
                .check(WorkloadRules::scaledToZero)
                .build();
    }

    private static List<Match> scaledToZero(ServiceCase about) {
        List<Workload> workloads = about.workloads();
        boolean zero = !workloads.isEmpty()
                && workloads.stream().allMatch(workload -> workload.desired().orElse(1) == 0);
        if (!zero || !hasNoPods(about)) {
            return List.of();
        }
        Workload first = workloads.get(0);
        Match.Builder match = Match.builder()
                .about(first.key() + " " + wanted(first))
                .message(Match.listed(names(workloads)) + (workloads.size() == 1 ? " wants" : " want")
                        + " no pod, and nothing else makes pods for the Service.")
                .remedy(
                        first.key().kind() == WorkloadKind.DAEMON_SET
                                ? "Let the node selector and the tolerations of " + whatToEdit(first)
                                        + " fit a node, or delete " + about.subject() + " if nobody needs it."
                                : "Set spec.replicas of " + whatToEdit(first) + " to 1 or more, or delete "
                                        + about.subject() + " if nobody needs it.")
                .confidence(about.index().workloads().isComplete() ? Confidence.CONFIRMED : Confidence.PROBABLE);
        workloads.forEach(workload -> match.fact(workload.key().toString(), wanted(workload), 0));
        return List.of(match.build());
    }

    private static String wanted(Workload workload) {
        return workload.key().kind() == WorkloadKind.DAEMON_SET ? "status.desiredNumberScheduled" : "spec.replicas";
    }

    private static List<String> names(Collection<Workload> workloads) {
        return workloads.stream().map(workload -> workload.key().toString()).toList();
    }

    private static Rule notCreated() {
        return EndpointRules.rule(
                        "LB-EP-019",
                        "Pods are not created",
                        Severity.WARNING,
                        FindingKind.UNUSABLE_BACKEND,
                        Hop.SELECTED)
                .symptom("Capacity is missing, and there are no pods that one could look at.")
                .predicate(
                        "A workload whose template carries the selector reports a ReplicaFailure, or has an event FailedCreate and"
                                + " fewer pods than it wants; or it wants pods and has none.")
                .remedy("Mend what refuses the pods: a quota, an admission webhook, a missing service account.")
                .explains("LB-SVC-002", "LB-EP-002", "LB-EP-006", "LB-EP-011", "LB-EP-012", "LB-EP-020")
                .check(about -> about.workloads().stream()
                        .filter(workload -> workload.desired().orElse(0) > 0)
                        .flatMap(workload -> notCreated(about, workload).stream())
                        .toList())
                .build();
    }

    private static Optional<Match> notCreated(ServiceCase about, Workload workload) {
        boolean nobody = hasNoPods(about)
                && workload.counts().filter(counts -> counts.current() == 0).isPresent();
        Optional<String> refusal = refusal(about, workload);
        if (refusal.isEmpty() && !nobody) {
            return Optional.empty();
        }
        String name = workload.key().toString();
        int desired = workload.desired().orElse(0);
        Match.Builder match = Match.builder()
                .about(name + " status")
                .message(name + " wants " + desired + (desired == 1 ? " pod" : " pods")
                        + (nobody ? ", and none exists" : ", and not all are created")
                        + refusal.map(words -> ": " + words).orElse("") + ".")
                .confidence(refusal.isPresent() ? Confidence.CONFIRMED : Confidence.PROBABLE)
                .fact(name, wanted(workload), desired);
        refusal.ifPresent(words -> match.fact(name, "pods are refused", words));
        workload.counts().ifPresent(counts -> match.fact(name, "status.replicas", counts.current()));
        if (isUnseen(workload)) {
            match.fact(name, "metadata.generation", workload.generation())
                    .fact(
                            name,
                            "status.observedGeneration",
                            workload.observedGeneration().orElse(0));
        }
        if (!nobody) {
            match.addBackends(name);
        }
        return Optional.of(match.remedy(remedy(workload, refusal)).build());
    }

    private static String remedy(Workload workload, Optional<String> refusal) {
        if (refusal.isPresent()) {
            return "Mend what refuses the pods of " + workload.key()
                    + ": raise the quota or correct what the message names.";
        }
        return isUnseen(workload)
                ? "See whether kube-controller-manager runs: it has not seen generation " + workload.generation()
                        + " of " + workload.key() + " yet."
                : "Look at the events of " + workload.key()
                        + " (kubectl describe) for what keeps its pods from being made.";
    }

    private static boolean isUnseen(Workload workload) {
        return workload.observedGeneration().isPresent()
                && workload.observedGeneration().getAsLong() < workload.generation();
    }

    /** Why pods are refused, in the words of the workload or of the events about it and its ReplicaSets. */
    private static Optional<String> refusal(ServiceCase about, Workload workload) {
        Optional<String> condition = Optional.ofNullable(workload.conditions().get("ReplicaFailure"))
                .filter(failure -> failure.status() == ConditionStatus.TRUE)
                .map(failure -> words(failure.message(), failure.reason()));
        return condition.or(() -> workload.counts()
                .filter(counts -> counts.current() < workload.desired().orElse(0))
                .flatMap(counts -> failedCreate(about, workload)));
    }

    private static Optional<String> failedCreate(ServiceCase about, Workload workload) {
        return about.index()
                .workloads()
                .withParts(workload, about.service())
                .flatMap(part -> about.cluster().events(part.key().toString()).stream())
                .filter(event -> event.reason().equals("FailedCreate"))
                .max(Comparator.comparing((ClusterEvent event) ->
                                event.lastSeen().map(Object::toString).orElse(""))
                        .thenComparing(ClusterEvent::key))
                .map(event -> words(event.message(), event.reason()));
    }

    /** Sentences get their end where they are printed. */
    private static String words(String message, String reason) {
        String words = message.isEmpty() ? reason : message;
        return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
    }

    private static Rule stuckRollout() {
        return EndpointRules.rule(
                        "LB-EP-020", "Rollout is stuck", Severity.WARNING, FindingKind.UNUSABLE_BACKEND, Hop.LISTED)
                .symptom("Old and new pods serve side by side, with less capacity.")
                .predicate(
                        "A Deployment whose pods the Service selects reports that its rollout made no progress in time.")
                .remedy("See why the new pods do not become available, or roll back.")
                .explains("LB-EP-002")
                .check(about -> about.workloads().stream()
                        .flatMap(workload -> stuck(workload).stream())
                        .toList())
                .build();
    }

    private static Optional<Match> stuck(Workload workload) {
        return Optional.ofNullable(workload.conditions().get("Progressing"))
                .filter(progress -> progress.status() == ConditionStatus.FALSE
                        && progress.reason().equals(OUT_OF_TIME))
                .map(progress -> stuck(workload, progress));
    }

    private static Match stuck(Workload workload, Condition progress) {
        String name = workload.key().toString();
        Match.Builder match = Match.builder()
                .about(name + " status.conditions['Progressing']")
                .message("The rollout of " + name + " is stuck"
                        + progress.since().map(since -> " since " + since).orElse("")
                        + workload.counts()
                                .map(counts -> ": " + counts.updated() + " of "
                                        + workload.desired().orElse(counts.current())
                                        + " pods are of the new version, " + counts.available() + " pods are available")
                                .orElse("")
                        + ".")
                .remedy("See why the new pods of " + name
                        + " do not become available, or go back: kubectl rollout undo -n "
                        + workload.key().namespace() + " deployment/"
                        + workload.key().name() + ".")
                .fact(name, "status.conditions['Progressing']", "False " + progress.reason());
        workload.counts()
                .map(ReplicaCounts::updated)
                .ifPresent(updated -> match.fact(name, "status.updatedReplicas", updated));
        return match.build();
    }

    private static Rule otherLabels() {
        return ServiceRules.rule(
                        "LB-SVC-022",
                        "New pods get other labels",
                        Severity.WARNING,
                        FindingKind.DISAGREEMENT,
                        Hop.SELECTED)
                .symptom("Capacity shrinks with every pod that is replaced, down to none.")
                .predicate(
                        "The Service selects pods of a workload whose template has another value for a label of the selector.")
                .remedy("Correct the labels of the template, or the selector.")
                .explains("LB-EP-002", "LB-EP-006", "LB-EP-011", "LB-EP-012")
                .check(WorkloadRules::otherLabels)
                .build();
    }

    /** A label that the template does not have at all is one that a controller or an operator gives to pods. */
    private static List<Match> otherLabels(ServiceCase about) {
        Map<String, String> selector = about.service().selector();
        return owners(about).stream()
                .filter(workload -> workload.desired().orElse(1) > 0)
                .flatMap(workload -> {
                    Set<String> other = new TreeSet<>();
                    selector.forEach((name, value) -> {
                        String given = workload.templateLabels().getOrDefault(name, value);
                        if (!given.equals(value)) {
                            other.add(name);
                        }
                    });
                    return other.isEmpty() ? Stream.empty() : Stream.of(otherLabels(about, workload, other));
                })
                .toList();
    }

    private static Match otherLabels(ServiceCase about, Workload workload, Set<String> other) {
        String first = other.iterator().next();
        String field = "spec.template.metadata.labels";
        return Match.builder()
                .about(workload.key() + " " + field)
                .message("New pods of " + workload.key() + " get " + first + "="
                        + workload.templateLabels().get(first) + ", and the Service selects " + first + "="
                        + about.service().selector().get(first) + ".")
                .remedy("Set " + first + " in " + field + " of " + whatToEdit(workload) + " to "
                        + about.service().selector().get(first) + ", or spec.selector of " + about.subject() + " to "
                        + workload.templateLabels().get(first) + ".")
                .fact(workload.key().toString(), field, workload.templateLabels())
                .fact(about.subject(), "spec.selector", about.service().selector())
                .backends(about.pods().stream()
                        .filter(pod -> about.index()
                                .workloads()
                                .owner(pod)
                                .filter(workload::equals)
                                .isPresent())
                        .map(pod -> "pod " + pod.key())
                        .toList())
                .build();
    }

    /** {@return the workloads that own the selected pods in the end, as far as they are known} */
    static Set<Workload> owners(ServiceCase about) {
        WorkloadIndex index = about.index().workloads();
        Set<String> asked = new TreeSet<>();
        Set<Workload> owners = new LinkedHashSet<>();
        for (Pod pod : about.pods()) {
            if (asked.add(pod.owner().orElse(""))) {
                index.owner(pod).ifPresent(owners::add);
            }
        }
        return owners;
    }
}
