package io.lbkit.diagnose.scenario;

import io.lbkit.diagnose.Diagnoser;
import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.diagnose.fixture.EvidencePart;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A case of a file in {@code src/test/resources/scenarios}: a world in which all is well, what is different in this case, and
 * what the diagnosis has to say. {@code README.md} beside the files explains the words.
 *
 * @param file the file, whose name is the domain of its cases
 * @param name what is the matter, in words
 * @param fields what stands there
 */
record Scenario(String file, String name, Map<String, Object> fields) {
    private static final Path FOLDER = Path.of("src/test/resources/scenarios");
    private static final Set<String> KNOWN =
            Set.of("case", "why", "world", "cluster", "controller", "cloud", "input", "missing", "expect", "wrong");
    private static final Set<String> INPUT = Set.of("clients", "at", "cloud", "namespaces");
    private static final Map<String, Object> WORLDS = worlds();

    static List<Scenario> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("worlds.yaml"))
                    .sorted()
                    .flatMap(file -> Fields.list(read(file)).stream()
                            .map(Fields::map)
                            .filter(fields -> fields.containsKey("case"))
                            .map(fields -> of(file, fields)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Scenario of(Path file, Map<String, Object> fields) {
        String name = fields.get("case").toString();
        Fields.allow(name, fields, KNOWN);
        return new Scenario(file.getFileName().toString().replace(".yaml", ""), name, fields);
    }

    private static Object read(Path file) {
        try {
            return new Load(LoadSettings.builder().setLabel(file.toString()).build())
                    .loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> worlds() {
        return Fields.map(read(FOLDER.resolve("worlds.yaml")));
    }

    private static Map<String, Object> world(String name) {
        Map<String, Object> world = Fields.map(WORLDS.get(name));
        if (world.isEmpty()) {
            throw new IllegalArgumentException("there is no world '" + name + "'");
        }
        Map<String, Object> base =
                world.containsKey("from") ? world(world.get("from").toString()) : Map.of();
        return Patch.laid(base, Fields.map(world.get("cluster")));
    }

    @Override
    public String toString() {
        return file + ": " + name;
    }

    /**
     * All the evidence of a case.
     *
     * @param all the input without what the provider would make
     * @param provider says what the provider would make of a cluster
     */
    record Evidence(DiagnosisInput all, Function<ClusterSnapshot, SortedMap<ServiceKey, Design>> provider) {
        /** {@return the evidence without some parts; what the provider would make is worked out from what is left} */
        DiagnosisInput without(Set<EvidencePart> missing) {
            DiagnosisInput left = EvidencePart.without(all, missing);
            return missing.contains(EvidencePart.DESIGNS)
                    ? left
                    : DiagnosisInput.builder()
                            .from(left)
                            .designs(provider.apply(left.cluster()))
                            .build();
        }
    }

    Evidence evidence() {
        Map<String, Object> healthy = world(fields.getOrDefault("world", "pods").toString());
        ClusterSnapshot before = Objects.snapshot(healthy, Map.of());
        ClusterSnapshot now = Objects.snapshot(healthy, Fields.map(fields.get("cluster")));
        Cloud cloud = cloud(before, now);
        Observation seen = cloud.observe(now, isEmptyCloud() ? Map.of() : Fields.map(fields.get("cloud")));
        DiagnosisInput.Builder all = DiagnosisInput.builder()
                .cluster(now)
                .observation(seen)
                .clusterId("test")
                .filters(cloud::filters);
        stated(all);
        return new Evidence(all.build(), cluster -> cloud.reconciler().design(cluster, seen));
    }

    DiagnosisInput input() {
        return evidence().without(missing());
    }

    private Cloud cloud(ClusterSnapshot before, ClusterSnapshot now) {
        Cloud cloud = new Cloud(before);
        if (!isEmptyCloud()) {
            cloud.reconcile(before);
            if (acts()) {
                cloud.reconcile(now);
            }
        }
        return cloud;
    }

    private boolean isEmptyCloud() {
        return "nothing".equals(fields.get("cloud"));
    }

    private boolean acts() {
        String controller = fields.getOrDefault("controller", "acts").toString();
        return switch (controller) {
            case "acts" -> true;
            case "sleeps" -> false;
            default -> throw new IllegalArgumentException("the controller acts or sleeps, not " + controller);
        };
    }

    /** {@return the parts of the evidence that the case itself leaves out} */
    Set<EvidencePart> missing() {
        Set<EvidencePart> parts = EnumSet.noneOf(EvidencePart.class);
        Fields.texts(fields.get("missing")).forEach(word -> parts.add(EvidencePart.of(word)));
        return parts;
    }

    private void stated(DiagnosisInput.Builder input) {
        Map<String, Object> stated = Fields.map(fields.get("input"));
        Fields.allow(name, stated, INPUT);
        input.cloud(stated.getOrDefault("cloud", "simulated").toString());
        Fields.texts(stated.get("clients")).forEach(client -> input.addClient(IpAddress.parse(client)));
        if (stated.containsKey("at")) {
            input.at(Instant.parse(stated.get("at").toString()));
        }
        Fields.map(stated.get("namespaces")).forEach((namespace, labels) -> {
            Map<String, String> texts = new TreeMap<>();
            Fields.map(labels).forEach((key, value) -> texts.put(key, value.toString()));
            input.putNamespaceLabel(namespace, texts);
        });
    }

    Diagnosis diagnosis() {
        return diagnosis(input());
    }

    static Diagnosis diagnosis(DiagnosisInput input) {
        return Diagnoser.of(input).diagnose(Cloud.SERVICE).orElseThrow();
    }

    /** {@return whether the diagnosis is known not to say yet what it should} */
    boolean isWrong() {
        return fields.containsKey("wrong");
    }

    Expectation expectation() {
        return new Expectation(name, Fields.map(fields.get("expect")));
    }
}
