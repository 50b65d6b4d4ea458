package io.lbkit.examples.lbctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitCodeTest {
    private static final String WEB = "shop/web";

    @ParameterizedTest
    @DisplayName("a command line that makes no sense is a usage error with a short message")
    @ValueSource(
            strings = {
                "nope",
                "design",
                "plan -f x --cloud nope",
                "plan -f x -o xml",
                "plan -f x -n a/b/c",
                "plan -f x -n /b",
                "plan -f x -n a/",
                "plan -f x --default-namespace a/b",
                "plan -f x --cluster-id  ",
                "plan -f x --cloud-setting nope=1",
                "backends -f x --mode pods",
                "validate -f x --fail-on info",
                "plan -f x --color sometimes"
            })
    void usage(String line) {
        Program.Run run =
                Program.run(line.replace("--cluster-id  ", "--cluster-id=  ").split(" (?! |$)"));
        assertThat(run.code()).as(run.err()).isEqualTo(64);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("lbctl: ").doesNotContain("\tat ");
        assertThat(run.err().lines().count()).isLessThan(6);
    }

    @Test
    @DisplayName("an unknown cloud names the known ones")
    void unknownCloud() {
        assertThat(Program.run("plan", "-f", "x", "--cloud", "nope").err())
                .contains("--cloud: 'nope' is unknown: known are aws, simulated");
    }

    @Test
    @DisplayName("without a command the help is printed; so are version and completion")
    void help() {
        assertThat(Program.run().code()).isZero();
        assertThat(Program.run().out()).contains("Usage: lbctl").contains("design");
        assertThat(Program.run("--version").out()).startsWith("lbctl ");
        assertThat(Program.run("completion").out()).contains("complete").contains("--detailed-exitcode");
        assertThat(Program.run("plan", "--help").out()).contains("64   the command line is wrong");
    }

    @ParameterizedTest
    @DisplayName("a blocked Service makes every command fail; without it all is well")
    @ValueSource(strings = {"design", "backends", "plan"})
    void blocked(String command) {
        assertThat(Program.run(command, "-f", Program.CLUSTER).code()).isEqualTo(1);
        assertThat(Program.run(command, "-f", Program.CLUSTER, "-n", WEB).code())
                .isZero();
    }

    @Test
    @DisplayName("plan --detailed-exitcode tells whether there is something to do")
    void detailed(@TempDir Path folder) {
        String state = folder.resolve("state.json").toString();
        String[] plan = {"plan", "-f", Program.CLUSTER, "-n", WEB, "--actual", state, "--detailed-exitcode"};
        assertThat(Program.run(plan).code()).isEqualTo(2);
        assertThat(Program.run("apply", "-f", Program.CLUSTER, "-n", WEB, "--actual", state, "--yes")
                        .code())
                .isZero();
        assertThat(Program.run(plan).code()).isZero();
        assertThat(Program.run("plan", "-f", Program.CLUSTER, "--actual", state, "--detailed-exitcode")
                        .code())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("validate: 2 with errors, 1 with warnings that count, else 0")
    void validate() {
        assertThat(Program.run("validate", "-f", Program.CLUSTER).code()).isEqualTo(2);
        String[] warning = {"validate", "-f", Program.CLUSTER, "-n", "infra/dns"};
        assertThat(Program.run(warning).code()).isZero();
        assertThat(Program.run("validate", "-f", Program.CLUSTER, "-n", "infra/dns", "--fail-on", "warning")
                        .code())
                .isEqualTo(1);
        assertThat(Program.run("validate", "-f", Program.CLUSTER, "-n", WEB, "--fail-on", "warning")
                        .code())
                .isZero();
    }

    @Test
    @DisplayName("apply asks, and changes nothing without a yes")
    void confirmation(@TempDir Path folder) throws IOException {
        Path state = folder.resolve("state.yaml");
        String[] apply = {"apply", "-f", Program.CLUSTER, "-n", WEB, "--actual", state.toString()};
        Program.Run nobody = Program.run(apply);
        assertThat(nobody.code()).isEqualTo(1);
        assertThat(nobody.err()).contains("no terminal to ask on").contains("--yes");
        assertThat(Program.answering(false).with(apply).code()).isEqualTo(1);
        assertThat(state).doesNotExist();
        assertThat(Program.answering(true).with(apply).code()).isZero();
        assertThat(state).exists();
        assertThat(Program.run(apply).out()).contains("No changes").contains("Nothing to do");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(state);
        }
    }

    @Test
    @DisplayName("apply without a file for the cloud says that the result is not kept")
    void notKept() {
        Program.Run run = Program.run("apply", "-f", Program.CLUSTER, "-n", WEB, "--yes");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("not kept").contains("--actual");
    }
}
