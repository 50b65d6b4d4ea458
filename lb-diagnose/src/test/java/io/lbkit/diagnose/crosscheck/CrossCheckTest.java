package io.lbkit.diagnose.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.diagnose.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the diagnosis says of simulated histories, and what their clients met with. With {@code -Dlbkit.golden.update=true} the
 * page is written anew; with {@code -Dlbkit.crosscheck.seeds=NUMBER} there are more histories, whose figures are printed.
 */
@Tag("long")
class CrossCheckTest {
    private static final int SEEDS = 8;
    private static final Path PAGE = Path.of("../docs/reference/diagnosis-accuracy.md");
    private static final String HEADING = "## Figures\n\n";

    /** Where clients still meet with something else than the verdict says; the page tells why. */
    private static final Set<String> DISAGREE =
            Set.of("the selector is misspelt", "the target port has a name that nobody has");

    private static final int ASKED = Integer.getInteger("lbkit.crosscheck.seeds", SEEDS);
    private static Scorecard card = new Scorecard(List.of());

    @BeforeAll
    static void run() {
        card = Scorecard.ofSeeds(ASKED);
    }

    @Test
    @DisplayName("the page shows the figures of these histories")
    void page() throws IOException {
        String page = Files.readString(PAGE);
        String told = page.substring(0, page.indexOf(HEADING)) + HEADING + card.text();
        if (ASKED != SEEDS) {
            System.out.println(card.text());
        } else if (Boolean.getBoolean("lbkit.golden.update")) {
            Files.writeString(PAGE, told);
        } else {
            assertThat(page).isEqualTo(told);
        }
    }

    @Test
    @DisplayName("clients meet with what the verdict says, but for what the page lists")
    void agreement() {
        assertThat(card.comparisons().stream()
                        .filter(each -> !each.agrees())
                        .map(each -> each.mishap().name())
                        .collect(Collectors.toSet()))
                .isEqualTo(DISAGREE);
    }

    @Test
    @DisplayName("where nothing is wrong, nothing is said")
    void silence() {
        assertThat(card.comparisons())
                .filteredOn(each -> each.mishap().domain().isEmpty())
                .isNotEmpty()
                .allSatisfy(each -> {
                    assertThat(each.verdict()).isEqualTo(Verdict.DELIVERS);
                    assertThat(each.primary()).as(each.mishap().name()).isEmpty();
                });
    }

    @Test
    @DisplayName("the first finding names what was planted")
    void named() {
        assertThat(card.comparisons())
                .allSatisfy(each -> assertThat(each.isNamed())
                        .as("%s, seed %d: %s", each.mishap().name(), each.seed(), each.primary())
                        .isTrue());
    }
}
