package io.lbkit.reconcile.backend;

import static io.lbkit.model.cluster.TrafficPolicy.CLUSTER;
import static io.lbkit.model.cluster.TrafficPolicy.LOCAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.ExclusionReason;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("eligibility of nodes")
class NodeEligibilityRulesTest {
    private static final String IN = "in";

    private static String verdict(NodeEligibility rules, TrafficPolicy policy, Cluster.NodeSketch node) {
        return rules.exclusion(node.build(), policy)
                .map(Exclusion::reason)
                .map(ExclusionReason::label)
                .orElse(IN);
    }

    private static Cluster.NodeSketch node() {
        return Cluster.node("worker-1");
    }

    private static Cluster.NodeSketch notReady() {
        return node().ready(ConditionStatus.FALSE);
    }

    static Stream<Arguments> everyReleaseAndPolicy() {
        return IntStream.rangeClosed(16, 40)
                .boxed()
                .flatMap(minor -> Stream.of(TrafficPolicy.values()).map(policy -> Arguments.of(minor, policy)));
    }

    @ParameterizedTest(name = "1.{0} {1}")
    @MethodSource("everyReleaseAndPolicy")
    @DisplayName("a plain Ready node is in, under every release and policy")
    void plain(int minor, TrafficPolicy policy) {
        assertThat(verdict(NodeEligibility.ofRelease(minor), policy, node())).isEqualTo(IN);
    }

    @ParameterizedTest(name = "1.{0} {1}")
    @MethodSource("everyReleaseAndPolicy")
    @DisplayName("Ready is asked for up to 1.24, under policy Cluster up to 1.26, and never since (KEP-3458)")
    void ready(int minor, TrafficPolicy policy) {
        boolean asked = minor <= 24 || (minor <= 26 && policy == CLUSTER);

        assertThat(verdict(NodeEligibility.ofRelease(minor), policy, notReady()))
                .isEqualTo(asked ? "node-not-ready" : IN);
    }

    @ParameterizedTest(name = "1.{0} {1}")
    @MethodSource("everyReleaseAndPolicy")
    @DisplayName("a cordoned node is out up to 1.18 only")
    void cordoned(int minor, TrafficPolicy policy) {
        assertThat(verdict(NodeEligibility.ofRelease(minor), policy, node().cordoned()))
                .isEqualTo(minor <= 18 ? "node-unschedulable" : IN);
    }

    @ParameterizedTest(name = "1.{0} {1}")
    @MethodSource("everyReleaseAndPolicy")
    @DisplayName("the master role label takes a node out up to 1.20 only")
    void master(int minor, TrafficPolicy policy) {
        assertThat(verdict(
                        NodeEligibility.ofRelease(minor), policy, node().label("node-role.kubernetes.io/master", "")))
                .isEqualTo(minor <= 20 ? "node-control-plane" : IN);
    }

    @ParameterizedTest(name = "1.{0} {1}")
    @MethodSource("everyReleaseAndPolicy")
    @DisplayName("a node with the taint of the cluster autoscaler is out since 1.21")
    void autoscaler(int minor, TrafficPolicy policy) {
        assertThat(verdict(
                        NodeEligibility.ofRelease(minor),
                        policy,
                        node().taint(NodeEligibility.AUTOSCALER_TAINT, "NoSchedule")))
                .isEqualTo(minor >= 21 ? "node-to-be-deleted-by-autoscaler" : IN);
    }

    @ParameterizedTest(name = "1.{0} {1}")
    @MethodSource("everyReleaseAndPolicy")
    @DisplayName("a node with a deletion timestamp is out since 1.27 (KEP-3458)")
    void deleting(int minor, TrafficPolicy policy) {
        assertThat(verdict(NodeEligibility.ofRelease(minor), policy, node().deleting()))
                .isEqualTo(minor >= 27 ? "node-deleting" : IN);
    }

    @ParameterizedTest(name = "1.{0} {1}")
    @MethodSource("everyReleaseAndPolicy")
    @DisplayName("the exclusion label with an empty value takes a node out under every release")
    void labelled(int minor, TrafficPolicy policy) {
        assertThat(verdict(NodeEligibility.ofRelease(minor), policy, node().label(NodeEligibility.EXCLUSION_LABEL, "")))
                .isEqualTo("node-excluded-by-label");
    }

    @Nested
    @DisplayName("gate StableLoadBalancerNodeSet off")
    class GateOff {
        @ParameterizedTest
        @CsvSource({
            "27, CLUSTER, node-not-ready",
            "28, CLUSTER, node-not-ready",
            "29, CLUSTER, node-not-ready",
            "27, LOCAL, in",
            "28, LOCAL, in",
            "29, LOCAL, node-not-ready"
        })
        @DisplayName("Ready is asked for under policy Cluster, and under policy Local since 1.29")
        void ready(int minor, TrafficPolicy policy, String verdict) {
            assertThat(verdict(NodeEligibility.ofRelease(minor).withoutStableNodeSet(), policy, notReady()))
                    .isEqualTo(verdict);
        }

