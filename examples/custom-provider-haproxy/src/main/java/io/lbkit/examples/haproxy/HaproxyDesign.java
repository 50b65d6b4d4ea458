package io.lbkit.examples.haproxy;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.SessionAffinity;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.HealthCheck;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.net.Protocol;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.backend.BackendOptions;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one Service should have: a backend and a frontend for each of its ports and families. Pure. */
final class HaproxyDesign {
    static final String MODE_ANNOTATION = "haproxy.lbkit.io/mode";

    private static final BackendOptions NODES = BackendOptions.builder()
            .mode(BackendMode.NODE_PORT)
            .nodeAddressNeeded(true)
            .build();
    private static final String EACH_SERVER = "check inter 500ms rise 2 fall 2";

    private final DesignRequest request;
    private final Service service;
    private final List<IpAddress> addresses;

    HaproxyDesign(DesignRequest request, List<IpAddress> addresses) {
        this.request = request;
        this.service = request.service();
        this.addresses = addresses;
    }

    // docs: design
    Design design() {
        Design.Builder design = Design.builder().service(service.key());
        if (!isManaged(service)) {
            return design.managed(false)
                    .addFinding(finding("LB-CLD-002", FindingKind.NOT_MANAGED, "spec.loadBalancerClass")
                            .severity(Severity.INFO)
                            .message("Another implementation serves the load balancer class of the Service.")
                            .remedy("Nothing, or recreate the Service with spec.loadBalancerClass "
                                    + HaproxyProvider.LOAD_BALANCER_CLASS + ".")
                            .build())
                    .build();
        }
        String mode = service.annotations().getOrDefault(MODE_ANNOTATION, "instance");
        if (!mode.equals("instance") && !mode.equals("ip")) {
            return design.addFinding(finding(
                                    "LB-SVC-017",
                                    FindingKind.INVALID_ANNOTATION,
                                    "metadata.annotations['" + MODE_ANNOTATION + "']")
                            .message("'" + mode + "' is no way to reach backends: allowed are instance and ip.")
                            .remedy("Write instance or ip, or remove the annotation.")
                            .build())
                    .build();
        }
        ServiceBackends backends = request.backends(mode.equals("ip") ? BackendOptions.podIp() : NODES);
        design.backends(backends).addAllFindings(backends.findings());
        for (PortBackends port : backends.ports()) {
            Optional<IpAddress> address = address(service, port.family());
            Optional<Finding> obstacle = obstacle(port, address);
            if (obstacle.isPresent()) {
                design.addFinding(obstacle.get());
            } else {
                Resource backend = backend(port);
                design.addResources(backend, frontend(port, address.orElseThrow(), backend, backends));
            }
        }
        return design.build();
    }
    // docs: end

    private static boolean isManaged(Service service) {
        return service.loadBalancerClass()
                .map(HaproxyProvider.LOAD_BALANCER_CLASS::equals)
                .orElse(true);
    }

    /** The one that the Service asks for, if it is one of ours; else the preferred one. */
    private Optional<IpAddress> address(Service wanting, IpFamily family) {
        Optional<String> wish = wanting.loadBalancerIp().filter(text -> !text.isBlank());
        return addresses.stream()
                .filter(address -> address.family() == family)
                .filter(address -> wish.map(address.toString()::equals).orElse(true))
                .findFirst();
    }

    // docs: only-tcp
    private Optional<Finding> obstacle(PortBackends port, Optional<IpAddress> address) {
        String place = "spec.ports[" + service.ports().indexOf(port.port()) + "]";
        if (port.port().protocol() != Protocol.TCP) {
            return Optional.of(finding("LB-HAP-001", FindingKind.UNSUPPORTED_CONFIGURATION, place + ".protocol")
                    .message("HAProxy forwards TCP, not " + port.port().protocol() + ".")
                    .remedy("Move the port to a Service with another load balancer class.")
                    .build());
        }
        // docs: end
        if (address.isEmpty()) {
            return Optional.of(finding("LB-HAP-002", FindingKind.MISSING_RESOURCE, "spec.loadBalancerIP")
                    .message("HAProxy has no such address of family " + port.family() + ": it has " + addresses + ".")
                    .remedy("Name one of these addresses, remove the field, or give the provider another address.")
                    .build());
        }
        String bind = bind(address.get(), port.port());
        return holder(bind, port)
                .map(other -> finding("LB-HAP-003", FindingKind.CONFLICTING_CONFIGURATION, place)
                        .message(other + " has " + bind + ", which the Service needs.")
                        .remedy("Use another port, or another address in spec.loadBalancerIP.")
                        .build());
    }

