package io.lbkit.examples.lbctl;

import io.lbkit.diagnose.Diagnoser;
import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.Verdict;
import io.lbkit.diagnose.document.ChangeDocument;
import io.lbkit.diagnose.document.DiagnosisDocument;
import io.lbkit.diagnose.document.DiagnosisText;
import io.lbkit.diagnose.document.TextWrap;
import io.lbkit.diagnose.document.html.HtmlReport;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.document.FindingText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lbctl explain}. */
@Command(
        name = "explain",
        description = {
            "Say whether requests reach the backends of each Service of type LoadBalancer: the verdict, the causes with evidence "
                    + "and remedy, and the way to the backends with the hop at which views first disagree. Changes nothing."
        },
        exitCodeList = {
            "0:every Service delivers",
            "1:the command failed",
            "2:a Service is broken or degraded",
            "4:none is, and one is pending or inconclusive, or there is none",
            "64:the command line is wrong"
        },
        footer = {
            "Examples:",
            "  kubectl get svc,endpointslices,pods,nodes,events,netpol,deploy,rs,sts,ds,pdb -A -o yaml --show-managed-fields > cluster.yaml",
            "  lbctl explain -f cluster.yaml --actual cloud.yaml -n shop/web",
            "  lbctl explain -f cluster.yaml --actual cloud.yaml -o json",
            "  lbctl explain -f cluster.yaml --actual cloud.yaml --html report.html",
            "",
            "What is not in the input is unknown: without --actual nothing is said about the simulated cloud, and another cloud "
                    + "is asked. JSON and YAML are an array with one entry a Service; findings about the input are then on "
                    + "standard error."
        })
final class ExplainCommand implements Callable<Integer> {
    /** The lines of a terminal. */
    private static final int SCREEN = 24;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(
            paramLabel = "BUNDLE",
            arity = "0..1",
            description =
                    "A folder that 'lbctl capture' has written, instead of --filename, --actual, --flows and --series.")
    private Optional<Path> bundle = Optional.empty();

    @Mixin
    private final InputOptions input = new InputOptions();

    @Mixin
    private final CloudOptions cloud = new CloudOptions();

