package io.lbkit.diagnose.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.Hop;
import io.lbkit.model.finding.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a diagnosis has to say. Causes and effects are told in full: what does not stand there must not be said.
 *
 * @param name the name of the case
 * @param fields what stands under {@code expect}
 */
record Expectation(String name, Map<String, Object> fields) {
    private static final Set<String> KNOWN = Set.of(
            "verdict", "delivering", "confidence", "causes", "effects", "never", "says", "fails", "next", "sure");

    Expectation {
        Fields.allow(name, fields, KNOWN);
        if (!fields.keySet().containsAll(Set.of("verdict", "causes"))) {
            throw new IllegalArgumentException(name + ": a verdict and the causes are needed");
        }
    }

    void check(Diagnosis diagnosis) {
        assertThat(diagnosis.verdict().label()).as(told(diagnosis)).isEqualTo(fields.get("verdict"));
        if (fields.containsKey("delivering")) {
            assertThat(diagnosis.delivering() + " of " + diagnosis.backends())
                    .as(told(diagnosis))
                    .isEqualTo(fields.get("delivering"));
        }
        if (fields.containsKey("confidence")) {
            assertThat(diagnosis.confidence().label()).as(told(diagnosis)).isEqualTo(fields.get("confidence"));
        }
        checkCauses(diagnosis);
        checkEffects(diagnosis);
        Fields.map(fields.get("fails"))
                .forEach((backend, hop) -> assertThat(firstFailing(diagnosis, backend))
                        .as(backend + " first fails in " + told(diagnosis))
                        .isEqualTo(hop));
        checkWords(diagnosis);
        checkNext(diagnosis);
    }

    private void checkCauses(Diagnosis diagnosis) {
        List<String> expected = Fields.texts(fields.get("causes"));
        assertThat(codes(diagnosis.findings()))
                .as(told(diagnosis))
                .isEqualTo(expected.stream().map(Expectation::code).toList());
        for (int i = 0; i < expected.size(); i++) {
            Finding finding = diagnosis.findings().get(i);
            String place =
                    expected.get(i).substring(code(expected.get(i)).length()).trim();
            assertThat(finding.about()).as(told(diagnosis)).contains(place);
        }
        Map<String, Object> sure = Fields.map(fields.get("sure"));
        sure.forEach((code, confidence) -> assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.code().text().equals(code))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.confidence().label()).isEqualTo(confidence)));
    }

    private void checkEffects(Diagnosis diagnosis) {
        Set<String> expected = new TreeSet<>(Fields.texts(fields.get("effects")));
        assertThat(new TreeSet<>(codes(diagnosis.effects())))
                .as("effects: " + told(diagnosis))
                .isEqualTo(expected);
    }

    private void checkWords(Diagnosis diagnosis) {
        String words = String.join("\n", words(diagnosis));
        Fields.texts(fields.get("says"))
                .forEach(word -> assertThat(words).as(told(diagnosis)).contains(word));
        Fields.texts(fields.get("never"))
                .forEach(word -> assertThat(words).as(told(diagnosis)).doesNotContain(word));
    }

    private static List<String> words(Diagnosis diagnosis) {
        List<String> words = new ArrayList<>();
        Stream.concat(diagnosis.findings().stream(), diagnosis.effects().stream())
                .forEach(finding -> words.add(finding.code() + " " + finding.about() + " " + finding.message() + " "
                        + finding.remedy() + " " + finding.evidence()));
        return words;
    }

    private void checkNext(Diagnosis diagnosis) {
        if (fields.containsKey("next")) {
            List<String> facts = Fields.texts(fields.get("next")).stream()
                    .map(Expectation::hop)
                    .map(Hop::nextFact)
                    .distinct()
                    .toList();
            assertThat(diagnosis.missingEvidence()).as(told(diagnosis)).startsWith(facts.toArray(String[]::new));
        }
    }

    private static Hop hop(String label) {
        return Arrays.stream(Hop.values())
                .filter(hop -> hop.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no hop " + label));
    }

    private static String firstFailing(Diagnosis diagnosis, String backend) {
        Chain found = diagnosis.chains().stream()
                .filter(chain -> chain.backend().equals(backend))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + backend + " in " + told(diagnosis)));
        return found.firstDisagreement().map(hop -> hop.hop().label()).orElse("none");
    }

    private static String code(String cause) {
        return cause.split(" ", 2)[0];
    }

    private static List<String> codes(List<Finding> findings) {
        return findings.stream().map(finding -> finding.code().text()).toList();
    }

    private static String told(Diagnosis diagnosis) {
        StringBuilder text = new StringBuilder(diagnosis.verdict().label() + " " + diagnosis.delivering() + " of "
                + diagnosis.backends() + " " + diagnosis.confidence().label());
        diagnosis.findings().forEach(finding -> text.append("\n  cause ").append(line(finding)));
        diagnosis.effects().forEach(finding -> text.append("\n  effect ").append(line(finding)));
        diagnosis
                .chains()
                .forEach(chain -> text.append("\n  ")
                        .append(chain.backend())
                        .append(' ')
                        .append(chain.hops().stream()
                                .map(hop -> hop.hop().label() + "=" + hop.state())
                                .toList()));
        return text + "\n  next " + diagnosis.missingEvidence();
    }

    private static String line(Finding finding) {
        return finding.code() + " " + finding.about() + ": " + finding.message() + " ("
                + finding.confidence().label() + ")";
    }
}
