package io.lbkit.aws.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.internal.request.AwsAnnotation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every annotation has golden cases: one that is carried out, one that is refused, and one that contradicts something else. */
class AnnotationCoverageTest {
    /** Any text is right: another type is another implementation, and what is wrong with the others only AWS can say. */
    private static final Set<AwsAnnotation> ANY_TEXT =
            EnumSet.of(AwsAnnotation.TYPE, AwsAnnotation.ACCESS_LOG_BUCKET, AwsAnnotation.ACCESS_LOG_PREFIX);

    /** Nothing else that a Service can say contradicts these, and their value is no reference to anything. */
    private static final Set<AwsAnnotation> ALONE = EnumSet.of(
            AwsAnnotation.NAME,
            AwsAnnotation.PROXY_PROTOCOL,
            AwsAnnotation.ACCESS_LOG_BUCKET,
            AwsAnnotation.ACCESS_LOG_PREFIX,
            AwsAnnotation.CROSS_ZONE,
            AwsAnnotation.SSL_CERT,
            AwsAnnotation.HEALTH_CHECK_PATH,
            AwsAnnotation.HEALTHY_THRESHOLD,
            AwsAnnotation.UNHEALTHY_THRESHOLD,
            AwsAnnotation.SUCCESS_CODES,
            AwsAnnotation.TARGET_NODE_LABELS,
            AwsAnnotation.CAPACITY);

    private static final String INVALID = "LB-SVC-017";
    private static final String UNKNOWN = "LB-SVC-015";

    private record Finding(String severity, String code, String annotation) {
        static Finding of(String text) {
            String[] words = text.split(" ", 3);
            String about =
                    text.contains("annotations['") ? text.replaceFirst("(?s).*?annotations\\['([^']*)'.*", "$1") : "";
            return new Finding(words[0], words[1], about);
        }

        boolean isAbout(AwsAnnotation annotation) {
            return AwsAnnotation.ofSuffix(annotation())
                    .filter(annotation::equals)
                    .isPresent();
        }
    }

    private record Case(String name, Set<AwsAnnotation> annotations, boolean designed, List<Finding> findings) {
        static Case of(GoldenCase golden) {
            Set<AwsAnnotation> annotations = EnumSet.noneOf(AwsAnnotation.class);
            if (golden.fields().get("annotations") instanceof Map<?, ?> written) {
                written.keySet()
                        .forEach(name -> AwsAnnotation.ofSuffix((String) name).ifPresent(annotations::add));
            }
            Map<?, ?> expected = (Map<?, ?>) golden.fields().get("expect");
            List<Finding> findings = new ArrayList<>();
            if (expected.get("findings") instanceof List<?> texts) {
                texts.forEach(text -> findings.add(Finding.of((String) text)));
            }
            return new Case(golden.name(), annotations, expected.containsKey("differs"), findings);
        }
    }

    private static List<String> cases(AwsAnnotation annotation, Predicate<Case> wanted) {
        return GoldenCase.all()
                .map(Case::of)
                .filter(one -> one.annotations().contains(annotation))
                .filter(wanted)
                .map(Case::name)
                .toList();
    }

    private static Predicate<Finding> refusal(AwsAnnotation annotation) {
        return finding -> finding.isAbout(annotation) && !finding.severity().equals("info");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a case in which it is carried out, without a complaint about it")
    void carriedOut(AwsAnnotation annotation) {
        assertThat(cases(
                        annotation,
                        one -> one.designed() && one.findings().stream().noneMatch(refusal(annotation))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a case in which its value is refused")
    void refused(AwsAnnotation annotation) {
        if (ANY_TEXT.contains(annotation)) {
            return;
        }
        assertThat(cases(annotation, one -> one.findings().stream().anyMatch(refusal(annotation))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a case in which it contradicts something")
    void contradicted(AwsAnnotation annotation) {
        List<String> found = cases(
                annotation,
                one -> one.findings().stream()
                        .anyMatch(finding -> finding.isAbout(annotation)
                                && !Set.of(INVALID, UNKNOWN).contains(finding.code())));
        assertThat(found.isEmpty()).as("contradicted by %s", found).isEqualTo(ALONE.contains(annotation));
    }

    @Test
    @DisplayName("each name is in the registry once")
    void names() {
        assertThat(Stream.of(AwsAnnotation.values()).map(AwsAnnotation::suffix)).doesNotHaveDuplicates();
    }
}
