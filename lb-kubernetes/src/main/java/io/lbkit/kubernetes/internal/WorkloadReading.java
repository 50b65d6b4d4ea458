package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetCondition;
import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetCondition;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.lbkit.kubernetes.Reading;
import io.lbkit.model.cluster.ApiName;
import io.lbkit.model.cluster.IntOrPercent;
import io.lbkit.model.cluster.LabelSelector;
import io.lbkit.model.cluster.ReplicaCounts;
import io.lbkit.model.cluster.UpdateStrategy;
import io.lbkit.model.cluster.Workload;
import io.lbkit.model.cluster.WorkloadKey;
import io.lbkit.model.cluster.WorkloadKind;
import org.jspecify.annotations.Nullable;

/** A Deployment, ReplicaSet, StatefulSet or DaemonSet with the defaults of the API server. */
public final class WorkloadReading {
    private static final IntOrPercent ONE = IntOrPercent.of(1);
    private static final IntOrPercent NONE = IntOrPercent.of(0);
    private static final IntOrPercent QUARTER = IntOrPercent.ofPercent(25);

    private final Faults faults;
    private final Conditions conditions;
    private final Workload.Builder workload = Workload.builder();

    private WorkloadReading(WorkloadKind kind, HasMetadata object, Faults faults) {
        this.faults = faults;
        this.conditions = new Conditions(faults);
        Meta meta = Meta.of(object);
        faults.check(meta::key).ifPresent(key -> workload.key(new WorkloadKey(kind, key)));
        workload.owner(meta.controller());
        workload.deletionRequested(meta.deletionRequested(faults));
        workload.generation(meta.generation());
    }

    private static Faults live(WorkloadKind kind, HasMetadata object) {
        return new Faults(Meta.subject(kind.type(), object), Origin.LIVE);
    }

    /** Reads a live object. */
    public static Reading<Workload> deployment(Deployment object) {
        return deployment(object, live(WorkloadKind.DEPLOYMENT, object));
    }

    static Reading<Workload> deployment(Deployment object, Faults faults) {
        WorkloadReading reading = new WorkloadReading(WorkloadKind.DEPLOYMENT, object, faults);
        DeploymentSpec spec = object.getSpec() == null ? new DeploymentSpec() : object.getSpec();
        reading.pods(spec.getSelector(), spec.getTemplate());
        reading.workload.desired(spec.getReplicas() == null ? 1 : spec.getReplicas());
        reading.workload.paused(Values.isTrue(spec.getPaused()));
        var strategy = spec.getStrategy();
        var rolling = strategy == null ? null : strategy.getRollingUpdate();
        reading.strategy(
                "spec.strategy",
                strategy == null ? null : strategy.getType(),
                reading.bound(
                        "spec.strategy.rollingUpdate.maxUnavailable",
                        rolling == null ? null : rolling.getMaxUnavailable(),
                        QUARTER),
                reading.bound(
                        "spec.strategy.rollingUpdate.maxSurge",
                        rolling == null ? null : rolling.getMaxSurge(),
                        QUARTER));
        DeploymentStatus status = object.getStatus() == null ? new DeploymentStatus() : object.getStatus();
        reading.counts(
                status.getObservedGeneration(),
                status.getReplicas(),
                status.getReadyReplicas(),
                status.getUpdatedReplicas(),
                status.getAvailableReplicas());
        Values.items(status.getConditions(), DeploymentCondition::new)
                .forEach(c -> reading.conditions.add(
                        c.getType(), c.getStatus(), c.getReason(), c.getMessage(), c.getLastTransitionTime()));
        return reading.finish();
    }

    /** Reads a live object. */
    public static Reading<Workload> replicaSet(ReplicaSet object) {
        return replicaSet(object, live(WorkloadKind.REPLICA_SET, object));
    }

    static Reading<Workload> replicaSet(ReplicaSet object, Faults faults) {
        WorkloadReading reading = new WorkloadReading(WorkloadKind.REPLICA_SET, object, faults);
        ReplicaSetSpec spec = object.getSpec() == null ? new ReplicaSetSpec() : object.getSpec();
        reading.pods(spec.getSelector(), spec.getTemplate());
        reading.workload.desired(spec.getReplicas() == null ? 1 : spec.getReplicas());
        ReplicaSetStatus status = object.getStatus() == null ? new ReplicaSetStatus() : object.getStatus();
        // All pods of a ReplicaSet are of its only template.
        reading.counts(
                status.getObservedGeneration(),
                status.getReplicas(),
                status.getReadyReplicas(),
                status.getReplicas(),
                status.getAvailableReplicas());
        Values.items(status.getConditions(), ReplicaSetCondition::new)
                .forEach(c -> reading.conditions.add(
                        c.getType(), c.getStatus(), c.getReason(), c.getMessage(), c.getLastTransitionTime()));
        return reading.finish();
    }

    /** Reads a live object. */
    public static Reading<Workload> statefulSet(StatefulSet object) {
        return statefulSet(object, live(WorkloadKind.STATEFUL_SET, object));
    }

