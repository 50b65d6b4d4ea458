package io.lbkit.examples.lbctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
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
