package io.lbkit.testkit.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.guard.ExposureWidening;
import io.lbkit.reconcile.guard.Guardrails;
import io.lbkit.reconcile.guard.Verdict;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.ObservationScope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the kinds of every shape tell the guardrails, and how a program asks for a shape. */
class ShapeKindsTest {
    private static SimulatedCloud cloud(CloudShape shape) {
        return SimulatedCloud.builder().shape(shape).build();
    }

    private static Reconciler reconciler(SimulatedCloud cloud) {
        return cloud.reconciler(Scenes.CLUSTER).build();
    }

    private static Service.Builder admitting(String range) {
        return Scenes.service().loadBalancerSourceRanges(List.of(range));
    }

    private static ClusterSnapshot cluster(Service.Builder service) {
        return Scenes.cluster().with(service.build());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Letting more clients in waits for an approval in every shape")
    void wideningIsHeldBack(CloudShape shape) {
        SimulatedCloud cloud = cloud(shape);
        reconciler(cloud).reconcile(cluster(admitting("192.0.2.0/24")));

        Plan wider = reconciler(cloud).plan(cluster(admitting("0.0.0.0/0")));

        assertThat(Guardrails.standard().check(wider)).extracting(Verdict::rule).contains(ExposureWidening.RULE);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("What people protect in the console is not deleted with its Service in any shape")
    void protectedObjectsStay(CloudShape shape) {
        SimulatedCloud cloud = cloud(shape);
        reconciler(cloud).reconcile(cluster(Scenes.service()));
        List<Resource> addressed = cloud.observe(ObservationScope.cluster(Scenes.CLUSTER)).actual().resources().stream()
                .filter(resource -> resource.kind().deletionProtected().isPresent())
                .toList();
        assertThat(addressed).hasSize(1);
        cloud.console().set(addressed.get(0).id(), SimulatedKinds.DELETION_PROTECTION, true);
        cloud.advance(Duration.ofSeconds(5));

        reconciler(cloud).reconcile(Scenes.cluster());

        assertThat(cloud.observe(ObservationScope.cluster(Scenes.CLUSTER))
                        .actual()
                        .get(addressed.get(0).id()))
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A program asks for a shape by its name")
    void shapeIsASetting(CloudShape shape) {
        LoadBalancerProvider cloud = new SimulatedCloudFactory().create(Map.of("shape", shape.label()));

        assertThat(cloud.kinds()).isEqualTo(shape.kinds());
    }

    @Test
    @DisplayName("Another shape is refused with the names of those that there are")
    void unknownShape() {
        assertThatThrownBy(() -> new SimulatedCloudFactory().create(Map.of("shape", "round")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("round")
                .hasMessageContaining("separate-objects, many-small-objects, one-document");
    }
}
