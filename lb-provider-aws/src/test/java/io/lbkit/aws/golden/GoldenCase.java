package io.lbkit.aws.golden;

import io.lbkit.aws.AwsProvider;
import io.lbkit.aws.AwsSettings;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.schema.AppliedKeys;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.kubernetes.ClusterReader;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One case: a Service, by how it differs from {@code service.yaml}, and what is designed for it.
 *
 * <p>{@code annotations} omit the prefix; {@code spec} and {@code facts} are laid over the base; {@code controller} is {@code
 * facts.Controller}; {@code others} are further objects; {@code existing} is a case whose design exists already, and whose
 * {@code observed} is laid over the attributes of those resources by their roles.
 */
final class GoldenCase {
    static final Path FOLDER = Path.of("src/test/resources/golden");
    static final ServiceKey SERVICE = ServiceKey.of("shop", "web");
    private static final String CLUSTER = "demo";
    private static final AwsProvider PROVIDER = AwsProvider.of(AwsSettings.defaults());

    private final Map<String, Object> fields;

    GoldenCase(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** {@return the files of cases, sorted} */
    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("cases"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<GoldenCase> of(Path file) {
        return Documents.list(file).stream().map(GoldenCase::new).toList();
    }

    static Stream<GoldenCase> all() {
        return files().stream().flatMap(file -> of(file).stream());
    }

    static GoldenCase plain() {
        return new GoldenCase(Map.of("case", "plain"));
    }

    String name() {
        return String.valueOf(fields.get("case"));
    }

    Map<String, Object> fields() {
        return fields;
    }

    Design design() {
        Observation observation = observation();
        return Reconciler.builder()
                .provider(PROVIDER)
                .clusterId(CLUSTER)
                .build()
                .design(cluster(), observation)
                .get(SERVICE);
    }

    private ClusterSnapshot cluster() {
        Map<String, Object> service = Documents.map(FOLDER.resolve("service.yaml"));
        Map<String, Object> annotations = new LinkedHashMap<>();
        map("annotations").forEach((name, value) -> annotations.put(AwsAnnotation.PREFIX + name, value));
        Map<String, Object> over = new LinkedHashMap<>();
        over.put("metadata", Map.of("annotations", annotations));
        over.put("spec", map("spec"));
        over.put("status", map("status"));
        ClusterReader reader = ClusterReader.create()
                .complete()
                .keepPodVariables(PROVIDER.podVariables())
                .add("cluster.yaml", Documents.read(FOLDER.resolve("cluster.yaml")))
                .add("service.yaml", Documents.json(Documents.merged(service, over)));
        if (fields.get("others") instanceof List<?> others) {
            others.forEach(object -> reader.add("others", Documents.json(object)));
        }
        return reader.read().snapshot();
    }

    private Observation observation() {
        Map<String, Object> facts = Documents.merged(Documents.map(FOLDER.resolve("vpc.yaml")), map("facts"));
        Map<String, Object> complete = Documents.merged(facts, Map.of("Controller", map("controller")));
        return Observation.builder()
                .facts(CloudFacts.of(complete))
                .actual(existing())
                .build();
    }

    private ResourceGraph existing() {
        if (!(fields.get("existing") instanceof Map<?, ?> before)) {
            return ResourceGraph.empty();
        }
        Map<String, Object> inherited = Documents.merged(fields, Documents.typed(before));
        inherited.put("annotations", before.get("annotations") == null ? Map.of() : before.get("annotations"));
        inherited.put("spec", before.get("spec") == null ? Map.of() : before.get("spec"));
        inherited.remove("existing");
        inherited.remove("observed");
        Design made = new GoldenCase(inherited).design();
        if (made.outcome() != Design.Outcome.DESIGNED) {
            throw new IllegalStateException(name() + ": what exists could not be designed: " + made.findings());
        }
        List<Resource> resources = new ArrayList<>();
        made.resources().forEach(resource -> resources.add(observed(resource)));
        return ResourceGraph.of(resources);
    }

    /** A wish as it is observed once it exists. */
    private Resource observed(Resource wish) {
        Resource.Builder observed = Resource.builder().from(wish).cloudId("arn:" + wish.id());
        Optional<Object> over = Optional.ofNullable(map("observed").get(Roles.of(wish)));
        if (wish.kind().equals(AwsKinds.LOAD_BALANCER)) {
            observed.set(AwsKinds.DNS_NAME, wish.name() + ".elb.eu-west-1.amazonaws.com");
        }
        if (wish.kind().attribute(AwsKinds.APPLIED_KEYS.name()).isPresent()) {
            observed.set(AwsKinds.APPLIED_KEYS, AppliedKeys.of(wish));
        }
        over.ifPresent(values -> ((Map<?, ?>) values)
                .forEach((attribute, value) ->
                        observed.putSpec((String) attribute, SpecValue.fromPlain((String) attribute, value))));
        return observed.build();
    }

    private Map<String, Object> map(String name) {
        return fields.get(name) instanceof Map<?, ?> value ? Documents.typed(value) : Map.of();
    }
}
