package io.lbkit.examples.haproxy;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.SessionAffinity;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.backend.BackendOptions;
import io.lbkit.reconcile.backend.BackendOptions.NodeCheck;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one Service should have: a backend and a frontend for each of its ports and families. Pure. */
final class HaproxyDesign {
    /** A connection checks a node, so only nodes that can answer are members under policy Local. */
    private static final BackendOptions NODES = BackendOptions.builder()
            .mode(BackendMode.NODE_PORT)
            .nodeAddressNeeded(true)
            .nodeCheck(NodeCheck.NODE_PORT)
            .onlyNodesWithReadyEndpoints(true)
            .build();

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
        String ours = HaproxyProvider.LOAD_BALANCER_CLASS;
        if (!service.loadBalancerClass().orElse(ours).equals(ours)) {
            return design.managed(false).build();
        }
        ServiceBackends backends =
                request.backends(service.allocateLoadBalancerNodePorts() ? NODES : BackendOptions.podIp());
        design.backends(backends).addAllFindings(backends.findings());
        for (PortBackends port : backends.ports()) {
            Optional<IpAddress> address = addresses.stream()
                    .filter(own -> own.family() == port.family())
                    .filter(own ->
                            own.toString().equals(service.loadBalancerIp().orElse(own.toString())))
                    .findFirst();
            if (port.port().protocol() != Protocol.TCP) {
                design.addFinding(request.error(
                                "LB-HAP-001",
                                FindingKind.UNSUPPORTED_CONFIGURATION,
                                "spec.ports[" + service.ports().indexOf(port.port()) + "].protocol")
                        .message("HAProxy forwards TCP, not " + port.port().protocol() + ".")
                        .remedy("Move the port to a Service with another load balancer class.")
                        .build());
            } else if (address.isEmpty()) {
                design.addFinding(request.error("LB-HAP-002", FindingKind.MISSING_RESOURCE, "spec.loadBalancerIP")
                        .message("HAProxy has no such address of family " + port.family() + ": it has " + addresses)
                        .remedy("Name one of these addresses, or none.")
                        .build());
            } else {
                Resource backend = backend(port);
                CidrSet admitted = backends.sourceRanges().admitted(port.family());
                design.addResources(backend, frontend(port, address.get(), backend, admitted));
            }
        }
        return design.build();
    }
    // docs: end

    // docs: sections
    /** A name has letters, digits and {@code -_.:}; no name of Kubernetes has a colon. */
    private Resource backend(PortBackends port) {
        String name = String.join(
                ":",
                request.clusterId().replaceAll("[^A-Za-z0-9.-]", "-"),
                service.key().namespace(),
                service.key().name(),
                String.valueOf(port.port().port()),
                port.family().label());
        boolean sticky = service.sessionAffinity() == SessionAffinity.CLIENT_IP;
        return section(HaproxyKinds.BACKEND, name)
                .set(HaproxyKinds.BALANCE, sticky ? "source" : "roundrobin")
                .set(HaproxyKinds.HASH_TYPE, "consistent")
                .set(HaproxyKinds.REDISPATCH, "1")
                .set(HaproxyKinds.DEFAULT_SERVER, "check inter 500ms rise 2 fall 2")
                .members(port.knownMembers().map(members -> servers(members, port.port())))
                .membersCoverage(port.coverage())
                .build();
    }

    /** Named by what it listens on, which only one can: the engine decides between Services that want the same. */
    private Resource frontend(PortBackends port, IpAddress address, Resource backend, CidrSet admitted) {
        String bind = address + ":" + port.port().port();
        Resource.Builder frontend = section(HaproxyKinds.FRONTEND, bind)
                .set(HaproxyKinds.BIND, bind)
                .set(HaproxyKinds.DEFAULT_BACKEND, backend.id());
        return admitted.isAny(port.family())
                ? frontend.unset(HaproxyKinds.ADMISSION).build()
                : frontend.set(HaproxyKinds.ADMISSION, rejectOthers(admitted)).build();
    }
    // docs: end

    private Resource.Builder section(ResourceKind kind, String name) {
        return Resource.builder()
                .kind(kind)
                .name(name)
                .addOwner(request.owner())
                .set(HaproxyKinds.MODE, "tcp")
                .set(HaproxyKinds.LOADED, true);
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

    private static String rejectOthers(CidrSet admitted) {
        return admitted.ranges().stream()
                .map(Object::toString)
                .collect(Collectors.joining(" ", "reject if !{ src ", " }"));
    }
}
