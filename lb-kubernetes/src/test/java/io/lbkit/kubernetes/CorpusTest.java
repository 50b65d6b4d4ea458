package io.lbkit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.finding.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Manifests and dumps as people publish them. They are not part of this repository: name their folder with
 * {@code -Dlbkit.corpus} or {@code LBKIT_CORPUS}, or put it into {@code shared/corpus} beside the repository.
 */
class CorpusTest {
    private static Path corpus() {
        Path folder = Path.of(Optional.ofNullable(System.getProperty("lbkit.corpus"))
                .or(() -> Optional.ofNullable(System.getenv("LBKIT_CORPUS")))
                .orElse("../../shared/corpus"));
        if (!Files.isDirectory(folder)) {
            Assumptions.abort("no corpus at " + folder + ": set -Dlbkit.corpus or LBKIT_CORPUS to read one");
        }
        return folder;
    }

    private static List<Path> manifests() {
        try (Stream<Path> files = Files.walk(corpus())) {
            return files.filter(file -> file.toString().matches(".*\\.(ya?ml|json|kyaml)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("every file of the corpus yields objects or findings, and no file is passed over in silence")
    void everyFile() {
        SortedMap<String, Integer> objects = new TreeMap<>();
        SortedMap<String, Integer> codes = new TreeMap<>();
        List<Path> manifests = manifests();
        int refused = 0;
        for (Path file : manifests) {
            ClusterInput input = ClusterReader.create().add(file).read();
            assertThat(input.objects().isEmpty() && input.findings().isEmpty())
                    .as("%s is silent", file)
                    .isFalse();
            input.objects().forEach((kind, count) -> objects.merge(kind, count, Integer::sum));
            input.findings().forEach(finding -> codes.merge(finding.code().text(), 1, Integer::sum));
            refused += input.snapshot().unreadable().size();
        }
        System.out.printf(
                "corpus: %d files, objects %s, refused %d, findings %s%n", manifests.size(), objects, refused, codes);
        assertThat(manifests).isNotEmpty();
    }

    @Test
    @DisplayName("every finding of the corpus says where, what and what to do")
    void findingsAreUseful() {
        ClusterInput input = ClusterReader.create().complete().add(corpus()).read();

        assertThat(input.findings()).isSorted();
        for (Finding finding : input.findings()) {
            assertThat(finding.message()).endsWith(".").hasSizeLessThan(600);
            assertThat(finding.remedy()).endsWith(".");
            assertThat(finding.about()).isNotBlank();
        }
    }
}