    static Reading<Workload> statefulSet(StatefulSet object, Faults faults) {
        WorkloadReading reading = new WorkloadReading(WorkloadKind.STATEFUL_SET, object, faults);
        StatefulSetSpec spec = object.getSpec() == null ? new StatefulSetSpec() : object.getSpec();
        reading.pods(spec.getSelector(), spec.getTemplate());
        reading.workload.desired(spec.getReplicas() == null ? 1 : spec.getReplicas());
        var strategy = spec.getUpdateStrategy();
        var rolling = strategy == null ? null : strategy.getRollingUpdate();
        reading.strategy(
                "spec.updateStrategy",
                strategy == null ? null : strategy.getType(),
                reading.bound(
                        "spec.updateStrategy.rollingUpdate.maxUnavailable",
                        rolling == null ? null : rolling.getMaxUnavailable(),
                        ONE),
                NONE);
        StatefulSetStatus status = object.getStatus() == null ? new StatefulSetStatus() : object.getStatus();
        reading.counts(
                status.getObservedGeneration(),
                status.getReplicas(),
                status.getReadyReplicas(),
                status.getUpdatedReplicas(),
                status.getAvailableReplicas());
        Values.items(status.getConditions(), StatefulSetCondition::new)
                .forEach(c -> reading.conditions.add(
                        c.getType(), c.getStatus(), c.getReason(), c.getMessage(), c.getLastTransitionTime()));
        return reading.finish();
    }

    /** Reads a live object. */
    public static Reading<Workload> daemonSet(DaemonSet object) {
        return daemonSet(object, live(WorkloadKind.DAEMON_SET, object));
    }

    /** Its controller alone knows how many nodes fit. */
    static Reading<Workload> daemonSet(DaemonSet object, Faults faults) {
        WorkloadReading reading = new WorkloadReading(WorkloadKind.DAEMON_SET, object, faults);
        DaemonSetSpec spec = object.getSpec() == null ? new DaemonSetSpec() : object.getSpec();
        reading.pods(spec.getSelector(), spec.getTemplate());
        var strategy = spec.getUpdateStrategy();
        var rolling = strategy == null ? null : strategy.getRollingUpdate();
        reading.strategy(
                "spec.updateStrategy",
                strategy == null ? null : strategy.getType(),
                reading.bound(
                        "spec.updateStrategy.rollingUpdate.maxUnavailable",
                        rolling == null ? null : rolling.getMaxUnavailable(),
                        ONE),
                reading.bound(
                        "spec.updateStrategy.rollingUpdate.maxSurge",
                        rolling == null ? null : rolling.getMaxSurge(),
                        NONE));
        DaemonSetStatus status = object.getStatus() == null ? new DaemonSetStatus() : object.getStatus();
        if (status.getObservedGeneration() != null) {
            reading.workload.desired(Values.orZero(status.getDesiredNumberScheduled()));
        }
        reading.counts(
                status.getObservedGeneration(),
                status.getCurrentNumberScheduled(),
                status.getNumberReady(),
                status.getUpdatedNumberScheduled(),
                status.getNumberAvailable());
        Values.items(status.getConditions(), DaemonSetCondition::new)
                .forEach(c -> reading.conditions.add(
                        c.getType(), c.getStatus(), c.getReason(), c.getMessage(), c.getLastTransitionTime()));
        return reading.finish();
    }

    private void pods(
            io.fabric8.kubernetes.api.model.@Nullable LabelSelector selector, @Nullable PodTemplateSpec template) {
        workload.selector(SelectorReading.read("spec.selector", selector, faults)
                .orElse(LabelSelector.builder().build()));
        if (template != null && template.getMetadata() != null) {
            workload.templateLabels(Values.map(template.getMetadata().getLabels()));
        }
    }

    private IntOrPercent bound(String field, @Nullable IntOrString value, IntOrPercent otherwise) {
        return value == null
                ? otherwise
                : faults.check(() -> Values.intOrPercent(field, value)).orElse(otherwise);
    }

    private void strategy(String at, @Nullable String type, IntOrPercent maxUnavailable, IntOrPercent maxSurge) {
        String name = Values.text(type).orElse(UpdateStrategy.Type.ROLLING_UPDATE.apiName());
        faults.check(() -> ApiName.parse(UpdateStrategy.Type.values(), at + ".type", name))
                .ifPresent(read -> workload.strategy(new UpdateStrategy(read, maxUnavailable, maxSurge)));
    }

    /** The API leaves out what is 0; a status that no controller wrote says nothing. */
    private void counts(
            @Nullable Long seen,
            @Nullable Integer current,
            @Nullable Integer ready,
            @Nullable Integer updated,
            @Nullable Integer available) {
        if (seen != null) {
            workload.observedGeneration(seen);
            faults.check(() -> new ReplicaCounts(
                            Values.orZero(current),
                            Values.orZero(ready),
                            Values.orZero(updated),
                            Values.orZero(available)))
                    .ifPresent(workload::counts);
        }
    }

    private Reading<Workload> finish() {
        workload.conditions(conditions.byType());
        return faults.finish(workload::build);
    }
}