        @ParameterizedTest
        @ValueSource(ints = {27, 28, 29})
        @DisplayName("a deletion timestamp does not count; label and taint do")
        void others(int minor) {
            NodeEligibility rules = NodeEligibility.ofRelease(minor).withoutStableNodeSet();

            assertThat(verdict(rules, CLUSTER, node().deleting())).isEqualTo(IN);
            assertThat(verdict(rules, CLUSTER, node().label(NodeEligibility.EXCLUSION_LABEL, "")))
                    .isEqualTo("node-excluded-by-label");
            assertThat(verdict(rules, CLUSTER, node().taint(NodeEligibility.AUTOSCALER_TAINT, "NoSchedule")))
                    .isEqualTo("node-to-be-deleted-by-autoscaler");
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 26, 30, 32, 36})
        @DisplayName("cannot be off where the gate is absent or locked")
        void absent(int minor) {
            NodeEligibility rules = NodeEligibility.ofRelease(minor);

            assertThatThrownBy(rules::withoutStableNodeSet).isInstanceOf(InvalidValueException.class);
        }
    }

    @Nested
    @DisplayName("exclusion label node.kubernetes.io/exclude-from-external-load-balancers")
    class Label {
        @ParameterizedTest
        @ValueSource(strings = {"0", "f", "F", "FALSE", "false", "False"})
        @DisplayName("since 1.34 a value that reads as false keeps the node in; before, presence alone takes it out")
        void no(String value) {
            var labelled = node().label(NodeEligibility.EXCLUSION_LABEL, value);

            assertThat(verdict(NodeEligibility.ofRelease(34), CLUSTER, labelled))
                    .isEqualTo(IN);
            assertThat(verdict(NodeEligibility.ofRelease(33), CLUSTER, labelled))
                    .isEqualTo("node-excluded-by-label");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"1", "t", "T", "TRUE", "true", "True", "", "no", "off", "fAlse", " false", "00", "n", "-1"})
        @DisplayName("true, empty and what is no boolean take the node out")
        void yes(String value) {
            var labelled = node().label(NodeEligibility.EXCLUSION_LABEL, value);

            assertThat(verdict(NodeEligibility.current(), CLUSTER, labelled)).isEqualTo("node-excluded-by-label");
            assertThat(verdict(NodeEligibility.current(), LOCAL, labelled)).isEqualTo("node-excluded-by-label");
        }

        @Test
        @DisplayName("the detail quotes the label with its value")
        void detail() {
            assertThat(NodeEligibility.current()
                            .exclusion(
                                    node().label(NodeEligibility.EXCLUSION_LABEL, "yes")
                                            .build(),
                                    CLUSTER))
                    .hasValueSatisfying(out -> {
                        assertThat(out.id()).isEqualTo("worker-1");
                        assertThat(out.detail()).contains("Node/worker-1", NodeEligibility.EXCLUSION_LABEL, "'yes'");
                    });
        }
    }

    @Nested
    @DisplayName("predicates of today")
    class Today {
        @ParameterizedTest
        @ValueSource(strings = {"NoSchedule", "PreferNoSchedule", "NoExecute"})
        @DisplayName("the taint of the cluster autoscaler counts with any effect")
        void anyEffect(String effect) {
            assertThat(verdict(
                            NodeEligibility.current(), CLUSTER, node().taint("ToBeDeletedByClusterAutoscaler", effect)))
                    .isEqualTo("node-to-be-deleted-by-autoscaler");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "node.cloudprovider.kubernetes.io/uninitialized",
                    "node.kubernetes.io/not-ready",
                    "node.kubernetes.io/unreachable",
                    "DeletionCandidateOfClusterAutoscaler"
                })
        @DisplayName("other taints keep the node in, that of an uninitialised node too")
        void otherTaints(String taint) {
            assertThat(verdict(NodeEligibility.current(), CLUSTER, node().taint(taint, "NoExecute")))
                    .isEqualTo(IN);
        }

        @ParameterizedTest
        @EnumSource(ConditionStatus.class)
        @DisplayName("every Ready status keeps the node in")
        void anyReadiness(ConditionStatus status) {
            assertThat(verdict(NodeEligibility.current(), CLUSTER, node().ready(status)))
                    .isEqualTo(IN);
        }

        @Test
        @DisplayName("there is no built-in rule for control planes")
        void controlPlane() {
            assertThat(verdict(
                            NodeEligibility.current(),
                            CLUSTER,
                            node().label("node-role.kubernetes.io/control-plane", "")
                                    .label("node-role.kubernetes.io/master", "")))
                    .isEqualTo(IN);
        }

        @Test
        @DisplayName("a cordoned node and a node without a provider id are in")
        void tolerated() {
            assertThat(verdict(
                            NodeEligibility.current(),
                            CLUSTER,
                            node().cordoned().unknownToTheCloud()))
                    .isEqualTo(IN);
        }

        @Test
        @DisplayName("only Ready=True is ready where a release asks for it")
        void unknownIsNotReady() {
            assertThat(verdict(NodeEligibility.ofRelease(24), CLUSTER, node().ready(ConditionStatus.UNKNOWN)))
                    .isEqualTo("node-not-ready");
        }
    }

    @Test
    @DisplayName("a release has a positive minor version")
    void minor() {
        assertThatThrownBy(() -> NodeEligibility.ofRelease(0)).isInstanceOf(InvalidValueException.class);
    }
}
