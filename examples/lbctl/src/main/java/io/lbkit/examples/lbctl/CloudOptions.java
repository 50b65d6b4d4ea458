package io.lbkit.examples.lbctl;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.LoadBalancerProviderFactory;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.testkit.cloud.SimulatedCloud;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Which cloud, and what is known of it. */
final class CloudOptions {
    private static final String FACTS_REMEDY =
            "Correct the file that --facts names; it is a map of what the cloud's own describe calls return.";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--cloud",
            paramLabel = "NAME",
            defaultValue = "simulated",
            description = "The cloud; '${DEFAULT-VALUE}', a cloud in memory, unless said otherwise.")
    private String name = "simulated";

    @Option(
            names = "--cloud-setting",
            paramLabel = "NAME=VALUE",
            description = "A setting of the provider of that cloud, such as endpoint=URL. Can be given several times.")
    private Map<String, String> settings = new TreeMap<>();

    @Option(
            names = "--cluster-id",
            paramLabel = "ID",
            defaultValue = "kubernetes",
            description =
                    "The id of the cluster, part of names and ownership marks; '${DEFAULT-VALUE}' unless said otherwise.")
    private String clusterId = "kubernetes";

    @Option(
            names = "--facts",
            paramLabel = "FILE",
            description = "What was discovered about the cloud (YAML or JSON): networks, zones, limits.")
    private @Nullable Path facts;

    @Option(
            names = "--actual",
            paramLabel = "FILE",
            description =
                    "What exists (YAML or JSON, schema lbkit.observation/v1). For the simulated cloud this file is the "
                            + "cloud: one that is missing is an empty cloud.")
    private @Nullable Path actual;

    String name() {
        return name;
    }

    Map<String, String> settings() {
        return settings;
    }

    String clusterId() {
        if (clusterId.isBlank()) {
            throw usage("--cluster-id: an id is not empty");
        }
        return clusterId;
    }

    boolean isSimulated() {
        return name.equals(SimulatedCloud.ID.name());
    }

    /** {@return the file that holds what exists, if one is named} */
    Optional<ObservationFile> actual() {
        return Optional.ofNullable(actual).map(path -> new ObservationFile(path, name));
    }

    /** Reads what exists from a file unless another one is named. */
    void actualUnlessNamed(Path file) {
        actual = actual == null ? file : actual;
    }

    LoadBalancerProvider provider() {
        LoadBalancerProviderFactory factory = Clouds.of(name, command);
        try {
            return factory.create(settings);
        } catch (InvalidValueException e) {
            throw new ParameterException(command.commandLine(), "--cloud-setting: " + e.getMessage(), e);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /**
     * {@return what the files say of the cloud; nothing is asked of the cloud itself}
     *
     * @param provider the provider of the cloud
     */
    Observation known(LoadBalancerProvider provider) {
        return withFacts(actual().flatMap(file -> read(file, provider)).orElseGet(Observation::empty));
    }

    /**
     * {@return what exists: what the files say, or else what the cloud itself says}
     *
     * @param session the cloud
     */
    Observation existing(Session session) {
        if (isSimulated() || actual().isPresent()) {
            return known(session.provider());
        }
        return withFacts(session.reconciler().observe());
    }

    /**
     * {@return what is known of what exists, as evidence: what the files do not say is unknown, not absent; nothing of the
     * simulated cloud if no file is named}
     *
     * @param session the cloud
     */
    Optional<Observation> evidence(Session session) {
        if (actual == null) {
            return isSimulated() ? Optional.empty() : Optional.of(existing(session));
        }
        ObservationFile file = new ObservationFile(actual, name);
        return Optional.of(withFacts(file.evidence(session.provider().kinds())));
    }

    /** A name that is wrong is no evidence that cannot be read. */
    void checkThatActualExists() {
        if (actual().filter(file -> !file.exists()).isPresent()) {
            throw new Failure("The file of --actual does not exist.", "Name a file with an observation of the cloud.");
        }
    }

    /** {@return what the files say of the facts of a cloud of which nothing else is known} */
    Observation factsAlone() {
        return withFacts(Observation.empty());
    }

    private Observation withFacts(Observation observed) {
        return facts().map(found ->
                        Observation.builder().from(observed).facts(found).build())
                .orElse(observed);
    }

    /** Takes over what a bundle says of its cloud, where the command line says nothing. */
    void unlessGiven(BundleContents contents) {
        ParseResult given = command.commandLine().getParseResult();
        if (!given.hasMatchedOption("--cloud")) {
            contents.cloud().ifPresent(cloud -> name = cloud);
        }
        if (!given.hasMatchedOption("--cluster-id")) {
            contents.clusterId().ifPresent(id -> clusterId = id);
        }
    }

    /** A simulated cloud that was never written is empty; what another cloud has cannot be guessed. */
    private Optional<Observation> read(ObservationFile file, LoadBalancerProvider provider) {
        return isSimulated() && !file.exists() ? Optional.empty() : Optional.of(file.read(provider.kinds()));
    }

    private Optional<CloudFacts> facts() {
        return Optional.ofNullable(facts).map(CloudOptions::read);
    }

    private static CloudFacts read(Path file) {
        Map<String, Object> fields = new TreeMap<>();
        Documents.read(file, FACTS_REMEDY).forEach((name, value) -> fields.put(String.valueOf(name), value));
        try {
            return CloudFacts.of(fields);
        } catch (InvalidValueException e) {
            throw new Failure(file + ": " + e.getMessage() + ".", FACTS_REMEDY, e);
        }
    }
}