    private Finding.Builder finding(String code, FindingKind kind, String field) {
        return Finding.builder()
                .code(code)
                .severity(Severity.ERROR)
                .kind(kind)
                .domain(FaultDomain.SERVICE_CONFIGURATION)
                .service(service.key().toString())
                .about(field);
    }

    /** Two frontends on one address and port would share its connections by chance. Who has it keeps it, else the first. */
    private Optional<String> holder(String bind, PortBackends port) {
        Optional<Resource> present = request.observation().actual().resources().stream()
                .filter(resource -> resource.kind().equals(HaproxyKinds.FRONTEND))
                .filter(resource ->
                        resource.get(HaproxyKinds.BIND).filter(bind::equals).isPresent())
                .findFirst();
        if (present.isPresent()) {
            boolean ours = present.get().name().equals(name(port))
                    && !present.get().owners().isEmpty();
            return present.map(Resource::id).map(Object::toString).filter(other -> !ours);
        }
        return request.cluster().services().stream()
                .filter(other -> other.wantsLoadBalancer()
                        && isManaged(other)
                        && other.key().compareTo(service.key()) < 0)
                .filter(other -> other.effectiveFamilies().contains(port.family())
                        && address(other, port.family()).equals(address(service, port.family()))
                        && other.ports().stream()
                                .anyMatch(each -> each.port() == port.port().port()))
                .map(other -> "Service/" + other.key())
                .findFirst();
    }

    // docs: backend
    private Resource backend(PortBackends port) {
        boolean sticky = service.sessionAffinity() == SessionAffinity.CLIENT_IP;
        Resource.Builder backend = section(HaproxyKinds.BACKEND, port)
                .set(HaproxyKinds.BALANCE, sticky ? "source" : "roundrobin")
                .set(HaproxyKinds.REDISPATCH, "1")
                .set(HaproxyKinds.DEFAULT_SERVER, EACH_SERVER + checkedPort(port))
                .members(port.knownMembers().map(members -> servers(members, port.port())))
                .membersCoverage(port.coverage());
        set(backend, HaproxyKinds.HASH_TYPE, sticky ? Optional.of("consistent") : Optional.empty());
        set(
                backend,
                HaproxyKinds.HTTP_CHECK,
                port.healthCheck().flatMap(HealthCheck::path).map("GET "::concat));
        return backend.build();
    }
    // docs: end

    private static String checkedPort(PortBackends port) {
        return port.healthCheck()
                .filter(check ->
                        port.mode() == BackendMode.NODE_PORT && check.port().isPresent())
                .map(check -> " port " + check.port().getAsInt())
                .orElse("");
    }

    /** HAProxy knows no zones, and each server has a port. */
    private static MemberSet servers(MemberSet members, ServicePort port) {
        return MemberSet.of(members.asList().stream()
                .map(member -> Member.builder()
                        .from(member)
                        .zone(Optional.empty())
                        .port(member.port().isPresent() ? member.port() : port.nodePort())
                        .build())
                .toList());
    }

    private Resource frontend(PortBackends port, IpAddress address, Resource backend, ServiceBackends all) {
        CidrSet admitted = all.sourceRanges().admitted(port.family());
        Resource.Builder frontend = section(HaproxyKinds.FRONTEND, port)
                .set(HaproxyKinds.BIND, bind(address, port.port()))
                .set(HaproxyKinds.DEFAULT_BACKEND, backend.id());
        set(
                frontend,
                HaproxyKinds.ADMISSION,
                Optional.of(admitted)
                        .filter(ranges -> !ranges.isAny(port.family()))
                        .map(HaproxyDesign::rejectOthers));
        return frontend.build();
    }

    private static String rejectOthers(CidrSet admitted) {
        return admitted.ranges().stream()
                .map(Object::toString)
                .collect(Collectors.joining(" ", "reject if !{ src ", " }"));
    }

    private static void set(Resource.Builder resource, Attribute<String> attribute, Optional<String> value) {
        value.ifPresentOrElse(text -> resource.set(attribute, text), () -> resource.unset(attribute));
    }

    private Resource.Builder section(ResourceKind kind, PortBackends port) {
        return Resource.builder()
                .kind(kind)
                .name(name(port))
                .addOwner(request.owner())
                .set(HaproxyKinds.MODE, "tcp")
                .set(HaproxyKinds.LOADED, true);
    }

    /** A section's name has letters, digits and {@code -_.:}; no name of Kubernetes has a colon. */
    private String name(PortBackends port) {
        return String.join(
                ":",
                request.clusterId().replaceAll("[^A-Za-z0-9.-]", "-"),
                service.key().namespace(),
                service.key().name(),
                String.valueOf(port.port().port()),
                port.family().label().toLowerCase(Locale.ROOT));
    }

    private static String bind(IpAddress address, ServicePort port) {
        return address + ":" + port.port();
    }
}
