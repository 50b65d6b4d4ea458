package io.lbkit.model.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.finding.InvalidValueException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workloads and budgets by the rules of their controllers. */
class WorkloadTest {
    private static IntOrPercent parse(String text) {
        return text.endsWith("%") ? IntOrPercent.parsePercent("field", text) : IntOrPercent.of(Integer.parseInt(text));
    }

    @ParameterizedTest
    @DisplayName("a Deployment rounds what may be missing down and what may be more up, and takes one if both are none")
    @CsvSource({
        "RollingUpdate, 25%, 25%, 3, 0",
        "RollingUpdate, 25%, 25%, 4, 1",
        "RollingUpdate, 25%, 25%, 1, 0",
        "RollingUpdate, 0, 0, 3, 1",
        "RollingUpdate, 30%, 0, 3, 1",
        "RollingUpdate, 0, 1%, 3, 0",
        "RollingUpdate, 100%, 0, 3, 3",
        "RollingUpdate, 7, 0, 3, 3",
        "Recreate, 0, 0, 3, 3",
        "OnDelete, 3, 0, 3, 0",
        "RollingUpdate, 1, 0, 0, 0"
    })
    void deployment(String type, String maxUnavailable, String maxSurge, int desired, int missing) {
        UpdateStrategy strategy = new UpdateStrategy(
                ApiName.parse(UpdateStrategy.Type.values(), "type", type), parse(maxUnavailable), parse(maxSurge));
        assertThat(strategy.unavailable(WorkloadKind.DEPLOYMENT, desired)).isEqualTo(missing);
    }

    @ParameterizedTest
    @DisplayName("the controllers of the other kinds round up")
    @CsvSource({"STATEFUL_SET, 30%, 3, 1", "DAEMON_SET, 1%, 3, 1", "DAEMON_SET, 34%, 3, 2", "STATEFUL_SET, 1, 3, 1"})
    void others(WorkloadKind kind, String maxUnavailable, int desired, int missing) {
        UpdateStrategy strategy =
                new UpdateStrategy(UpdateStrategy.Type.ROLLING_UPDATE, parse(maxUnavailable), IntOrPercent.of(0));
        assertThat(strategy.unavailable(kind, desired)).isEqualTo(missing);
    }

    @ParameterizedTest
    @DisplayName("a budget leaves what it asks for, rounded up, and never more pods than there are")
    @CsvSource({
        "min, 1, 3, 1",
        "min, 50%, 3, 2",
        "min, 5, 3, 3",
        "min, 0, 3, 0",
        "max, 1, 3, 2",
        "max, 50%, 3, 1",
        "max, 100%, 3, 0",
        "max, 7, 3, 0",
        "none, 1, 3, 0"
    })
    void budget(String which, String bound, int pods, int left) {
        DisruptionBudget.Builder budget = DisruptionBudget.builder().key(ObjectKey.of("shop", "web"));
        if (which.equals("min")) {
            budget.minAvailable(parse(bound));
        } else if (which.equals("max")) {
            budget.maxUnavailable(parse(bound));
        }
        assertThat(budget.build().leaves(pods)).isEqualTo(left);
    }

    @Test
    @DisplayName("owners of other kinds, and owners without a name, are no workload")
    void owner() {
        assertThat(Workload.controller("shop", "ReplicaSet/web-5d8f"))
                .contains(WorkloadKey.of(WorkloadKind.REPLICA_SET, "shop", "web-5d8f"));
        assertThat(Workload.controller("shop", "Job/web")).isEmpty();
        assertThat(Workload.controller("shop", "Deployment/")).isEmpty();
        assertThat(Workload.controller("shop", "web")).isEmpty();
    }

    @Test
    @DisplayName("numbers of pods are not negative, and a share is written with a percent sign")
    void ranges() {
        assertThatThrownBy(() -> IntOrPercent.of(-1)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new ReplicaCounts(1, -1, 0, 0)).hasMessageContaining("status.readyReplicas");
        assertThatThrownBy(() -> IntOrPercent.parsePercent("spec.minAvailable", "half"))
                .hasMessageContaining("spec.minAvailable");
        assertThat(IntOrPercent.ofPercent(25)).hasToString("25%");
        assertThat(IntOrPercent.ofPercent(200).roundedUp(Integer.MAX_VALUE / 4)).isEqualTo(1_073_741_822);
    }
}
