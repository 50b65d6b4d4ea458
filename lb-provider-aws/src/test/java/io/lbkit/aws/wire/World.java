package io.lbkit.aws.wire;

import io.lbkit.aws.AwsProvider;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.NodeAddress;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.testkit.aws.SampleNetwork;
import io.lbkit.testkit.cloud.VirtualClock;
import io.lbkit.testkit.cloud.VirtualScheduler;
import java.util.Map;

/** Clusters and engines for tests: Services whose targets are nodes, in virtual time. */
final class World {
    static final String PREFIX = "service.beta.kubernetes.io/aws-load-balancer-";

    private World() {}

    static Service service(int number, Map<String, String> annotations) {
        Service.Builder service = Service.builder()
                .key(ServiceKey.of("shop", "web-" + number))
                .uid("0000-" + number)
                .type(ServiceType.LOAD_BALANCER)
                .putAnnotation(PREFIX + "type", "external")
                .putAnnotation(PREFIX + "nlb-target-type", "instance")
                .addPort(ServicePort.builder()
                        .name("http")
                        .port(80)
                        .nodePort(30_000 + number)
                        .build());
        annotations.forEach((suffix, value) -> service.putAnnotation(PREFIX + suffix, value));
        return service.build();
    }

    static ClusterSnapshot cluster(int nodes, Service... services) {
        ClusterSnapshot.Builder cluster = ClusterSnapshot.builder()
                .covering(ObjectType.NODE, Coverage.COMPLETE)
                .covering(ObjectType.SERVICE, Coverage.COMPLETE)
                .covering(ObjectType.ENDPOINT_SLICE, Coverage.COMPLETE);
        for (int number = 1; number <= nodes; number++) {
            cluster.add(Node.builder()
                    .name("ip-%d.ec2.internal".formatted(number))
                    .providerId("aws:///us-east-1a/" + StandInBed.instance(number))
                    .addAddress(
                            new NodeAddress(NodeAddress.Type.INTERNAL_IP, IpAddress.parse(StandInBed.address(number))))
                    .build());
        }
        for (Service service : services) {
            cluster.add(service);
        }
        return cluster.build();
    }

    /** {@return an engine whose waiting takes no time} */
    static Reconciler reconciler(AwsProvider provider) {
        return reconciler(provider, VirtualClock.at(VirtualClock.START));
    }

    /** {@return an engine whose waiting moves a clock} */
    static Reconciler reconciler(AwsProvider provider, VirtualClock clock) {
        return Reconciler.builder()
                .provider(provider)
                .clusterId(SampleNetwork.CLUSTER)
                .clock(clock)
                .execution(executor -> executor.scheduler(() -> VirtualScheduler.of(clock)))
                .build();
    }
}
