package io.lbkit.diagnose.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.diagnose.rule.Rule;
import io.lbkit.diagnose.rule.RuleCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** With {@code -Dlbkit.golden.update=true} the pages are written anew. */
class FindingPagesTest {
    private static final Path PAGES = Path.of("../docs/reference/findings");

    @Test
    @DisplayName("the pages of the documentation are those of the catalogue, no more and no less")
    void pages() throws IOException {
        SortedMap<String, String> wanted = new TreeMap<>();
        wanted.put("README.md", RuleText.index(RuleCatalogue.standard()));
        for (Rule rule : RuleCatalogue.standard().rules()) {
            wanted.put(rule.code() + ".md", RuleText.page(rule));
        }
        if (Boolean.getBoolean("lbkit.golden.update")) {
            Files.createDirectories(PAGES);
            for (String name : wanted.keySet()) {
                Files.writeString(PAGES.resolve(name), wanted.get(name));
            }
        }
        SortedMap<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(PAGES)) {
            for (Path file : files.toList()) {
                found.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertThat(found).isEqualTo(wanted);
    }

    @Test
    @DisplayName("no rule decides what the index calls undecided")
    void undecided() {
        Set<String> ruled = RuleCatalogue.standard().rules().stream()
                .map(rule -> rule.code().text())
                .collect(Collectors.toSet());
        assertThat(Undecided.all()).isNotEmpty().allSatisfy(mode -> {
            String[] codes = mode.codes().split(", ", -1);
            String family = codes[0].substring(0, codes[0].lastIndexOf('-'));
            for (String code : codes) {
                assertThat(ruled).doesNotContain(code.startsWith("-") ? family + code : code);
            }
        });
    }
}
