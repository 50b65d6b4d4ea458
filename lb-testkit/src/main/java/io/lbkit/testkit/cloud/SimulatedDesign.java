package io.lbkit.testkit.cloud;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.backend.BackendOptions;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says what a Service should have in the simulated cloud. Pure. */
final class SimulatedDesign {
    private final CloudShape shape;
    private final String loadBalancerClass;

    SimulatedDesign(CloudShape shape, String loadBalancerClass) {
        this.shape = shape;
        this.loadBalancerClass = loadBalancerClass;
    }

    Design design(DesignRequest request) {
        Service service = request.service();
        Design.Builder design = Design.builder().service(service.key());
        Optional<String> other = service.loadBalancerClass().filter(name -> !name.equals(loadBalancerClass));
        if (other.isPresent()) {
            return design.managed(false)
                    .addFinding(DesignFindings.otherClass(service, other.get(), loadBalancerClass))
                    .build();
        }
        SimulatedFacts facts;
        try {
            facts = SimulatedFacts.read(request.facts());
        } catch (InvalidValueException fault) {
            return design.addFinding(DesignFindings.badFacts(service, fault)).build();
        }
        SimulatedAnnotations annotations = SimulatedAnnotations.read(service);
        ServiceBackends backends = request.backends(
                annotations.mode() == BackendMode.POD_IP ? BackendOptions.podIp() : BackendOptions.nodePort());
        Set<Finding> findings = new TreeSet<>(annotations.findings());
        findings.addAll(backends.findings());
        Optional<IpAddress> wish = requestedAddress(service, facts, findings);
        quotas(service, backends, facts, findings);
        return design.backends(backends)
                .addAllResources(shape.resources(new ServiceWish(request, annotations, backends), wish))
                .addAllFindings(findings)
                .build();
    }

    private static Optional<IpAddress> requestedAddress(Service service, SimulatedFacts facts, Set<Finding> findings) {
        Optional<String> written = service.loadBalancerIp().filter(text -> !text.isBlank());
        if (written.isEmpty()) {
            return Optional.empty();
        }
        String text = written.get();
        IpAddress address;
        try {
            address = IpAddress.parseStored(text);
        } catch (InvalidValueException fault) {
            findings.add(DesignFindings.badAddress(service, text, fault.rule()));
            return Optional.empty();
        }
        if (!service.effectiveFamilies().contains(address.family())) {
            String rule = "the Service uses " + service.effectiveFamilies() + " and this is " + address.family();
            findings.add(DesignFindings.badAddress(service, text, rule));
            return Optional.empty();
        }
        Optional<Cidr> pool = facts.pool(address.family());
        if (pool.isPresent() && !pool.get().contains(address)) {
            findings.add(DesignFindings.badAddress(service, text, "the cloud gives addresses of " + pool.get()));
            return Optional.empty();
        }
        return Optional.of(address);
    }

    private static void quotas(Service service, ServiceBackends backends, SimulatedFacts facts, Set<Finding> findings) {
        int listeners = backends.ports().size();
        if (listeners > facts.listeners()) {
            findings.add(DesignFindings.tooMany(
                    service, "spec.ports", listeners + " listeners", facts.listeners() + " per load balancer"));
        }
        for (PortBackends port : backends.ports()) {
            int members = port.members().size();
            if (members > facts.members()) {
                String place = "spec.ports[" + service.ports().indexOf(port.port()) + "]";
                findings.add(
                        DesignFindings.tooMany(service, place, members + " members", facts.members() + " per pool"));
            }
        }
    }
}
