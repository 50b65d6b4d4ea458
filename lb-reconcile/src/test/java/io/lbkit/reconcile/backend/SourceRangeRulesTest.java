package io.lbkit.reconcile.backend;

import static io.lbkit.model.net.IpFamily.IPV4;
import static io.lbkit.model.net.IpFamily.IPV6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.SourceRanges;
import io.lbkit.model.net.IpAddress;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("source ranges of a Service of type LoadBalancer")
class SourceRangeRulesTest {
    private static SourceRangeResolver.Resolved resolve(Cluster.ServiceSketch service) {
        return SourceRangeResolver.resolve(service.build());
    }

    private static Cluster.ServiceSketch service() {
        return Cluster.service();
    }

    private static Cluster.ServiceSketch dualStack() {
        return Cluster.service().families(IPV4, IPV6);
    }

    private static List<String> admitted(SourceRangeResolver.Resolved resolved) {
        return resolved.ranges().admitted(IPV4).ranges().stream()
                .map(Object::toString)
                .toList();
    }

    @Nested
    @DisplayName("precedence")
    class Precedence {
        @Test
        @DisplayName("neither field nor annotation: everybody is admitted")
        void nothing() {
            assertThat(resolve(service())).isEqualTo(new SourceRangeResolver.Resolved(SourceRanges.open(), List.of()));
        }

        @Test
        @DisplayName("the annotation counts where the field is empty")
        void annotation() {
            assertThat(admitted(resolve(service().rangesAnnotation("10.0.0.0/8"))))
                    .containsExactly("10.0.0.0/8");
        }

        @Test
        @DisplayName("a field that is not empty wins over the annotation, with a warning where they differ")
        void field() {
            var resolved = resolve(service().ranges("10.0.0.0/8").rangesAnnotation("192.0.2.0/24"));

            assertThat(admitted(resolved)).containsExactly("10.0.0.0/8");
            assertThat(resolved.findings())
                    .extracting(Finding::kind, Finding::severity)
                    .containsExactly(tuple(FindingKind.CONFLICTING_CONFIGURATION, Severity.WARNING));
        }

        @Test
        @DisplayName("a field and an annotation that say the same are no conflict, whatever order and blanks")
        void same() {
            assertThat(resolve(service()
                                    .ranges("10.0.0.0/8", "192.0.2.0/24")
                                    .rangesAnnotation("192.0.2.0/24 , 10.0.0.0/8"))
                            .findings())
                    .isEmpty();
        }

        @Test
        @DisplayName("a broken annotation behind a good field does no harm")
        void brokenAnnotation() {
            var resolved = resolve(service().ranges("10.0.0.0/8").rangesAnnotation("nonsense"));

            assertThat(admitted(resolved)).containsExactly("10.0.0.0/8");
            assertThat(resolved.findings()).extracting(Finding::severity).containsExactly(Severity.WARNING);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "   ", "\t"})
        @DisplayName("a blank annotation is no annotation")
        void blank(String value) {
            assertThat(resolve(service().rangesAnnotation(value)).ranges()).isEqualTo(SourceRanges.open());
        }

