package io.lbkit.aws.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the page of differences says is shown by a test is shown by one that exists. */
class DifferencesPageTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final Path PAGE = REPOSITORY.resolve("docs/reference/aws-differences.md");
    private static final Path RULES = REPOSITORY.resolve("docs/reference/provider-contract.md");

    private static List<String> shownBy(Pattern quoted) {
        List<String> all = new ArrayList<>();
        for (String table : read(PAGE).split("\n\n")) {
            List<String> rows = table.lines().toList();
            if (rows.get(0).endsWith("| shown by |")) {
                rows.stream()
                        .skip(2)
                        .map(row ->
                                row.substring(row.substring(0, row.length() - 1).lastIndexOf('|')))
                        .flatMap(cell -> quoted.matcher(cell).results().map(MatchResult::group))
                        .map(text -> text.substring(1, text.length() - 1))
                        .forEach(all::add);
            }
        }
        return all;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Path> tests() throws IOException {
        Map<String, Path> tests = new HashMap<>();
        try (Stream<Path> modules = Files.list(REPOSITORY)) {
            for (Path folder : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .forEach(file ->
                                    tests.put(file.getFileName().toString().replace(".java", ""), file));
                }
            }
        }
        return tests;
    }

    @Test
    @DisplayName("golden cases")
    void cases() {
        Set<String> names = GoldenCase.all().map(GoldenCase::name).collect(Collectors.toSet());

        assertThat(shownBy(Pattern.compile("\\*[^*]+\\*")))
                .hasSizeGreaterThan(30)
                .allMatch(names::contains);
    }

    @Test
    @DisplayName("tests and rules of the conformance kit")
    void testsExist() throws IOException {
        Map<String, Path> tests = tests();
        List<String> quoted = shownBy(Pattern.compile("`[^`]+`"));

        assertThat(quoted).hasSizeGreaterThan(30).allSatisfy(name -> {
            if (name.startsWith("LBP-")) {
                assertThat(read(RULES)).contains("| " + name + " |");
            } else {
                String[] parts = name.split("\\.");
                assertThat(tests).containsKey(parts[0]);
                if (parts.length > 1) {
                    assertThat(read(tests.get(parts[0]))).contains(" void " + parts[1] + "(");
                }
            }
        });
    }
}
