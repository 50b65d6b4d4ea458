package io.lbkit.examples.lbctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Manifests as people write them: a folder beside the repository, or the one that lbkit.corpus or LBKIT_CORPUS names. */
class CorpusTest {
    private static Path corpus() {
        String named = Optional.ofNullable(System.getProperty("lbkit.corpus"))
                .or(() -> Optional.ofNullable(System.getenv("LBKIT_CORPUS")))
                .orElse("../../../shared/corpus");
        return Path.of(named);
    }

    @Test
    @DisplayName("every Service of type LoadBalancer of the corpus is listed once: designed, blocked or unmanaged")
    void everyService() throws IOException {
        assumeTrue(
                Files.isDirectory(corpus()),
                () -> "no corpus in " + corpus().toAbsolutePath().normalize());
        Program.Run run = Program.run("design", "--cloud", "simulated", "-f", corpus().toString(), "-o", "json");
        JsonNode document = new ObjectMapper().readTree(run.out());
        List<String> listed = new ArrayList<>();
        SortedMap<String, Integer> outcomes = new TreeMap<>();
        document.get("services").forEach(service -> {
            listed.add(service.get("service").asText());
            outcomes.merge(service.get("outcome").asText(), 1, Integer::sum);
        });
        assertThat(outcomes.keySet()).isSubsetOf("blocked", "designed", "unmanaged");
        assertThat(listed).containsExactlyElementsOf(loadBalancers());
    }

    /** Found by other means than those of the program; of those with the same name the last one counts. */
    private static Iterable<String> loadBalancers() throws IOException {
        SortedMap<String, Boolean> services = new TreeMap<>();
        try (Stream<Path> files = Files.walk(corpus())) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                Load load = new Load(
                        LoadSettings.builder().setAllowDuplicateKeys(true).build());
                load.loadAllFromString(Files.readString(file)).forEach(object -> collect(object, services));
            }
        }
        services.values().removeIf(isLoadBalancer -> !isLoadBalancer);
        return services.keySet();
    }

    private static void collect(Object object, Map<String, Boolean> into) {
        if (!(object instanceof Map<?, ?> fields)) {
            return;
        }
        if (fields.get("items") instanceof List<?> items) {
            items.forEach(item -> collect(item, into));
        }
        if ("Service".equals(fields.get("kind")) && fields.get("metadata") instanceof Map<?, ?> metadata) {
            Object namespace = metadata.get("namespace") == null ? "default" : metadata.get("namespace");
            boolean isLoadBalancer =
                    fields.get("spec") instanceof Map<?, ?> spec && "LoadBalancer".equals(spec.get("type"));
            into.put(namespace + "/" + metadata.get("name"), isLoadBalancer);
        }
    }
}