        @ParameterizedTest
        @EnumSource(value = ServiceType.class, mode = EnumSource.Mode.EXCLUDE, names = "LOAD_BALANCER")
        @DisplayName("the annotation of a Service of another type has no meaning, right or wrong")
        void otherType(ServiceType type) {
            assertThat(resolve(service().type(type).rangesAnnotation("10.0.0.0/8,")))
                    .isEqualTo(new SourceRangeResolver.Resolved(SourceRanges.open(), List.of()));
        }
    }

    @Nested
    @DisplayName("parsing")
    class Parsing {
        @ParameterizedTest
        @ValueSource(strings = {"10.1.2.3/8", "010.000.0.0/8", " 10.0.0.0/8 "})
        @DisplayName("host bits, leading zeros and blanks of stored ranges are accepted and normalised")
        void lenient(String range) {
            assertThat(admitted(resolve(service().ranges(range)))).containsExactly("10.0.0.0/8");
            assertThat(admitted(resolve(service().rangesAnnotation(range)))).containsExactly("10.0.0.0/8");
        }

        @Test
        @DisplayName("each item of the annotation is trimmed")
        void trimmed() {
            assertThat(admitted(resolve(service().rangesAnnotation("  10.0.0.0/8 ,\t192.0.2.0/24 "))))
                    .containsExactly("10.0.0.0/8", "192.0.2.0/24");
        }

        @Test
        @DisplayName("duplicates count once, in any spelling")
        void duplicates() {
            assertThat(admitted(resolve(service().ranges("10.0.0.0/8", "10.9.9.9/8"))))
                    .containsExactly("10.0.0.0/8");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "10.0.0.0/8,",
                    ",10.0.0.0/8",
                    "10.0.0.0/8,,192.0.2.0/24",
                    ",",
                    "10.0.0.0/8,192.0.2.1",
                    "10.0.0.0/8,2001:db8::1",
                    "10.0.0.0/8,10.0.0.0/33",
                    "10.0.0.0/8,example.org",
                    "10.0.0.0/8 192.0.2.0/24",
                    "10.0.0.0/-1",
                    "10.0.0/8"
                })
        @DisplayName("one bad item fails the whole list: an empty one, a bare address, a wrong length, a name")
        void oneBadItem(String annotation) {
            var resolved = resolve(service().rangesAnnotation(annotation));

            assertThat(resolved.ranges()).isEqualTo(SourceRanges.open());
            assertThat(resolved.findings()).isNotEmpty().allSatisfy(finding -> {
                assertThat(finding.blocks()).isTrue();
                assertThat(finding.kind()).isEqualTo(FindingKind.INVALID_ANNOTATION);
                assertThat(finding.about()).contains(SourceRangeResolver.ANNOTATION);
            });
        }

        @Test
        @DisplayName("a bad item of the field is named by its index")
        void badField() {
            var resolved = resolve(service().ranges("10.0.0.0/8", "", "192.0.2.1"));

            assertThat(resolved.ranges()).isEqualTo(SourceRanges.open());
            assertThat(resolved.findings())
                    .extracting(Finding::about)
                    .containsExactly("spec.loadBalancerSourceRanges[1]", "spec.loadBalancerSourceRanges[2]");
            assertThat(resolved.findings()).extracting(Finding::kind).containsOnly(FindingKind.INVALID_FIELD);
        }
    }

    @Nested
    @DisplayName("allow all")
    class AllowAll {
        @ParameterizedTest
        @ValueSource(strings = {"0.0.0.0/0", "192.168.0.0/0"})
        @DisplayName("a range of length 0 means every address, whatever its host bits")
        void any(String range) {
            assertThat(resolve(service().ranges("10.0.0.0/8", range)).ranges()).isEqualTo(SourceRanges.open());
        }

        @Test
        @DisplayName("::/0 alone opens IPv6 and leaves IPv4 without a range, hence open")
        void anyIpv6() {
            assertThat(resolve(dualStack().ranges("::/0")))
                    .isEqualTo(new SourceRangeResolver.Resolved(SourceRanges.open(), List.of()));
        }

        @Test
        @DisplayName("a range of length 0 clears the filter of its own family only")
        void perFamily() {
            var ranges =
                    resolve(dualStack().ranges("0.0.0.0/0", "2001:db8::/32")).ranges();

            assertThat(ranges.restricted()).containsOnlyKeys(IPV6);
        }
    }

    @Nested
    @DisplayName("families")
    class Families {
        @Test
        @DisplayName("each family is restricted by its own ranges")
        void both() {
            var resolved = resolve(dualStack().ranges("10.0.0.0/8", "2001:db8::/32"));

            assertThat(resolved.ranges().admits(IpAddress.parse("10.1.1.1"))).isTrue();
            assertThat(resolved.ranges().admits(IpAddress.parse("11.1.1.1"))).isFalse();
            assertThat(resolved.ranges().admits(IpAddress.parse("2001:db8::1"))).isTrue();
            assertThat(resolved.ranges().admits(IpAddress.parse("2001:db9::1"))).isFalse();
            assertThat(resolved.findings()).isEmpty();
        }

        @Test
        @DisplayName("a family without a range stays open, with a warning on a dual-stack Service")
        void openFamily() {
            var resolved = resolve(dualStack().ranges("10.0.0.0/8"));

            assertThat(resolved.ranges().admits(IpAddress.parse("2001:db9::1"))).isTrue();
            assertThat(resolved.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.kind()).isEqualTo(FindingKind.RISKY_CONFIGURATION);
                assertThat(finding.message()).contains("IPv6");
            });
        }

        @Test
        @DisplayName("ranges of the other family do not protect a single-stack Service, with a warning")
        void foreignFamily() {
            assertThat(resolve(service().families(IPV6).ranges("10.0.0.0/8")).findings())
                    .extracting(Finding::message)
                    .singleElement()
                    .asString()
                    .contains("IPv6");
        }

        @Test
        @DisplayName("a family that is opened in so many words is no surprise, so no warning")
        void openedOnPurpose() {
            assertThat(resolve(dualStack().ranges("10.0.0.0/8", "::/0")).findings())
                    .isEmpty();
        }

        @Test
        @DisplayName("a single-stack Service that restricts its family is fine")
        void singleStack() {
            assertThat(resolve(service().families(IPV4).ranges("10.0.0.0/8")).findings())
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("the resolution of backends carries ranges and findings")
    void throughTheResolver() {
        var backends = Cluster.podIp(Cluster.of(), dualStack().ranges("10.0.0.0/8"));

        assertThat(backends.sourceRanges().restricted()).containsOnlyKeys(IPV4);
        assertThat(Cluster.codes(backends)).containsExactly("LB-SVC-021");
    }
}
