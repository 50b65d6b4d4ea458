package io.lbkit.examples.lbctl;

import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.reconcile.document.FindingText;
import io.lbkit.reconcile.document.TextStyle;
import io.lbkit.reconcile.spi.Observation;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lbctl capture}. */
@Command(
        name = "capture",
        description = {
            "Write a bundle of everything that explain reads, to be looked at elsewhere: of each object the fields that a diagnosis "
                    + "reads, what the cloud has, and traffic. Secrets, environments, commands and text that looks like a "
                    + "credential are left out. Changes nothing."
        },
        exitCodeList = {"0:the bundle is written", "1:the command failed", "64:the command line is wrong"},
        footer = {
            "Examples:",
            "  kubectl get svc,endpointslices,pods,nodes,events,netpol,ns,deploy,rs,sts,ds,pdb -A -o yaml --show-managed-fields > cluster.yaml",
            "  lbctl capture -f cluster.yaml --cloud aws --cluster-id my-cluster --to bundle",
            "  lbctl explain bundle"
        })
final class CaptureCommand implements Callable<Integer> {
    private static final String REMEDY = "Name files of the cluster that can be read.";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private final InputOptions input = new InputOptions();

    @Mixin
    private final CloudOptions cloud = new CloudOptions();

    @Option(
            names = "--traffic",
            paramLabel = "FILE",
            description = "Flows or series, as explain reads them. Can be given several times.")
    private List<Path> traffic = new ArrayList<>();

    @Mixin
    private final CloudMetricsOptions metrics = new CloudMetricsOptions();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "The folder of the bundle: one that is empty or does not exist.")
    private Path to = Path.of("bundle");

    @Override
    public Integer call() {
        Bundle bundle = new Bundle(to);
        Session session = Session.of(input, cloud);
        CaptureFilter filter = new CaptureFilter(session.provider().podVariables());
        StringWriter objects = new StringWriter();
        CapturedDocuments captured = new CapturedDocuments(filter);
        for (Object document : input.documents(REMEDY)) {
            captured.kept(document).forEach(rest -> {
                objects.append("---\n");
                Documents.writeYaml(rest, objects);
            });
        }
        int kept = captured.objects();
        prepare();
        write(bundle.cluster(), objects.toString());
        List<Path> files = new ArrayList<>(List.of(bundle.cluster()));
        Optional<Observation> seen = cloud.isSimulated() && cloud.actual().isEmpty()
                ? Optional.empty()
                : Optional.of(cloud.existing(session));
        if (seen.isPresent()) {
            new ObservationFile(bundle.cloud(), cloud.name()).write(seen.get());
            files.add(bundle.cloud());
        }
        measure(bundle, seen).ifPresent(files::add);
        for (int i = 0; i < traffic.size(); i++) {
            String text = Documents.text(traffic.get(i), "Name files of flows or series that can be read.");
            Path file = bundle.traffic(i + 1, traffic.get(i));
            write(file, CapturedTraffic.of(text));
            files.add(file);
        }
        write(bundle.contents(), contents(kept, files).text(filter.leftOut()));
        command.commandLine().getOut().println(kept + " objects are in " + to + ", left out " + filter.leftOut() + ".");
        return ExitCodes.OK;
    }

    private void prepare() {
        try (Stream<Path> found = Files.exists(to) ? Files.list(to) : Stream.empty()) {
            if (found.findAny().isPresent()) {
                throw new Failure(to + " is not empty.", "Name a folder that is empty or does not exist.");
            }
            Files.createDirectories(to);
        } catch (IOException e) {
            throw new Failure(to + " cannot be written.", "Name a folder that can be made.", e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new Failure(file + " cannot be written.", "Name a folder that can be written.", e);
        }
    }

    /** What the cloud measured goes into the bundle as a neutral file; what it did not tell is said. */
    private Optional<Path> measure(Bundle bundle, Optional<Observation> seen) {
        Instant now = Lbctl.of(command).clock().instant();
        Optional<TrafficEvidence> measured = metrics.evidence(cloud, seen, now);
        measured.map(evidence -> FindingText.of(evidence.findings(), TextStyle.PLAIN))
                .ifPresent(command.commandLine().getErr()::print);
        return measured.filter(evidence -> !evidence.series().isEmpty()).map(evidence -> {
            write(bundle.measured(), SeriesCsv.of(evidence.series()));
            return bundle.measured();
        });
    }

    private BundleContents contents(int kept, List<Path> files) {
        return new BundleContents(
                Optional.of(cloud.name()),
                Optional.of(cloud.clusterId()),
                Optional.of(kept),
                files.stream().map(file -> file.getFileName().toString()).toList());
    }
}
