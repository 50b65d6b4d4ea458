package io.lbkit.aws.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.AwsProvider;
import io.lbkit.aws.AwsSettings;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.kubernetes.ClusterInput;
import io.lbkit.kubernetes.ClusterReader;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.finding.Finding;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Services as people publish them, in a plausible VPC. They are not part of this repository: name their folder with {@code
 * -Dlbkit.corpus} or {@code LBKIT_CORPUS}, or put it into {@code shared/corpus} beside the repository.
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

    private static SortedMap<?, Design> designs(Path manifest, Map<String, Object> controller) {
        ClusterInput input = ClusterReader.create()
                .add("cluster.yaml", Documents.read(GoldenCase.FOLDER.resolve("cluster.yaml")))
                .add(manifest)
                .read();
        Map<String, Object> facts = Documents.merged(
                Documents.map(GoldenCase.FOLDER.resolve("vpc.yaml")), Map.of("Controller", controller));
        return Reconciler.builder()
                .provider(AwsProvider.of(AwsSettings.defaults()))
                .clusterId("demo")
                .build()
                .design(
                        input.snapshot(),
                        Observation.builder().facts(CloudFacts.of(facts)).build());
    }

    @Test
    @DisplayName("every Service is designed, or its findings say why not")
    void everyService() {
        SortedMap<String, Integer> outcomes = new TreeMap<>();
        SortedMap<String, Integer> findings = new TreeMap<>();
        for (Path manifest : manifests()) {
            for (Design design : designs(manifest, Map.of()).values()) {
                outcomes.merge(design.outcome().label(), 1, Integer::sum);
                if (design.outcome() != Design.Outcome.DESIGNED) {
                    assertThat(design.findings()).as("%s", manifest).isNotEmpty();
                }
                design.findings()
                        .forEach(finding ->
                                findings.merge(finding.severity().label() + " " + finding.code(), 1, Integer::sum));
                assertThat(design.findings()).allSatisfy(CorpusTest::isUseful);
            }
        }
        System.out.printf("corpus on AWS: %s, findings %s%n", outcomes, findings);
        assertThat(outcomes).containsKeys("designed", "unmanaged");
    }

    @Test
    @DisplayName(
            "every Service with an annotation of AWS is designed as if it had our class, and each error is printed")
    void everyAwsService() {
        SortedMap<String, Integer> outcomes = new TreeMap<>();
        for (Path manifest : manifests()) {
            String text = Documents.read(manifest);
            if (text.contains(AwsAnnotation.PREFIX + "aws-")) {
                forced(manifest, text).forEach((service, design) -> {
                    outcomes.merge(design.outcome().label(), 1, Integer::sum);
                    design.findings().stream()
                            .filter(Finding::blocks)
                            .forEach(finding -> System.out.printf(
                                    "  %s %s: %s%n", manifest.getFileName(), finding.about(), finding.message()));
                });
            }
        }
        System.out.printf("AWS Services of the corpus, all claimed: %s%n", outcomes);
        assertThat(outcomes).containsKey("designed");
    }

    private static SortedMap<String, Design> forced(Path manifest, String text) {
        ClusterInput input =
                ClusterReader.create().add(manifest.toString(), text).read();
        SortedMap<String, Design> designs = new TreeMap<>();
        for (Service service : input.snapshot().services()) {
            if (service.wantsLoadBalancer()) {
                String ofClass = service.loadBalancerClass().orElse("none");
                Map<String, Object> controller =
                        ofClass.equals("none") ? Map.of() : Map.of("load-balancer-class", ofClass);
                designs.put(service.key().toString(), forced(service, controller));
            }
        }
        return designs;
    }

    private static Design forced(Service service, Map<String, Object> controller) {
        Service ours = service.loadBalancerClass().isPresent()
                ? service
                : Service.builder()
                        .from(service)
                        .loadBalancerClass("service.k8s.aws/nlb")
                        .build();
        Map<String, Object> facts = Documents.merged(
                Documents.map(GoldenCase.FOLDER.resolve("vpc.yaml")), Map.of("Controller", controller));
        ClusterInput nodes = ClusterReader.create()
                .add("cluster.yaml", Documents.read(GoldenCase.FOLDER.resolve("cluster.yaml")))
                .read();
        return Reconciler.builder()
                .provider(AwsProvider.of(AwsSettings.defaults()))
                .clusterId("demo")
                .build()
                .design(
                        nodes.snapshot().with(ours),
                        Observation.builder().facts(CloudFacts.of(facts)).build())
                .get(ours.key());
    }

    private static void isUseful(Finding finding) {
        assertThat(finding.message()).endsWith(".").hasSizeLessThan(700);
        assertThat(finding.remedy()).matches("(?s).*[.?]");
        assertThat(finding.about()).isNotBlank();
    }
}
