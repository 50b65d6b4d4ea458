package io.lbkit.diagnose.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.Verdict;
import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.HopResult;
import io.lbkit.diagnose.chain.HopState;
import io.lbkit.diagnose.fixture.EvidencePart;
import io.lbkit.model.finding.Confidence;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the diagnosis of every case when one part of its evidence, whichever, is taken away. */
@Tag("long")
class MissingEvidenceTest {
    private static final Set<Verdict> SETTLED = EnumSet.of(Verdict.DELIVERS, Verdict.DEGRADED, Verdict.BROKEN);

    /**
     * With these parts a filter goes out of sight, so that a backend behind it may seem to be reached, which is then no more than
     * probable. Where it is asked about a client, not even that.
     */
    private static final Set<EvidencePart> FILTERS = EnumSet.of(
            EvidencePart.FILTERS,
            EvidencePart.SOME_OF_THE_CLOUD,
            EvidencePart.POLICIES,
            EvidencePart.SOME_POLICIES,
            EvidencePart.CLIENTS,
            EvidencePart.NAMESPACES);

    /** Whether a registered target is in use, its health alone tells; whose address an entry has, the pods alone. */
    private static final Map<EvidencePart, Hop> ALONE =
            Map.of(EvidencePart.HEALTH, Hop.REGISTERED, EvidencePart.PODS, Hop.LISTED);

    static List<Scenario> cases() {
        return Scenario.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("less evidence gives no verdict that contradicts, no hop its opposite, and no new certainty")
    void noContradiction(Scenario scenario) {
        Scenario.Evidence evidence = scenario.evidence();
        Diagnosis full = Scenario.diagnosis(evidence.without(scenario.missing()));
        for (EvidencePart part : EvidencePart.values()) {
            Set<EvidencePart> without = EnumSet.of(part);
            without.addAll(scenario.missing());
            Diagnosis less = Scenario.diagnosis(evidence.without(without));
            String story = scenario + " without " + part;
            boolean isAsked = !without.contains(EvidencePart.CLIENTS)
                    && !evidence.all().clients().isEmpty();
            boolean isOtherQuestion = part == EvidencePart.CLIENTS;
            boolean isOpen = !isAsked && FILTERS.contains(part) && full.confidence() != Confidence.CONFIRMED;
            checkVerdict(story, full, less, isOtherQuestion || isOpen);
            checkHops(story, full, less, part);
        }
    }

    private static void checkVerdict(String story, Diagnosis full, Diagnosis less, boolean mayTurn) {
        if (mayTurn && less.verdict() != full.verdict()) {
            assertThat(less.confidence()).as(story).isNotEqualTo(Confidence.CONFIRMED);
        } else if (SETTLED.contains(full.verdict())) {
            assertThat(less.verdict()).as(story).isIn(full.verdict(), Verdict.INCONCLUSIVE);
        } else {
            assertThat(less.verdict()).as(story).isIn(full.verdict(), Verdict.INCONCLUSIVE, Verdict.PENDING);
        }
    }

    private static void checkHops(String story, Diagnosis full, Diagnosis less, EvidencePart part) {
        Map<String, Chain> before = full.chains().stream()
                .collect(Collectors.toMap(MissingEvidenceTest::name, Function.identity(), (one, other) -> one));
        for (Chain chain : less.chains()) {
            Chain known = before.get(name(chain));
            if (known != null) {
                for (HopResult hop : chain.hops()) {
                    if (ALONE.get(part) == hop.hop()) {
                        continue;
                    }
                    assertThat(List.of(known.state(hop.hop()), hop.state()))
                            .as("%s: %s of %s, before %s", story, hop, name(chain), known.at(hop.hop()))
                            .isNotIn(List.of(HopState.PASS, HopState.FAIL), List.of(HopState.FAIL, HopState.PASS));
                }
            }
        }
    }

    private static String name(Chain chain) {
        return chain.backend() + " " + chain.port();
    }
}
