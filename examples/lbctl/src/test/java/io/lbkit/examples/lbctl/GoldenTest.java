package io.lbkit.examples.lbctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is printed for the demo. Run with {@code -Dlbkit.golden.update=true} to write the files anew, then review them. */
class GoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @ParameterizedTest(name = "{0}")
    @DisplayName("each command prints the golden file")
    @CsvSource({
        "design.json,       design   -o json",
        "design.yaml,       design   -o yaml",
        "design.txt,        design",
        "backends.json,     backends -o json",
        "backends-ip.json,  backends -o json --mode ip -n shop/web",
        "backends.txt,      backends",
        "plan.json,         plan     -o json",
        "plan.txt,          plan",
        "apply.json,        apply    -o json --yes",
        "apply.txt,         apply    --yes",
        "validate.json,     validate -o json",
        "validate.txt,      validate",
        "coloured.txt,      plan     --color always -n infra"
    })
    void golden(String file, String command) throws IOException {
        String[] args = Stream.concat(
                        Arrays.stream(command.split(" +")),
                        Stream.of("-f", Program.CLUSTER, "--facts", "demo/cloud.yaml"))
                .toArray(String[]::new);
        String printed = Program.run(args).out();
        assertGolden(file, printed);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("explain prints the golden file")
    @CsvSource({
        "explain.txt,          -n shop",
        "explain-wide.txt,     -n shop/cart --width 0",
        "explain-narrow.txt,   -n shop/cart --width 40",
        "explain.json,         -n shop/pay -o json",
        "explain-coloured.txt, -n shop --color always"
    })
    void explain(String file, String options) throws IOException {
        String[] args = Stream.concat(
                        Stream.of("explain", "-f", "night/cluster.yaml", "--actual", "night/cloud.yaml"),
                        Arrays.stream(options.split(" +")))
                .toArray(String[]::new);
        assertGolden(file, Program.run(args).out());
    }

    @Test
    @DisplayName("no colour says anything that no word says, and a terminal of 80 columns has room")
    void withoutColour() throws IOException {
        String coloured = Files.readString(GOLDEN.resolve("explain-coloured.txt"));
        String plain = Files.readString(GOLDEN.resolve("explain.txt"));
        assertThat(coloured.replaceAll("\u001B\\[[0-9]*m", "")).isEqualTo(plain);
        assertThat(plain).matches("\\A\\p{ASCII}*\\z");
        assertThat(plain.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    @DisplayName("the report for a browser is the golden file")
    void html(@TempDir Path folder) throws IOException {
        Path report = folder.resolve("report.html");
        Program.run("explain", "-f", "night/cluster.yaml", "--actual", "night/cloud.yaml", "--html", report.toString());
        assertGolden("explain.html", Files.readString(report));
    }

    private static void assertGolden(String file, String printed) throws IOException {
        Path golden = GOLDEN.resolve(file);
        if (Boolean.getBoolean("lbkit.golden.update")) {
            Files.writeString(golden, printed);
        }
        assertThat(printed).isEqualTo(Files.readString(golden)).doesNotContain("\r");
    }

    @Test
    @DisplayName("standard error has the findings where JSON has no place for them")
    void findingsOfBackends() {
        Program.Run run = Program.run("backends", "-f", Program.CLUSTER, "-o", "json");
        assertThat(run.err()).contains("error LB-SVC-017 shop/api").contains("error LB-IN-009 shop/legacy");
        assertThat(run.out()).startsWith("[").doesNotContain("LB-");
    }
}
