package io.lbkit.aws.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.model.finding.Finding;
import io.lbkit.reconcile.spi.Design;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final int CASES_AT_LEAST = 150;

    @TestFactory
    @DisplayName("the design of each case")
    Stream<DynamicTest> cases() throws IOException {
        if (Boolean.getBoolean("lbkit.golden.update")) {
            for (Path file : GoldenCase.files()) {
                Files.writeString(file, updated(file));
            }
        }
        return GoldenCase.files().stream()
                .flatMap(file -> GoldenCase.of(file).stream()
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
    @DisplayName("there are enough cases, and each has a name of its own")
    void coverage() {
        List<GoldenCase> all = GoldenCase.all().toList();
        assertThat(all).hasSizeGreaterThanOrEqualTo(CASES_AT_LEAST);
        assertThat(all.stream().map(GoldenCase::name)).doesNotHaveDuplicates();
    }

    private static String updated(Path file) {
        List<Map<String, Object>> written = new ArrayList<>();
        for (GoldenCase one : GoldenCase.of(file)) {
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
                : GoldenCase.all()
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
