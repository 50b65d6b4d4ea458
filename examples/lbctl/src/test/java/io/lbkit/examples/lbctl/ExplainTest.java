package io.lbkit.examples.lbctl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainTest {
    private static final String CLUSTER = "night/cluster.yaml";
    private static final String CLOUD = "night/cloud.yaml";

    @ParameterizedTest
    @DisplayName("the exit code is that of the worst verdict")
    @CsvSource({"shop/web, 0, delivers", "shop/cart, 2, degraded", "shop/pay, 2, broken", "shop, 2, broken"})
    void exitCode(String selection, int code, String verdict) {
        Program.Run run = Program.run("explain", "-f", CLUSTER, "--actual", CLOUD, "-n", selection);
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).contains(": " + verdict + ",");
    }

    @Test
    @DisplayName("without the cloud a Service that looks well is not settled")
    void unsettled() {
        Program.Run run = Program.run("explain", "-f", CLUSTER, "-n", "shop/web");
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.out()).contains("inconclusive").contains("What would help next: what the cloud has");
    }

    @Test
    @DisplayName("a file of the cloud that does not exist is no empty cloud")
    void missingFile() {
        Program.Run run = Program.run("explain", "-f", CLUSTER, "--actual", "no-such-file.yaml");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("does not exist");
    }

    @Test
    @DisplayName("a client that is no address is refused")
    void badClient() {
        Program.Run run = Program.run("explain", "-f", CLUSTER, "--client", "everybody");
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("everybody");
    }

    @Test
    @DisplayName("JSON has the cause, its evidence and every hop")
    void json() {
        Program.Run run = Program.run("explain", "-f", CLUSTER, "--actual", CLOUD, "-n", "shop/pay", "-o", "json");
        assertThat(run.out())
                .contains("\"verdict\": \"broken\"", "\"code\": \"LB-SVC-002\"", "\"field\": \"spec.selector\"");
    }

    @Test
    @DisplayName("flows that cannot all be read are told, and a file that does not exist is refused")
    void flows() {
        Program.Run cut =
                Program.run("explain", "-f", CLUSTER, "--actual", CLOUD, "--flows", CLUSTER, "-n", "shop/web");
        assertThat(cut.code()).isZero();
        assertThat(cut.out()).contains("LB-TRF-107");
        Program.Run none = Program.run("explain", "-f", CLUSTER, "--flows", "no-such-file.json");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("no-such-file.json does not exist");
    }

    @Test
    @DisplayName("JSON has the changes, and null where no drop was measured")
    void changes() {
        Program.Run run = Program.run(
                "explain",
                "-f",
                CLUSTER,
                "--actual",
                CLOUD,
                "--before",
                "night/before.yaml",
                "--series",
                "night/health.csv",
                "-n",
                "shop",
                "-o",
                "json");
        assertThat(run.out())
                .contains(
                        "\"drop\": null", "\"at\": \"2026-03-01T12:42:00Z\"", "\"lost\": [", "\"kind\": \"selector\"");
    }

    @Test
    @DisplayName("a rule that does not exist is refused, and all are listed without a code")
    void rules() {
        assertThat(Program.run("rules", "LB-XX-999").code()).isEqualTo(1);
        assertThat(Program.run("rules").out())
                .contains("LB-SVC-002", "LB-EP-018")
                .doesNotContain("#");
        assertThat(Program.run("rules", "lb-ep-018", "-o", "json").out()).contains("\"code\": \"LB-EP-018\"");
    }
}
