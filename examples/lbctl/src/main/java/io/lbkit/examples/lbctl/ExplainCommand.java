package io.lbkit.examples.lbctl;

import io.lbkit.diagnose.Diagnoser;
import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.Verdict;
import io.lbkit.diagnose.document.DiagnosisDocument;
import io.lbkit.diagnose.document.DiagnosisText;
import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.document.FindingText;
import io.lbkit.reconcile.spi.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
            "4:none is, and one is pending or inconclusive",
            "64:the command line is wrong"
        },
        footer = {
            "Examples:",
            "  kubectl get svc,endpointslices,pods,nodes,events,netpol -A -o yaml > cluster.yaml",
            "  lbctl explain -f cluster.yaml --actual cloud.yaml -n shop/web",
            "  lbctl explain -f cluster.yaml --actual cloud.yaml -o json",
            "",
            "What is not in the input is unknown: without --actual nothing is said about the simulated cloud, and another cloud "
                    + "is asked. JSON and YAML are an array with one entry a Service; findings about the input are then on "
                    + "standard error."
        })
final class ExplainCommand implements Callable<Integer> {
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

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Session session = Session.of(input, cloud);
        Optional<Observation> seen = seen(session);
        Diagnoser diagnoser = Diagnoser.of(DiagnosisInput.builder()
                .cluster(session.input().cluster())
                .observation(seen)
                .designs(session.reconciler()
                        .design(session.input().cluster(), seen.orElseGet(() -> cloud.known(session.provider()))))
                .cloud(cloud.name())
                .clusterId(session.clusterId())
                .clients(clients)
                .filters(session.provider()::filters)
                .build());
        List<Diagnosis> diagnoses = session.input().cluster().services().stream()
                .filter(service -> service.type() == ServiceType.LOAD_BALANCER)
                .map(Service::key)
                .filter(session.input().selection())
                .flatMap((ServiceKey service) -> diagnoser.diagnose(service).stream())
                .toList();
        print(diagnoses, FindingText.of(session.input().findings(), output.style()));
        return code(diagnoses);
    }

    /** The simulated cloud is a file; without one nobody looked. */
    private Optional<Observation> seen(Session session) {
        if (cloud.isSimulated() && cloud.actual().isEmpty()) {
            return Optional.empty();
        }
        if (cloud.actual().filter(file -> !file.exists()).isPresent()) {
            throw new Failure("The file of --actual does not exist.", "Name a file with an observation of the cloud.");
        }
        return Optional.of(cloud.existing(session));
    }

    private void print(List<Diagnosis> diagnoses, String explained) {
        if (output.isText()) {
            output.print(diagnoses.stream()
                            .map(diagnosis -> DiagnosisText.of(diagnosis, output.style()))
                            .collect(Collectors.joining("\n"))
                    + (explained.isEmpty() ? "" : "\n" + explained));
            return;
        }
        output.print(diagnoses.stream().map(DiagnosisDocument::of).toList());
        output.err().print(explained);
        output.err().flush();
    }

    private static int code(Collection<Diagnosis> diagnoses) {
        List<Verdict> verdicts = diagnoses.stream().map(Diagnosis::verdict).toList();
        if (verdicts.contains(Verdict.BROKEN) || verdicts.contains(Verdict.DEGRADED)) {
            return ExitCodes.NOT_DELIVERED;
        }
        return verdicts.stream().allMatch(Verdict.DELIVERS::equals) ? ExitCodes.OK : ExitCodes.UNSETTLED;
    }
}
