package io.lbkit.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.HopState;
import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.diagnose.fixture.Draft;
import io.lbkit.diagnose.fixture.World;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.finding.Confidence;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnoserTest {
    static Stream<Draft> drafts() {
        return Stream.of(Draft.ip(), Draft.cluster(), Draft.local());
    }

    @ParameterizedTest
    @MethodSource("drafts")
    @DisplayName("a healthy Service delivers to every backend and yields no finding")
    void healthy(Draft draft) {
        Diagnosis diagnosis = World.of(draft).diagnose();
        assertThat(diagnosis.findings()).isEmpty();
        assertThat(diagnosis.effects()).isEmpty();
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.DELIVERS);
        assertThat(diagnosis.delivering()).isEqualTo(3);
        assertThat(diagnosis.backends()).isEqualTo(3);
        assertThat(diagnosis.confidence()).as("no client is known").isEqualTo(Confidence.PROBABLE);
    }

    @Test
    @DisplayName("with a client that is admitted the verdict is certain")
    void client() {
        DiagnosisInput input = World.of(Draft.ip())
                .input()
                .addClient(io.lbkit.model.net.IpAddress.parse("198.51.100.7"))
                .build();
        assertThat(Diagnoser.of(input).diagnose(World.KEY).orElseThrow().confidence())
                .isEqualTo(Confidence.CONFIRMED);
    }

    @ParameterizedTest
    @MethodSource("drafts")
    @DisplayName("one pod that is not ready degrades the Service, and the chain fails where it is listed")
    void oneNotReady(Draft draft) {
        Diagnosis diagnosis = World.of(draft)
                .pod(
                        2,
                        pod -> pod.putCondition("Ready", Condition.of(ConditionStatus.FALSE))
                                .putCondition("ContainersReady", Condition.of(ConditionStatus.FALSE)))
                .reconcile()
                .diagnose();
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.DEGRADED);
        assertThat(diagnosis.delivering()).isEqualTo(2);
        assertThat(diagnosis.findings())
                .extracting(finding -> finding.code().text())
                .containsExactly("LB-EP-003");
        Chain chain = diagnosis.chains().get(1);
        assertThat(chain.backend()).isEqualTo("pod shop/web-2");
        assertThat(chain.firstDisagreement().orElseThrow().hop()).isEqualTo(Hop.LISTED);
    }

    @ParameterizedTest
    @MethodSource("drafts")
    @DisplayName("without the cloud nothing is said about it, and the next fact is named")
    void withoutCloud(Draft draft) {
        DiagnosisInput all = World.of(draft).input().build();
        DiagnosisInput input =
                DiagnosisInput.builder().from(all).observation(Optional.empty()).build();
        Diagnosis diagnosis = Diagnoser.of(input).diagnose(World.KEY).orElseThrow();
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(diagnosis.findings()).isEmpty();
        assertThat(diagnosis.missingEvidence()).first().isEqualTo(Hop.PROVISIONED.nextFact());
        assertThat(diagnosis.chains()).allSatisfy(chain -> {
            assertThat(chain.state(Hop.LISTED)).isEqualTo(HopState.PASS);
            assertThat(chain.state(Hop.REGISTERED)).isEqualTo(HopState.UNKNOWN);
        });
    }

    @Test
    @DisplayName("slices that were not read are not empty")
    void withoutSlices() {
        World world = World.of(Draft.ip());
        DiagnosisInput input = world.input()
                .cluster(world.snapshot()
                        .without(ObjectType.ENDPOINT_SLICE, "shop/web-1")
                        .covering(ObjectType.ENDPOINT_SLICE, Coverage.UNKNOWN))
                .build();
        Diagnosis diagnosis = Diagnoser.of(input).diagnose(World.KEY).orElseThrow();
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(diagnosis.findings()).isEmpty();
    }

    @Test
    @DisplayName("a Service without an address is pending, and with nobody acting the cause is named")
    void pending() {
        Diagnosis diagnosis = World.of(Draft.ip()).unprovision().diagnose();
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.PENDING);
        assertThat(diagnosis.primary().orElseThrow().code().text()).isEqualTo("LB-CLD-001");
    }

    @Test
    @DisplayName("two faults on different backends are both reported, each with its own")
    void independent() {
        World world = World.of(Draft.ip())
                .pod(
                        2,
                        pod -> pod.putCondition("Ready", Condition.of(ConditionStatus.FALSE))
                                .putCondition("ContainersReady", Condition.of(ConditionStatus.FALSE)));
        world.cloud()
                .console()
                .removeMembers(
                        world.object(io.lbkit.model.resource.Role.BACKEND_POOL).id(),
                        world.object(io.lbkit.model.resource.Role.BACKEND_POOL)
                                .members()
                                .orElseThrow()
                                .asList()
                                .get(0));
        assertThat(world.diagnose().findings())
                .extracting(finding -> finding.code().text())
                .contains("LB-EP-003", "LB-CLD-022");
    }
}
