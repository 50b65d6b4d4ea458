package io.lbkit.examples.lbctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("what the cloud measured is compared with changes, live and from a bundle")
class CloudMetricsTest {
    private static final List<String> NIGHT = List.of("-f", "night/cluster.yaml", "--actual", "night/cloud.yaml");
    private static final String CHANGE = "possible 0.69 Pod/shop/pay-1 metadata.labels";

    @TempDir
    private Path folder;

    private static Program.Run run(String command, String... more) {
        return Program.run(Stream.of(Stream.of(command), NIGHT.stream(), Stream.of(more))
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    private static Program.Run explain(String... more) {
        return run(
                "explain",
                Stream.concat(
                                Stream.of(
                                        "-n",
                                        "shop/pay",
                                        "--before",
                                        "night/before.yaml",
                                        "--before-at",
                                        "2026-03-01T12:40:00Z",
                                        "--width",
                                        "0"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    @Test
    @DisplayName("the drop is found in the hour before now")
    void live() {
        assertThat(explain("--metrics", "ledger").out())
                .contains("Healthy targets dropped at 2026-03-01T12:42:00Z from 100 % to 0 %", CHANGE);
    }

    @Test
    @DisplayName("a span is as long as is said, and ends when the evidence was taken")
    void span() {
        assertThat(explain("--metrics", "ledger", "--since", "2m").out()).doesNotContain("dropped at");
        assertThat(explain("--metrics", "ledger", "--since", "2h", "--at", "2026-03-01T12:41:00Z")
                        .out())
                .contains("No drop of healthy targets was measured.");
    }

    @Test
    @DisplayName("a bundle has the series, so that the same is said elsewhere")
    void bundle() throws IOException {
        Path bundle = folder.resolve("bundle");
        Program.Run capture = run("capture", "--metrics", "ledger", "--since", "1h", "--to", bundle.toString());
        assertThat(capture.code()).as(capture.err()).isZero();
        assertThat(Files.readString(bundle.resolve("traffic-0.csv")))
                .startsWith(
                        "time,metric,subject,peer,value\n2026-03-01T11:45:00Z,healthy-targets,Service/shop/pay,,1.0\n");

        Program.Run elsewhere = Program.run(
                "explain",
                bundle.toString(),
                "-n",
                "shop/pay",
                "--before",
                "night/before.yaml",
                "--before-at",
                "2026-03-01T12:40:00Z",
                "--width",
                "0");

        assertThat(elsewhere.out())
                .isEqualTo(explain("--metrics", "ledger").out())
                .contains(CHANGE);
    }

    @Test
    @DisplayName("a refusal is named, and the rest is said all the same")
    void refused() {
        Program.Run run = explain("--metrics", "ledger", "--cloud-setting", "seed=403");
        assertThat(run.code()).isEqualTo(ExitCodes.NOT_DELIVERED);
        assertThat(run.out()).contains("LB-SVC-002", "LB-SIM-403", "403 Forbidden", "No drop of healthy targets");
        Program.Run capture = run(
                "capture",
                "--metrics",
                "ledger",
                "--cloud-setting",
                "seed=403",
                "--to",
                folder.resolve("bundle").toString());
        assertThat(capture.code()).isZero();
        assertThat(capture.err()).contains("LB-SIM-403", "403 Forbidden");
        assertThat(folder.resolve("bundle/traffic-0.csv")).doesNotExist();
    }

    @Test
    @DisplayName("of a cloud that nobody read nothing can be asked")
    void noObservation() {
        Program.Run run = Program.run("explain", "-f", "night/cluster.yaml", "-n", "shop/web", "--metrics", "ledger");
        assertThat(run.code()).isEqualTo(ExitCodes.UNSETTLED);
        assertThat(run.out()).contains("LB-CTL-007");
    }

    @ParameterizedTest
    @DisplayName("a name or a duration that is wrong is refused")
    @CsvSource({
        "--metrics, prometheus, known are ledger",
        "--since, 1, is no duration such as 30m",
        "--since, soon, is no duration such as 30m",
        "--since, 0h, is not longer than nothing",
        "--since, -1h, is not longer than nothing"
    })
    void wrong(String option, String value, String message) {
        Program.Run run = run("explain", option + "=" + value);
        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains(message);
    }
}