    @Option(
            names = "--client",
            paramLabel = "ADDRESS",
            converter = AddressConverter.class,
            description = "The address of a client that should be served. Can be given several times.")
    private List<IpAddress> clients = new ArrayList<>();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "When the evidence was taken, like 2026-03-01T12:00:00Z. What is later is left out; how long something "
                            + "lasts is unknown without it.")
    private Optional<Instant> at = Optional.empty();

    @Option(
            names = "--width",
            paramLabel = "COLUMNS",
            description =
                    "Where lines of text are broken, between names only; 0 for nowhere. What the terminal says in COLUMNS, or "
                            + "80, unless given.")
    private Optional<Integer> width = Optional.empty();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write the report as one HTML file as well: with a picture of the way, for a browser or a phone; it "
                            + "needs no network and holds no script.")
    private Optional<Path> html = Optional.empty();

    @Mixin
    private final TrafficOptions traffic = new TrafficOptions();

    @Mixin
    private final CloudMetricsOptions metrics = new CloudMetricsOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Optional<Bundle> found = bundle.map(Bundle::new);
        found.ifPresent(this::read);
        cloud.checkThatActualExists();
        Session session = Session.of(input, cloud);
        GatheredEvidence gathered = new GatheredEvidence(session, cloud, found);
        Instant end = at.orElseGet(() -> Lbctl.of(command).clock().instant());
        Optional<TrafficEvidence> evidence = Stream.concat(
                        traffic.evidence().stream(), metrics.evidence(cloud, gathered.seen(), end).stream())
                .reduce(TrafficEvidence::and);
        Diagnoser diagnoser =
                Diagnoser.of(gathered.input(evidence).clients(clients).at(at).build());
        List<Diagnosis> diagnoses = diagnoses(session.input(), diagnoser);
        TrafficEvidence series = evidence.orElse(TrafficEvidence.NONE);
        Optional<EarlierDump> earlier = traffic.before(gathered.cluster());
        Optional<Finding> objection =
                earlier.flatMap(dump -> dump.objection(session.input().read(), traffic.beforeAt(), series));
        Optional<TrafficOptions.Changes> changes = traffic.changes(
                earlier.filter(dump -> objection.isEmpty()),
                gathered.cluster(),
                session.input().read().fieldWrites(),
                series);
        List<Finding> aboutInput = Stream.of(
                        session.input().findings(),
                        gathered.findings(),
                        diagnoser.findings(),
                        objection.stream().toList(),
                        evidence.map(TrafficEvidence::findings).orElse(List.of()))
                .flatMap(List::stream)
                .filter(finding -> diagnoses.stream()
                        .noneMatch(diagnosis -> diagnosis.findings().contains(finding)))
                .toList();
        html.ifPresent(file -> write(file, HtmlReport.of(gathered.cluster(), diagnoses, aboutInput)));
        print(diagnoses, changes, FindingText.of(aboutInput, output.style()));
        return code(diagnoses);
    }

    /** Those that could not be read as well: nothing is known of them, which is not nothing. */
    private static List<Diagnosis> diagnoses(Input input, Diagnoser diagnoser) {
        Stream<Diagnosis> read = input.cluster().services().stream()
                .filter(service -> service.type() == ServiceType.LOAD_BALANCER)
                .map(Service::key)
                .filter(input.selection())
                .flatMap((ServiceKey service) -> diagnoser.diagnose(service).stream());
        Stream<Diagnosis> unread =
                input.blocked().entrySet().stream().map(service -> unreadable(service.getKey(), service.getValue()));
        return Stream.concat(read, unread)
                .sorted(Comparator.comparing(Diagnosis::service))
                .toList();
    }

    private static Diagnosis unreadable(ServiceKey service, Unreadable object) {
        return Diagnosis.builder()
                .service(service)
                .verdict(Verdict.INCONCLUSIVE)
                .confidence(Confidence.POSSIBLE)
                .delivering(0)
                .backends(0)
                .findings(object.findings())
                .addMissingEvidence("the Service, in a form that can be read: kubectl get service -n "
                        + service.namespace() + " " + service.name() + " -o yaml")
                .build();
    }

    private void read(Bundle found) {
        if (!Files.exists(found.cluster())) {
            throw new Failure(
                    found.folder() + " is no bundle: it has no cluster.yaml.",
                    "Name a folder that 'lbctl capture' wrote.");
        }
        cloud.unlessGiven(BundleContents.of(found));
        input.add(found.cluster());
        found.seenCloud().ifPresent(cloud::actualUnlessNamed);
        found.seenTraffic().forEach(traffic::add);
    }

    private static void write(Path file, String report) {
        try {
            Files.writeString(file, report);
        } catch (IOException e) {
            throw new Failure(
                    "The report could not be written to " + file + ".", "Name a file that can be written.", e);
        }
    }

    private void print(List<Diagnosis> diagnoses, Optional<TrafficOptions.Changes> changes, String explained) {
        if (output.isText()) {
            output.print(text(diagnoses, changes, explained));
            return;
        }
        output.print(diagnoses.stream()
                .map(diagnosis -> document(diagnosis, changes))
                .toList());
        output.err().print(explained);
        output.err().flush();
    }

    private String text(List<Diagnosis> diagnoses, Optional<TrafficOptions.Changes> changes, String explained) {
        int columns = width.orElseGet(() -> Lbctl.of(command).terminal().columns());
        List<String> parts = new ArrayList<>();
        if (diagnoses.size() > 1) {
            parts.add(DiagnosisText.overview(diagnoses, output.style(), columns, SCREEN));
        }
        diagnoses.forEach(diagnosis -> parts.add(DiagnosisText.of(diagnosis, output.style(), columns)
                + changes.map(each -> TextWrap.lines(ChangeDocument.text(each.of(diagnosis.service())), columns))
                        .orElse("")));
        if (!explained.isEmpty()) {
            parts.add(TextWrap.lines(explained, columns));
        }
        return String.join("\n", parts);
    }

    private static Map<String, @Nullable Object> document(
            Diagnosis diagnosis, Optional<TrafficOptions.Changes> changes) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(DiagnosisDocument.of(diagnosis));
        changes.ifPresent(each -> fields.put("changes", ChangeDocument.of(each.of(diagnosis.service()))));
        return fields;
    }

    private static int code(Collection<Diagnosis> diagnoses) {
        List<Verdict> verdicts = diagnoses.stream().map(Diagnosis::verdict).toList();
        if (verdicts.contains(Verdict.BROKEN) || verdicts.contains(Verdict.DEGRADED)) {
            return ExitCodes.NOT_DELIVERED;
        }
        boolean allDeliver = !verdicts.isEmpty() && verdicts.stream().allMatch(Verdict.DELIVERS::equals);
        return allDeliver ? ExitCodes.OK : ExitCodes.UNSETTLED;
    }
}
