package io.lbkit.diagnose.traffic;

import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Flows by the pods at their ends. A flow that names no pod is found by the address of the pod. Immutable. */
public final class TrafficIndex {
    private final TrafficEvidence evidence;
    private final Ends servers;
    private final Ends clients;
    private final Map<String, List<Series>> series = new HashMap<>();

    private static final class Ends {
        private final Map<ObjectKey, List<Flow>> byPod = new HashMap<>();
        private final Map<IpAddress, List<Flow>> byAddress = new HashMap<>();
        private final Map<ServiceKey, List<Flow>> byService = new HashMap<>();

        Ends(List<Flow> flows, Function<Flow, FlowPeer> end) {
            for (Flow flow : flows) {
                FlowPeer peer = end.apply(flow);
                if (peer.pod().isPresent()) {
                    byPod.computeIfAbsent(peer.pod().get(), key -> new ArrayList<>())
                            .add(flow);
                } else {
                    peer.address()
                            .ifPresent(address -> byAddress
                                    .computeIfAbsent(address, key -> new ArrayList<>())
                                    .add(flow));
                    peer.service()
                            .ifPresent(service -> byService
                                    .computeIfAbsent(service, key -> new ArrayList<>())
                                    .add(flow));
                }
            }
        }

        List<Flow> of(Pod pod) {
            Set<Flow> flows = new LinkedHashSet<>(byPod.getOrDefault(pod.key(), List.of()));
            pod.ips().forEach(ip -> flows.addAll(byAddress.getOrDefault(ip, List.of())));
            return flows.stream().sorted().toList();
        }
    }

    private TrafficIndex(TrafficEvidence evidence) {
        this.evidence = evidence;
        this.servers = new Ends(evidence.flows(), Flow::server);
        this.clients = new Ends(evidence.flows(), Flow::client);
        evidence.series()
                .forEach(each -> series.computeIfAbsent(each.subject(), key -> new ArrayList<>())
                        .add(each));
    }

    /**
     * An index of evidence.
     *
     * @param evidence the evidence
     * @return the index
     */
    public static TrafficIndex of(TrafficEvidence evidence) {
        return new TrafficIndex(evidence);
    }

    /** {@return the evidence} */
    public TrafficEvidence evidence() {
        return evidence;
    }

    /**
     * {@return the series of a metric of a subject, one for each peer}
     *
     * @param metric the metric
     * @param subject the subject
     */
    public List<Series> series(Metric metric, String subject) {
        return series.getOrDefault(subject, List.of()).stream()
                .filter(each -> each.metric() == metric)
                .toList();
    }

    /**
     * {@return the flows whose server is a pod, in the order of time}
     *
     * @param pod the pod
     */
    public List<Flow> to(Pod pod) {
        return servers.of(pod);
    }

    /**
     * {@return the flows whose server has an address and is not known to be a pod, in the order of time}
     *
     * @param address the address
     */
    public List<Flow> to(IpAddress address) {
        return servers.byAddress.getOrDefault(address, List.of());
    }

    /**
     * {@return the flows whose server is a Service by its name or by one of its addresses, and is not known to be a pod, in the
     * order of time}
     *
     * @param service the Service
     */
    public List<Flow> to(Service service) {
        Set<Flow> flows = new LinkedHashSet<>(servers.byService.getOrDefault(service.key(), List.of()));
        service.ingress().stream().flatMap(entry -> entry.ip().stream()).forEach(ip -> flows.addAll(to(ip)));
        return flows.stream().sorted().toList();
    }

    /**
     * {@return the flows whose client is a pod, in the order of time}
     *
     * @param pod the pod
     */
    public List<Flow> from(Pod pod) {
        return clients.of(pod);
    }
}
