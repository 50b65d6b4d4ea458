package io.lbkit.aws.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.model.finding.Finding;
import io.lbkit.reconcile.spi.Design;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What is designed for many Services: {@code plain.yaml} in full, every other case as the difference from it, or from the case
 * that {@code against} names. Run with {@code
 * -Dlbkit.golden.update=true} to write what is expected anew, then review it.
 */
class GoldenTest {
    private static final Path CASES = GoldenCase.FOLDER.resolve("cases");
    private static final int CASES_AT_LEAST = 150;

    private static List<Path> files() {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<GoldenCase> cases(Path file) {
        return Documents.list(file).stream().map(GoldenCase::new).toList();
    }

    @TestFactory
    @DisplayName("the design of each case")
    Stream<DynamicTest> cases() throws IOException {
        if (Boolean.getBoolean("lbkit.golden.update")) {
            for (Path file : files()) {
                Files.writeString(file, updated(file));
            }
        }
        return files().stream()
                .flatMap(file -> cases(file).stream()
                        .map(one -> DynamicTest.dynamicTest(file.getFileName() + ": " + one.name(), () -> {
                            Map<String, Object> expected =
                                    Map.of("expect", one.fields().get("expect"));
                            assertThat(Documents.yaml(Map.of("expect", expected(one))))
                                    .isEqualTo(Documents.yaml(expected));
                        })));
    }

    @Test
    @DisplayName("the plain Service in full")
    void plain() throws IOException {
        Path file = GoldenCase.FOLDER.resolve("plain.yaml");
        String designed = Documents.yaml(Roles.of(GoldenCase.plain().design()));
        if (Boolean.getBoolean("lbkit.golden.update")) {
            Files.writeString(file, designed);
        }
        assertThat(designed).isEqualTo(Documents.read(file));
    }

    @Test
    @DisplayName(
            "there are enough cases, each has a name of its own, and every annotation appears with and without effect")
    void coverage() {
        List<GoldenCase> all =
                files().stream().flatMap(file -> cases(file).stream()).toList();
        Set<String> annotations = new HashSet<>();
        all.forEach(one -> {
            if (one.fields().get("annotations") instanceof Map<?, ?> written) {
                written.keySet()
                        .forEach(name -> AwsAnnotation.ofSuffix((String) name)
                                .ifPresent(known -> annotations.add(known.suffix())));
            }
        });
        assertThat(all).hasSizeGreaterThanOrEqualTo(CASES_AT_LEAST);
        assertThat(all.stream().map(GoldenCase::name)).doesNotHaveDuplicates();
        assertThat(Stream.of(AwsAnnotation.values()).map(AwsAnnotation::suffix))
                .allSatisfy(suffix -> assertThat(annotations).contains(suffix));
    }

    private static String updated(Path file) {
        List<Map<String, Object>> written = new ArrayList<>();
        for (GoldenCase one : cases(file)) {
            Map<String, Object> fields = new LinkedHashMap<>(one.fields());
            fields.remove("expect");
            fields.put("expect", expected(one));
            written.add(fields);
        }
        return Documents.yaml(written);
    }

    private static GoldenCase base(GoldenCase one) {
        Object name = one.fields().get("against");
        return name == null
                ? GoldenCase.plain()
                : files().stream()
                        .flatMap(file -> cases(file).stream())
                        .filter(other -> other.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static Map<String, Object> expected(GoldenCase one) {
        Design design = one.design();
        Map<String, Object> expected = new LinkedHashMap<>();
        if (design.outcome() == Design.Outcome.DESIGNED) {
            expected.put("differs", Roles.difference(base(one).design(), design));
        } else {
            expected.put("outcome", design.outcome().label());
        }
        List<String> findings = new ArrayList<>();
        design.findings().forEach(finding -> findings.add(text(finding)));
        if (!findings.isEmpty()) {
            expected.put("findings", findings);
        }
        return expected;
    }

    private static String text(Finding finding) {
        return finding.severity().label() + " " + finding.code() + " "
                + finding.kind().label() + " at " + finding.about().replace(AwsAnnotation.PREFIX, "") + ": "
                + finding.message() + " -> " + finding.remedy();
    }
}
