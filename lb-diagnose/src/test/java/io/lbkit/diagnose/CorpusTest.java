package io.lbkit.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.diagnose.document.DiagnosisDocument;
import io.lbkit.diagnose.document.DiagnosisText;
import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.kubernetes.ClusterReader;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.document.TextStyle;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.testkit.cloud.SimulatedCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Manifests and dumps as people have them. They are not part of the repository: name their folder in {@code -Dlbkit.corpus} or
 * {@code LBKIT_CORPUS}, or put it into {@code shared/corpus} beside the repository.
 */
class CorpusTest {
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);

    private static Path corpus() {
        Path folder = Path.of(Optional.ofNullable(System.getProperty("lbkit.corpus"))
                .or(() -> Optional.ofNullable(System.getenv("LBKIT_CORPUS")))
                .orElse("../../shared/corpus"));
        if (!Files.isDirectory(folder)) {
            Assumptions.abort("no corpus at " + folder + ": set -Dlbkit.corpus or LBKIT_CORPUS to read one");
        }
        return folder;
    }

    @Test
    @DisplayName(
            "every Service of every file is diagnosed, with and without a cloud, and claims nothing that nobody saw")
    void everyFile() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(corpus())) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            diagnose(ClusterReader.create().add(file).read().snapshot());
        }
        diagnose(ClusterReader.create().complete().add(corpus()).read().snapshot());
        System.out.printf("corpus: %d files, verdicts %s%n", files.size(), verdicts);
        assertThat(verdicts).isNotEmpty();
    }

    private void diagnose(ClusterSnapshot cluster) {
        for (DiagnosisInput input : inputs(cluster)) {
            for (Diagnosis diagnosis : Diagnoser.of(input).all()) {
                verdicts.merge(diagnosis.verdict(), 1, Integer::sum);
                assertThat(DiagnosisText.of(diagnosis, TextStyle.PLAIN))
                        .contains(diagnosis.service().toString());
                assertThat(DiagnosisDocument.of(diagnosis)).isNotEmpty();
                if (input.observation().isEmpty()) {
                    assertThat(diagnosis.verdict())
                            .as(diagnosis.service().toString())
                            .isNotIn(Verdict.DELIVERS, Verdict.DEGRADED);
                }
            }
        }
    }

    /** The cluster alone, before a cloud that is empty, and before one in which everything was made. */
    private static List<DiagnosisInput> inputs(ClusterSnapshot cluster) {
        SimulatedCloud cloud = SimulatedCloud.builder().build();
        Reconciler reconciler = cloud.reconciler("test").build();
        List<DiagnosisInput> inputs = new ArrayList<>();
        inputs.add(DiagnosisInput.builder().cluster(cluster).build());
        inputs.add(seen(cluster, reconciler));
        reconciler.reconcile(cluster);
        inputs.add(seen(cluster, reconciler));
        return inputs;
    }

    private static DiagnosisInput seen(ClusterSnapshot cluster, Reconciler reconciler) {
        Observation seen = reconciler.observe();
        return DiagnosisInput.builder()
                .cluster(cluster)
                .observation(seen)
                .designs(reconciler.design(cluster, seen))
                .clusterId("test")
                .cloud("simulated")
                .build();
    }
}
