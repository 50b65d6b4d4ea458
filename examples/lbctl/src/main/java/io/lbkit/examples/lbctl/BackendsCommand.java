package io.lbkit.examples.lbctl;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.reconcile.backend.BackendOptions;
import io.lbkit.reconcile.backend.BackendResolver;
import io.lbkit.reconcile.document.BackendsDocument;
import io.lbkit.reconcile.document.BackendsText;
import io.lbkit.reconcile.document.FindingText;
import io.lbkit.reconcile.spi.Design;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lbctl backends}. */
@Command(
        name = "backends",
        description = {
            "Print who receives traffic: for each port and family of each Service of type LoadBalancer the members, and for "
                    + "each node or endpoint that is left out the reason. Asks nothing of the cloud."
        },
        exitCodeList = {
            "0:the backends of every Service are printed",
            "1:a Service is blocked, a part of the input could not be read, or the command failed",
            "64:the command line is wrong"
        },
        footer = {
            "Examples:",
            "  lbctl backends -f cluster.yaml",
            "  lbctl backends -f cluster.yaml -n shop/web --mode ip -o json",
            "",
            "JSON and YAML are an array with one entry a port and family; findings are then on standard error."
        })
final class BackendsCommand implements Callable<Integer> {
    /** What packets are sent to, by the names that the output uses. */
    enum Mode {
        /** Nodes, on their node ports. */
        INSTANCE(BackendMode.NODE_PORT),
        /** Pods, on their own addresses. */
        IP(BackendMode.POD_IP);

        private final BackendMode mode;

        Mode(BackendMode mode) {
            this.mode = mode;
        }

        @Override
        public String toString() {
            return mode.label();
        }
    }

    @Mixin
    private final InputOptions input = new InputOptions();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "What packets are sent to: ${COMPLETION-CANDIDATES} (nodes on node ports, or pods on their own "
                            + "addresses). Unless said otherwise it is what the cloud does with the Service, else instance.")
    private @Nullable Mode mode;

    @Mixin
    private final CloudOptions cloud = new CloudOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Session session = Session.of(input, cloud);
        Designs designs = session.designs(cloud.known(session.provider()));
        SortedSet<Finding> findings = new TreeSet<>(designs.everyFinding());
        List<ServiceBackends> backends = new ArrayList<>();
        BackendResolver resolver = BackendResolver.of(session.input().cluster());
        for (Design design : designs.all()) {
            Optional<Service> service = session.input().cluster().service(design.service());
            service.map(known -> backends(known, design, resolver)).ifPresent(found -> {
                backends.add(found);
                findings.addAll(found.findings());
            });
        }
        print(backends, findings);
        return Findings.exitCode(findings);
    }

    private ServiceBackends backends(Service service, Design design, BackendResolver resolver) {
        if (mode == null && design.backends().isPresent()) {
            return design.backends().get();
        }
        return resolver.resolve(service, mode == Mode.IP ? BackendOptions.podIp() : BackendOptions.nodePort());
    }

    private void print(List<ServiceBackends> backends, SortedSet<Finding> findings) {
        String explained = FindingText.of(findings, output.style());
        if (output.isText()) {
            output.print(BackendsText.of(backends, output.style()) + (findings.isEmpty() ? "" : "\n" + explained));
            return;
        }
        output.print(backends.stream()
                .flatMap(service -> BackendsDocument.of(service).stream())
                .toList());
        output.err().print(explained);
        output.err().flush();
    }
}
