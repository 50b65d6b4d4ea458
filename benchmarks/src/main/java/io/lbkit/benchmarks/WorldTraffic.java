package io.lbkit.benchmarks;

import io.lbkit.diagnose.traffic.Flow;
import io.lbkit.diagnose.traffic.FlowPeer;
import io.lbkit.diagnose.traffic.FlowVerdict;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import java.time.Instant;

/** Requests to the Services that are well: one is seen on its way to the load balancer, the others are answered by pods. */
final class WorldTraffic {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    private static final IpAddress CLIENT = IpAddress.parse("203.0.113.7");

    private final WorldDraft draft;

    WorldTraffic(WorldDraft draft) {
        this.draft = draft;
    }

    TrafficEvidence evidence() {
        TrafficEvidence.Builder evidence = TrafficEvidence.builder();
        for (int service = 0; service < draft.services(); service++) {
            for (int i = 0; i < draft.flows() && draft.fault(service).isEmpty(); i++) {
                evidence.addFlow(flow(service, i));
            }
        }
        return evidence.build();
    }

    private Flow flow(int service, int number) {
        boolean first = number == 0;
        return Flow.builder()
                .time(START.plusMillis((long) service * draft.flows() + number))
                .client(FlowPeer.builder().address(CLIENT).build())
                .server(first ? loadBalancer(service) : pod(service, number % WorldDraft.PODS_A_SERVICE))
                .protocol(Protocol.TCP)
                .verdict(first ? FlowVerdict.FORWARDED : FlowVerdict.ANSWERED)
                .build();
    }

    private static FlowPeer loadBalancer(int service) {
        return FlowPeer.builder()
                .address(WorldObjects.loadBalancer(service))
                .port(443)
                .build();
    }

    private FlowPeer pod(int service, int number) {
        return FlowPeer.builder()
                .pod(ObjectKey.of(draft.namespace(service), WorldObjects.pod(service, number)))
                .address(WorldObjects.podAddress(service, number))
                .port(WorldObjects.PORT)
                .build();
    }
}
