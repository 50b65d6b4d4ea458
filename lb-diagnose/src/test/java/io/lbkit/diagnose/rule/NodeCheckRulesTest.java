package io.lbkit.diagnose.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.diagnose.Diagnoser;
import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.diagnose.fixture.Draft;
import io.lbkit.diagnose.fixture.World;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.Role;
import io.lbkit.reconcile.spi.Observation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NodeCheckRulesTest {
    private static final MemberKey SILENT = new MemberKey("node-1", 0);

    /** What is said of a Service whose target node-1 is unhealthy, where another pool reports something as well. */
    private static List<String> causes(MemberKey member, MemberHealth.State state) {
        World world = World.of(Draft.cluster()).report(1, MemberHealth.State.UNHEALTHY);
        DiagnosisInput input = world.input().build();
        ResourceId other = new ResourceId(world.object(Role.BACKEND_POOL).id().kind(), "of-another-service");
        Observation seen = Observation.builder()
                .from(input.observation().orElseThrow())
                .putHealth(other, Map.of(member, MemberHealth.of(state)))
                .build();
        DiagnosisInput more =
                DiagnosisInput.builder().from(input).observation(seen).build();
        return Diagnoser.of(more).diagnose(World.KEY).orElseThrow().findings().stream()
                .map(finding -> finding.code().text())
                .toList();
    }

    @Test
    @DisplayName("a node that answers another load balancer has a kube-proxy, so the cause is not known")
    void answersAnother() {
        assertThat(causes(SILENT, MemberHealth.State.HEALTHY)).containsExactly("LB-NET-101");
    }

    @Test
    @DisplayName("a node that answers no load balancer, and another node that answers one, say nothing against it")
    void answersNobody() {
        assertThat(causes(SILENT, MemberHealth.State.UNHEALTHY)).containsExactly("LB-NODE-005");
        assertThat(causes(new MemberKey("node-2", 0), MemberHealth.State.HEALTHY))
                .containsExactly("LB-NODE-005");
    }

    @Test
    @DisplayName("a pod that answers on the node does not speak for its kube-proxy")
    void podAnswers() {
        assertThat(causes(new MemberKey("node-1", 8080), MemberHealth.State.HEALTHY))
                .containsExactly("LB-NODE-005");
    }
}
