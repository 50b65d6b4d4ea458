package io.lbkit.examples.lbctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages about the program and the README show what the program does: each {@code console} block is run, in order, and must
 * print what stands there. Paths are relative to the root of the repository; {@code state.yaml} is a file that does not
 * exist at first, {@code bundle} and {@code outage} are folders that do not. A line {@code ...} stands for any lines.
 */
class ReferencePageTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path README = ROOT.resolve("README.md");
    private static final Path PAGE = ROOT.resolve("docs/reference/lbctl.md");
    private static final Path GUARDRAILS = ROOT.resolve("docs/reference/guardrails.md");
    private static final Path AWS = ROOT.resolve("docs/how-to/design-for-aws.md");
    private static final Path OUTAGE = ROOT.resolve("docs/how-to/explain-an-outage.md");
    private static final String PROGRAM = "$ java -jar examples/lbctl/target/lbctl.jar";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\n(.*?)^```$");

    @TempDir
    private Path folder;

    @TestFactory
    @DisplayName("each console block prints what the page says")
    Stream<DynamicTest> blocks() throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(PAGE)
                + Files.readString(README)
                + Files.readString(GUARDRAILS)
                + Files.readString(AWS)
                + Files.readString(OUTAGE));
        List<DynamicTest> tests = new ArrayList<>();
        while (blocks.find()) {
            String block = blocks.group(1);
            tests.add(DynamicTest.dynamicTest(block.lines().findFirst().orElse(""), () -> check(block)));
        }
        assertThat(tests).hasSizeGreaterThan(5);
        return tests.stream();
    }

    private void check(String block) {
        StringBuilder printed = new StringBuilder();
        int code = 0;
        for (String line : block.lines().filter(each -> each.startsWith("$ ")).toList()) {
            printed.append(line).append('\n');
            if (line.equals("$ echo $?")) {
                printed.append(code).append('\n');
            } else {
                assertThat(line).startsWith(PROGRAM);
                Program.Run run = Program.run(arguments(line.substring(PROGRAM.length())));
                code = run.code();
                printed.append(run.both().replace(ROOT + "/", "").replace(folder + "/", ""));
            }
        }
        String expected = Pattern.quote(block).replace("\n...\n", "\n\\E(?s:.*?)\\Q");
        assertThat(printed.toString())
                .as("the page would have to say:%n%s", printed)
                .matches(expected);
    }

    private String[] arguments(String line) {
        return Arrays.stream(line.strip().split(" +"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.startsWith("examples/") ? ROOT.resolve(word).toString() : word)
                .map(word -> Set.of("state.yaml", "bundle", "outage").contains(word)
                        ? folder.resolve(word).toString()
                        : word)
                .toArray(String[]::new);
    }

    @Test
    @DisplayName("the page names every option of every command")
    void everyOption() throws IOException {
        String page = Files.readString(PAGE);
        picocli.CommandLine line = Lbctl.commandLine(System.in, Terminal.ofProcess(), Clock.systemUTC());
        line.getSubcommands().forEach((name, command) -> {
            assertThat(page).contains("## lbctl " + name);
            command.getCommandSpec()
                    .options()
                    .forEach(option -> assertThat(page).contains("`" + option.longestName()));
        });
    }
}
