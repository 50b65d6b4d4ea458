package io.lbkit.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.diagnose.Discriminator.Trait;
import io.lbkit.diagnose.document.DiagnosisDocument;
import io.lbkit.diagnose.document.DiagnosisText;
import io.lbkit.diagnose.fixture.Draft;
import io.lbkit.diagnose.fixture.World;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.reconcile.document.TextStyle;
import io.lbkit.testkit.cloud.CloudShape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DiscriminatorTest {
    private static final int PODS = 6;

    /** Six pods on three nodes, one in each of three zones: 1 and 4 on the first, 2 and 5 on the second, 3 and 6 on the third. */
    private static World world(int ports) {
        return World.of(new Draft(
                BackendMode.POD_IP, TrafficPolicy.CLUSTER, 3, PODS, ports, true, CloudShape.SEPARATE_OBJECTS));
    }

    private static Diagnosis failing(World world, int... pods) {
        for (int pod : pods) {
            world.pod(
                    pod,
                    each -> each.putCondition("Ready", Condition.of(ConditionStatus.FALSE))
                            .putCondition("ContainersReady", Condition.of(ConditionStatus.FALSE)));
        }
        return world.reconcile().diagnose();
    }

    @Test
    @DisplayName("the node of the failing pods is named, and its zone, which says as much")
    void node() {
        Diagnosis diagnosis = failing(world(1), 1, 4);
        assertThat(diagnosis.discriminators())
                .containsExactly(
                        new Discriminator(Trait.ZONE, "zone-1", 2, 2, 0, 4),
                        new Discriminator(Trait.NODE, "node-1", 2, 2, 0, 4));
        assertThat(DiagnosisText.of(diagnosis, TextStyle.PLAIN))
                .contains("Of the 2 ways over node node-1 2 fail, of the 4 others 0.");
        assertThat(DiagnosisDocument.of(diagnosis).get("discriminators"))
                .isEqualTo(List.of(
                        Map.of(
                                "trait",
                                "zone",
                                "value",
                                "zone-1",
                                "failing",
                                2,
                                "having",
                                2,
                                "otherFailing",
                                0,
                                "others",
                                4),
                        Map.of(
                                "trait",
                                "node",
                                "value",
                                "node-1",
                                "failing",
                                2,
                                "having",
                                2,
                                "otherFailing",
                                0,
                                "others",
                                4)));
    }

    @Test
    @DisplayName("the revision of the failing pods is named, and no node")
    void revision() {
        World world = world(1);
        List.of(2, 3, 4).forEach(pod -> world.pod(pod, each -> each.owner("ReplicaSet/web-next")));
        assertThat(failing(world, 2, 3, 4).discriminators())
                .containsExactly(new Discriminator(Trait.REVISION, "ReplicaSet/web-next", 3, 3, 0, 3));
    }

    @Test
    @DisplayName("the port is named of which no pod has the target port")
    void port() {
        World world = world(2);
        String lost = world.service().ports().get(1).targetPort().toString();
        for (int pod = 1; pod <= PODS; pod++) {
            world.pod(
                    pod,
                    each -> each.containers(each.build().containers().stream()
                            .map(container -> io.lbkit.model.cluster.Container.builder()
                                    .from(container)
                                    .ports(container.ports().stream()
                                            .filter(port -> !port.name().equals(lost))
                                            .toList())
                                    .build())
                            .toList()));
        }
        assertThat(world.reconcile().diagnose().discriminators())
                .containsExactly(new Discriminator(
                        Trait.PORT, world.service().ports().get(1).label(), PODS, PODS, 0, PODS));
    }

    @Test
    @DisplayName("nothing is named that only a part of the failing pods have, or one pod alone, or all")
    void nothing() {
        assertThat(failing(world(1), 1, 2).discriminators()).as("on two nodes").isEmpty();
        assertThat(failing(world(1), 1, 2, 4).discriminators())
                .as("two on a node, one elsewhere")
                .isEmpty();
        assertThat(failing(world(1), 3).discriminators()).as("one").isEmpty();
        assertThat(failing(world(1), 1, 2, 3, 4, 5, 6).discriminators())
                .as("all")
                .isEmpty();
        assertThat(failing(world(1)).discriminators()).as("none").isEmpty();
    }
}
