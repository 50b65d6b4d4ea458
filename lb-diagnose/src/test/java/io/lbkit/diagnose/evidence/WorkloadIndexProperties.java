package io.lbkit.diagnose.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.DisruptionBudget;
import io.lbkit.model.cluster.LabelSelector;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.Workload;
import io.lbkit.model.cluster.WorkloadKey;
import io.lbkit.model.cluster.WorkloadKind;
import io.lbkit.testkit.jqwik.LbDomain;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;

/** The index finds what a look at every object finds. */
@Domain(LbDomain.class)
class WorkloadIndexProperties {
    private static ClusterSnapshot cluster(List<Workload> workloads, List<DisruptionBudget> budgets) {
        ClusterSnapshot.Builder cluster = ClusterSnapshot.builder();
        workloads.forEach(cluster::add);
        budgets.forEach(cluster::add);
        return cluster.build();
    }

    @Property(tries = 300)
    @Label("the workloads whose template carries a selector, and the budgets that select a pod")
    void sameAsSearch(
            @ForAll @Size(max = 12) List<Workload> workloads,
            @ForAll @Size(max = 8) List<DisruptionBudget> budgets,
            @ForAll Service any,
            @ForAll Pod pod) {
        ClusterSnapshot cluster = cluster(workloads, budgets);
        WorkloadIndex index = WorkloadIndex.of(cluster);
        for (Map<String, String> selector : List.of(any.selector(), pod.labels(), Map.<String, String>of())) {
            Service service = Service.builder().from(any).selector(selector).build();
            assertThat(index.making(service))
                    .containsExactlyElementsOf(cluster.workloads(service.key().namespace()).stream()
                            .filter(workload -> !selector.isEmpty()
                                    && workload.templateLabels().entrySet().containsAll(selector.entrySet()))
                            .toList());
        }
        assertThat(index.budgets(pod))
                .containsExactlyInAnyOrderElementsOf(cluster
                        .disruptionBudgets(pod.key().namespace())
                        .stream()
                        .filter(budget -> budget.selector()
                                .filter(selector -> selector.matches(pod.labels()))
                                .isPresent())
                        .toList());
    }

    private static Workload workload(WorkloadKind kind, String name, String owner) {
        Workload.Builder workload = Workload.builder()
                .key(WorkloadKey.of(kind, "shop", name))
                .selector(LabelSelector.builder().build())
                .putTemplateLabel("app", "web");
        return owner.isEmpty() ? workload.build() : workload.owner(owner).build();
    }

    private static Pod pod(String owner) {
        return Pod.builder().key(ObjectKey.of("shop", "web-1")).owner(owner).build();
    }

    @Example
    @Label("owners lead to the last workload that is known, and references in a circle do not lead on for ever")
    void owners() {
        Workload deployment = workload(WorkloadKind.DEPLOYMENT, "web", "");
        Workload replicas = workload(WorkloadKind.REPLICA_SET, "web-1", "Deployment/web");
        Workload rollout = workload(WorkloadKind.REPLICA_SET, "web-2", "Rollout/web");
        Workload one = workload(WorkloadKind.STATEFUL_SET, "one", "StatefulSet/other");
        Workload other = workload(WorkloadKind.STATEFUL_SET, "other", "StatefulSet/one");
        WorkloadIndex index = WorkloadIndex.of(cluster(List.of(deployment, replicas, rollout, one, other), List.of()));
        assertThat(index.owner(pod("ReplicaSet/web-1"))).contains(deployment);
        assertThat(index.owner(pod("ReplicaSet/web-2"))).contains(rollout);
        assertThat(index.owner(pod("ReplicaSet/web-3"))).isEmpty();
        assertThat(index.owner(pod("Job/web"))).isEmpty();
        assertThat(index.owner(pod("StatefulSet/one"))).isPresent();
    }

    @Example
    @Label("workloads are all known only if every kind is")
    void complete() {
        ClusterSnapshot cluster = cluster(List.of(workload(WorkloadKind.DEPLOYMENT, "web", "")), List.of());
        for (WorkloadKind kind : WorkloadKind.values()) {
            assertThat(WorkloadIndex.of(cluster).isComplete()).isFalse();
            cluster = cluster.covering(kind.type(), Coverage.COMPLETE);
        }
        assertThat(WorkloadIndex.of(cluster).isComplete()).isTrue();
    }
}
