package io.lbkit.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.diagnose.document.DiagnosisText;
import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.diagnose.fixture.Draft;
import io.lbkit.diagnose.fixture.World;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.document.TextStyle;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The code of the page about outages. */
class DiagnosisHowToTest {
    private static List<Diagnosis> diagnoses(
            ClusterSnapshot cluster, LoadBalancerProvider provider, Reconciler reconciler) {
        // docs: diagnose
        Observation seen = reconciler.observe();
        DiagnosisInput evidence = DiagnosisInput.builder()
                .cluster(cluster)
                .observation(seen)
                .designs(reconciler.design(cluster, seen)) // what the provider would make: drift is told by it
                .clusterId("test")
                .cloud(provider.id().name())
                .addClient(IpAddress.parse("203.0.113.9")) // somebody who should be served
                .build();

        List<Diagnosis> outages = Diagnoser.of(evidence).all().stream()
                .filter(diagnosis -> diagnosis.verdict() == Verdict.BROKEN)
                .toList();
        // docs: end
        return outages;
    }

    @Test
    @DisplayName("the code of the page finds the outage of a Service whose pods carry another label")
    void outage() {
        World world = World.of(Draft.ip());
        world.service(service -> service.putSelector("app", "wbe")).writeSlices();
        List<Diagnosis> outages = diagnoses(world.snapshot(), world.cloud(), world.reconciler());
        assertThat(outages)
                .singleElement()
                .satisfies(diagnosis -> assertThat(DiagnosisText.of(diagnosis, TextStyle.PLAIN))
                        .startsWith("shop/web: broken, 0 of ")
                        .contains("LB-SVC-002 shop/web spec.selector"));
    }
}
