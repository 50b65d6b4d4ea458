package io.lbkit.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import io.lbkit.testkit.cloud.Fault;
import io.lbkit.testkit.cloud.Operation;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReconcileMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SimulatedCloud cloud = SimulatedCloud.create();
    private final Reconciler reconciler =
            cloud.reconciler("prod").listener(new ReconcileMetrics(registry)).build();
    private final ClusterSnapshot cluster = ClusterSnapshot.empty()
            .covering(ObjectType.SERVICE, Coverage.COMPLETE)
            .covering(ObjectType.NODE, Coverage.COMPLETE)
            .with(Node.builder().name("node-a").build())
            .with(Service.builder()
                    .key(ServiceKey.of("shop", "web"))
                    .type(ServiceType.LOAD_BALANCER)
                    .addPort(ServicePort.builder().port(80).nodePort(30080).build())
                    .build());

    /** Every counter, and the count of every timer, as {@code name{tag=value,...} count}. */
    private Map<String, Double> counts() {
        Map<String, Double> counts = new TreeMap<>();
        registry.forEachMeter(meter -> {
            String tags = String.join(
                    ",",
                    meter.getId().getTags().stream()
                            .map(tag -> tag.getKey() + "=" + tag.getValue())
                            .toList());
            meter.measure().forEach(measured -> {
                if (measured.getStatistic().name().equals("COUNT")) {
                    counts.put(meter.getId().getName() + "{" + tags + "}", measured.getValue());
                }
            });
        });
        return counts;
    }

    @Test
    @DisplayName("A run is counted by provider, operation, outcome and error kind")
    void run() {
        Outcome outcome = reconciler.reconcile(cluster);
        assertThat(outcome.status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(counts())
                .containsEntry("lbkit.observe{error=none,provider=simulated}", 1.0)
                .containsEntry("lbkit.plan{outcome=changes,provider=simulated}", 1.0)
                .containsEntry("lbkit.plan.steps{action=create,cause=new,provider=simulated}", 5.0)
                .containsEntry("lbkit.plan.steps{action=add-members,cause=new,provider=simulated}", 1.0)
                .containsEntry("lbkit.step{action=create,error=none,outcome=done,provider=simulated}", 5.0)
                .containsEntry("lbkit.step{action=add-members,error=none,outcome=done,provider=simulated}", 1.0)
                .containsEntry("lbkit.call{error=none,operation=write,provider=simulated}", 5.0)
                .containsEntry("lbkit.call{error=none,operation=members,provider=simulated}", 1.0)
                .containsEntry("lbkit.execution{outcome=applied,provider=simulated}", 1.0);
        reconciler.plan(cluster);
        assertThat(counts()).containsEntry("lbkit.plan{outcome=empty,provider=simulated}", 1.0);
    }

    @Test
    @DisplayName("Any provider is counted under its name, in a registry of the user's")
    void anyProvider() {
        MeterRegistry registry = new SimpleMeterRegistry();
        // docs: metrics
        Reconciler reconciler = Reconciler.builder()
                .provider(cloud)
                .clusterId("prod")
                .listener(new ReconcileMetrics(registry))
                .build();
        // docs: end
        reconciler.observe();
        assertThat(registry.get("lbkit.observe")
                        .tag("provider", "simulated")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("A refused change is counted with the kind of its error")
    void refused() {
        cloud.faults().add(Fault.refusing(ErrorKind.QUOTA).on(Operation.CREATE));
        reconciler.reconcile(cluster);
        assertThat(counts())
                .containsEntry("lbkit.call{error=quota,operation=write,provider=simulated}", 1.0)
                .containsEntry("lbkit.step{action=create,error=quota,outcome=failed,provider=simulated}", 1.0)
                .containsEntry("lbkit.execution{outcome=partial,provider=simulated}", 1.0);
    }

    @Test
    @DisplayName("An observation that fails is counted with the kind of its error")
    void unread() {
        cloud.faults().add(Fault.refusing(ErrorKind.PERMISSION).on(Operation.OBSERVE));
        assertThatThrownBy(() -> reconciler.plan(cluster)).isInstanceOf(ProviderException.class);
        assertThat(counts()).isEqualTo(Map.of("lbkit.observe{error=permission,provider=simulated}", 1.0));
    }
}
