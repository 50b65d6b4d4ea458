package io.lbkit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.DisruptionBudget;
import io.lbkit.model.cluster.FieldWrites;
import io.lbkit.model.cluster.IntOrPercent;
import io.lbkit.model.cluster.LabelSelector;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.ReplicaCounts;
import io.lbkit.model.cluster.UpdateStrategy;
import io.lbkit.model.cluster.Workload;
import io.lbkit.model.cluster.WorkloadKey;
import io.lbkit.model.cluster.WorkloadKind;
import io.lbkit.model.finding.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Workloads, disruption budgets, and who wrote what. */
class WorkloadReadingTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final LabelSelector WEB =
            LabelSelector.builder().putMatchLabel("app", "web").build();

    private static ClusterInput read(String yaml) {
        return ClusterReader.create().add("in.yaml", yaml).read();
    }

    private static Workload only(String yaml) {
        ClusterInput input = read(yaml);
        assertThat(input.findings()).isEmpty();
        assertThat(input.snapshot().workloads()).hasSize(1);
        return input.snapshot().workloads().iterator().next();
    }

    @Test
    @DisplayName("every field of a Deployment arrives, and the spec of its template is passed over")
    void deployment() {
        Workload workload = only("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop, generation: 5, deletionTimestamp: "2026-01-31T12:00:00Z"}
                spec:
                  replicas: 3
                  paused: true
                  selector: {matchLabels: {app: web}}
                  strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 1, maxSurge: 50%}}
                  template:
                    metadata: {labels: {app: web, tier: front}}
                    spec: {containers: 17}
                status:
                  observedGeneration: 4
                  replicas: 4
                  readyReplicas: 3
                  updatedReplicas: 2
                  availableReplicas: 1
                  conditions:
                  - {type: Progressing, status: "False", reason: ProgressDeadlineExceeded, message: m, lastTransitionTime: "2026-01-31T12:00:00Z"}
                """);
        assertThat(workload)
                .isEqualTo(Workload.builder()
                        .key(WorkloadKey.of(WorkloadKind.DEPLOYMENT, "shop", "web"))
                        .deletionRequested(NOON)
                        .selector(WEB)
                        .templateLabels(Map.of("app", "web", "tier", "front"))
                        .desired(3)
                        .counts(new ReplicaCounts(4, 3, 2, 1))
                        .strategy(new UpdateStrategy(
                                UpdateStrategy.Type.ROLLING_UPDATE, IntOrPercent.of(1), IntOrPercent.ofPercent(50)))
                        .paused(true)
                        .generation(5)
                        .observedGeneration(4)
                        .putCondition(
                                "Progressing",
                                new Condition(
                                        ConditionStatus.FALSE, "ProgressDeadlineExceeded", "m", Optional.of(NOON)))
                        .build());
    }

    @Test
    @DisplayName("what is left out has the default of the API server, and counts that nobody wrote are not zero")
    void defaults() {
        String fields = "metadata: {name: web, namespace: shop}, spec: {selector: {matchLabels: {app: web}}}";
        Workload deployment = only("{apiVersion: apps/v1, kind: Deployment, " + fields + "}");
        assertThat(deployment.desired()).hasValue(1);
        assertThat(deployment.counts()).isEmpty();
        assertThat(deployment.strategy())
                .contains(new UpdateStrategy(
                        UpdateStrategy.Type.ROLLING_UPDATE, IntOrPercent.ofPercent(25), IntOrPercent.ofPercent(25)));
        Workload stateful = only("{apiVersion: apps/v1, kind: StatefulSet, " + fields + "}");
        assertThat(stateful.desired()).hasValue(1);
        assertThat(stateful.strategy())
                .contains(
                        new UpdateStrategy(UpdateStrategy.Type.ROLLING_UPDATE, IntOrPercent.of(1), IntOrPercent.of(0)));
        Workload daemons = only("{apiVersion: apps/v1, kind: DaemonSet, " + fields + "}");
        assertThat(daemons.desired()).isEmpty();
        assertThat(daemons.observedGeneration()).isEmpty();
        Workload replicas = only("{apiVersion: apps/v1, kind: ReplicaSet, " + fields + "}");
        assertThat(replicas.strategy()).isEmpty();
    }

    @Test
    @DisplayName("the API leaves zeros out of a status: they are zeros where a controller has spoken")
    void zeros() {
        Workload daemons = only("""
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: web, namespace: shop}
                spec: {updateStrategy: {type: OnDelete}}
                status: {observedGeneration: 1, currentNumberScheduled: 2, desiredNumberScheduled: 3, numberMisscheduled: 0, numberReady: 1}
                """);
        assertThat(daemons.desired()).hasValue(3);
        assertThat(daemons.counts()).contains(new ReplicaCounts(2, 1, 0, 0));
        assertThat(daemons.strategy().orElseThrow().type()).isEqualTo(UpdateStrategy.Type.ON_DELETE);
        Workload stateful = only("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: web, namespace: shop}
                spec: {replicas: 0}
                status: {observedGeneration: 1, replicas: 0}
                """);
        assertThat(stateful.desired()).hasValue(0);
        assertThat(stateful.counts()).contains(new ReplicaCounts(0, 0, 0, 0));
    }

    @Test
    @DisplayName("a live ReplicaSet names the Deployment that controls it")
    void owner() {
        Reading<Workload> reading = KubernetesObjects.replicaSet(new ReplicaSetBuilder()
                .withNewMetadata()
                .withName("web-5d8f")
                .withNamespace("shop")
                .addNewOwnerReference()
                .withKind("Deployment")
                .withName("web")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .endSpec()
                .build());
        assertThat(reading.value().orElseThrow().controller())
                .contains(WorkloadKey.of(WorkloadKind.DEPLOYMENT, "shop", "web"));
    }

    @Test
    @DisplayName("every fault of a workload is told, and it is not absent")
    void faults() {
        ClusterInput input = read("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec:
                  replicas: -1
                  strategy: {type: Blue, rollingUpdate: {maxUnavailable: some, maxSurge: -2}}
                status: {observedGeneration: 1, replicas: -3}
                """);
        assertThat(input.findings())
                .extracting(Finding::about)
                .containsExactlyInAnyOrder(
                        "Deployment/shop/web spec.strategy.type",
                        "Deployment/shop/web spec.strategy.rollingUpdate.maxUnavailable",
                        "Deployment/shop/web spec.strategy.rollingUpdate.maxSurge",
                        "Deployment/shop/web status.replicas");
        assertThat(input.snapshot().unreadable()).hasSize(1);
        assertThat(input.snapshot().coverage(ObjectType.DEPLOYMENT)).isEqualTo(Coverage.PARTIAL);
        assertThat(KubernetesObjects.deployment(new DeploymentBuilder()
                                .withNewMetadata()
                                .withName("web")
                                .endMetadata()
                                .withNewSpec()
                                .withReplicas(-1)
                                .endSpec()
                                .build())
                        .findings())
                .hasSize(1);
    }

    @Test
    @DisplayName("workloads of one name and several kinds stand side by side, and each kind is known for itself")
    void kinds() {
        ClusterInput input = read("""
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {replicas: 1}}
                ---
                {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web, namespace: shop}, spec: {replicas: 2}}
                ---
                {apiVersion: policy/v1, kind: PodDisruptionBudgetList, items: []}
                """);
        ClusterSnapshot cluster = input.snapshot();
        assertThat(input.findings()).isEmpty();
        assertThat(cluster.workloads("shop")).hasSize(2);
        assertThat(cluster.workload(WorkloadKey.of(WorkloadKind.STATEFUL_SET, "shop", "web"))
                        .orElseThrow()
                        .desired())
                .hasValue(2);
        assertThat(cluster.coverage(ObjectType.DEPLOYMENT)).isEqualTo(Coverage.COMPLETE);
        assertThat(cluster.coverage(ObjectType.DAEMON_SET)).isEqualTo(Coverage.UNKNOWN);
        assertThat(cluster.coverage(ObjectType.DISRUPTION_BUDGET)).isEqualTo(Coverage.COMPLETE);
    }

    @Test
    @DisplayName("a budget without a selector protects nobody, one with an empty selector everybody")
    void budget() {
        Reading<DisruptionBudget> reading = KubernetesObjects.disruptionBudget(new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName("web")
                .withNamespace("shop")
                .endMetadata()
                .withNewSpec()
                .withMinAvailable(new IntOrString("50%"))
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .endSpec()
                .build());
        assertThat(reading.value())
                .contains(DisruptionBudget.builder()
                        .key(ObjectKey.of("shop", "web"))
                        .selector(WEB)
                        .minAvailable(IntOrPercent.ofPercent(50))
                        .build());
        ClusterSnapshot cluster = read("""
                {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a, namespace: shop}, spec: {maxUnavailable: 1}}
                ---
                {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: b, namespace: shop}, spec: {maxUnavailable: 1, selector: {}}}
                """).snapshot();
        assertThat(cluster.disruptionBudgets("shop"))
                .extracting(DisruptionBudget::selector)
                .containsExactly(
                        Optional.empty(), Optional.of(LabelSelector.builder().build()));
        assertThat(read("""
                {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a, namespace: shop}, spec: {maxUnavailable: 1, minAvailable: 1}}
                """).findings())
                .extracting(Finding::about)
                .containsExactly("PodDisruptionBudget/shop/a spec.maxUnavailable");
    }

    private static final String MANAGED = """
            apiVersion: v1
            kind: %s
            metadata:
              name: web
              namespace: shop
              managedFields:
              - manager: kubectl-edit
                operation: Update
                apiVersion: v1
                time: "2026-01-31T12:00:00Z"
                fieldsType: FieldsV1
                fieldsV1:
                  f:metadata: {f:annotations: {.: {}, f:a: {}}, f:ownerReferences: {}}
                  f:spec: {f:selector: {}, f:ports: {".": {}, "k:{\\"port\\":80}": {}}}
                  f:status: {f:loadBalancer: {}}
              - manager: cloud-controller-manager
                operation: Update
                subresource: status
                time: "2026-01-31T12:00:00Z"
                fieldsV1: {f:status: {f:loadBalancer: {f:ingress: {}}}}
              - manager: helm
                operation: Apply
                fieldsV1: {f:spec: {f:type: {}}}
              - 17
            spec: {selector: {app: web}, ports: [{port: 80}]}
            """;

    @Test
    @DisplayName("who wrote which fields is kept, without what a status reports and what has no time")
    void managedFields() {
        ClusterInput input = read(MANAGED.formatted("Service"));
        FieldWrites write = new FieldWrites(
                "Service/shop/web",
                "kubectl-edit",
                "Update",
                NOON,
                Set.of("metadata.annotations", "spec.selector", "spec.ports"));
        assertThat(input.findings()).isEmpty();
        assertThat(input.fieldWrites()).containsExactly(write);
        assertThat(input.snapshot())
                .isEqualTo(
                        read(MANAGED.formatted("Service").replaceAll("(?s)  managedFields.*spec: \\{sel", "spec: {sel"))
                                .snapshot());
    }

    @Test
    @DisplayName("who wrote pods and nodes is of no interest")
    void managedFieldsOfPods() {
        assertThat(read(MANAGED.formatted("Pod").replaceAll("spec: \\{sel.*", "spec: {}"))
                        .fieldWrites())
                .isEmpty();
    }

    @Test
    @DisplayName("of an object that stands twice the later one counts, with or without managed fields")
    void managedFieldsTwice() {
        String without =
                "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {ports: [{port: 80}]}}";
        assertThat(read(MANAGED.formatted("Service") + "---\n" + without).fieldWrites())
                .isEmpty();
        assertThat(read(without + "\n---\n" + MANAGED.formatted("Service")).fieldWrites())
                .hasSize(1);
    }

    @Test
    @DisplayName("live objects tell the same")
    void managedFieldsOfLiveObjects() {
        List<FieldWrites> writes = KubernetesObjects.fieldWrites(new DeploymentBuilder()
                .withNewMetadata()
                .withName("web")
                .withNamespace("shop")
                .addNewManagedField()
                .withManager("kubectl")
                .withOperation("Update")
                .withTime("2026-01-31T12:00:00Z")
                .withNewFieldsV1()
                .addToAdditionalProperties("f:spec", Map.of("f:replicas", Map.of()))
                .endFieldsV1()
                .endManagedField()
                .endMetadata()
                .build());
        assertThat(writes)
                .containsExactly(
                        new FieldWrites("Deployment/shop/web", "kubectl", "Update", NOON, Set.of("spec.replicas")));
    }
}
