package io.lbkit.aws.wire;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Observations of load balancers that have target groups, one for each port. */
final class Measurements {
    static final String CLUSTER = "demo";
    private static final String ARN = "arn:aws:elasticloadbalancing:us-east-1:123456789012:";

    private Measurements() {}

    /** {@return an observation of Services {@code shop/web-1} and on, each with a number of ports} */
    static Observation services(int services, int ports) {
        List<Resource> all = new ArrayList<>();
        for (int service = 1; service <= services; service++) {
            all.addAll(service(CLUSTER, service, ports));
        }
        return Observation.builder().actual(ResourceGraph.of(all)).build();
    }

    /** {@return the objects of the Service {@code shop/web-NUMBER}} */
    static List<Resource> service(String cluster, int number, int ports) {
        Owner owner = new Owner(cluster, Optional.of(ServiceKey.of("shop", "web-" + number)), Optional.empty());
        Resource loadBalancer = Resource.builder()
                .kind(AwsKinds.LOAD_BALANCER)
                .name(name(cluster, number))
                .addOwner(owner)
                .cloudId(ARN + "loadbalancer/" + loadBalancer(cluster, number))
                .build();
        List<Resource> all = new ArrayList<>(List.of(loadBalancer));
        for (int port = 1; port <= ports; port++) {
            Resource group = Resource.builder()
                    .kind(AwsKinds.TARGET_GROUP)
                    .name(name(cluster, number) + "-" + port)
                    .addOwner(owner)
                    .cloudId(ARN + targetGroup(cluster, number, port))
                    .build();
            all.add(group);
            all.add(Resource.builder()
                    .kind(AwsKinds.LISTENER)
                    .name(loadBalancer.name() + ":" + port)
                    .addOwner(owner)
                    .set(AwsKinds.LOAD_BALANCER_ARN, loadBalancer.id())
                    .set(AwsKinds.DEFAULT_ACTIONS, forward(group))
                    .build());
        }
        return all;
    }

    private static SpecValue forward(Resource group) {
        return new SpecValue.Sequence(
                List.of(new SpecValue.Mapping(new TreeMap<>(Map.of("TargetGroupArn", new SpecValue.Ref(group.id()))))));
    }

    private static String name(String cluster, int number) {
        return cluster + "-web-" + number;
    }

    static String loadBalancer(String cluster, int number) {
        return "net/%s/%016x".formatted(name(cluster, number), number);
    }

    static String targetGroup(String cluster, int number, int port) {
        return "targetgroup/%s-%d/%016x".formatted(name(cluster, number), port, number * 100L + port);
    }
}
