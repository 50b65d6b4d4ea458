package io.lbkit.testkit.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.PodPhase;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.statistics.Statistics;

/** What the arbitraries promise beyond the checks of the values themselves. */
@Domain(LbDomain.class)
class GeneratedClusterProperties {
    @Property(tries = 300)
    void servicesObeyTheApiServer(@ForAll Service service) {
        boolean local = service.externalTrafficPolicy() == TrafficPolicy.LOCAL;
        boolean balanced = service.type() == ServiceType.LOAD_BALANCER;
        assertThat(service.healthCheckNodePort().isPresent()).isEqualTo(balanced && local);
        if (!balanced) {
            assertThat(service.loadBalancerSourceRanges()).isEmpty();
            assertThat(service.loadBalancerClass()).isEmpty();
            assertThat(service.ingress()).isEmpty();
        }
        if (service.type() == ServiceType.CLUSTER_IP) {
            assertThat(service.ports())
                    .allSatisfy(port -> assertThat(port.nodePort()).isEmpty());
            assertThat(local).isFalse();
        }
        assertThat(service.clusterIps()).hasSameSizeAs(service.ipFamilies());
    }

    @Property(tries = 300)
    void nodePortsAreAllocatedWhereTheyAreNeeded(@ForAll Service service) {
        boolean allocated = service.type() == ServiceType.NODE_PORT
                || (service.type() == ServiceType.LOAD_BALANCER && service.allocateLoadBalancerNodePorts());
        assertThat(service.ports())
                .allSatisfy(port -> assertThat(port.nodePort().isPresent()).isEqualTo(allocated));
        assertThat(service.ports().stream().flatMapToInt(port -> port.nodePort().stream()))
                .allMatch(port -> port >= 30_000 && port <= 32_767);
    }

    @Property(tries = 100)
    void clustersAreKnownCompletely(@ForAll ClusterSnapshot cluster) {
        for (ObjectType type : ObjectType.values()) {
            assertThat(cluster.coverage(type)).isEqualTo(Coverage.COMPLETE);
        }
        assertThat(cluster.unreadable()).isEmpty();
    }

    @Property(tries = 100)
    void podsRunOnNodesOfTheCluster(@ForAll ClusterSnapshot cluster) {
        for (Pod pod : cluster.pods()) {
            pod.nodeName().ifPresent(name -> assertThat(cluster.node(name)).isPresent());
        }
    }

    @Property(tries = 100)
    void eachReadyPodOfAServiceIsInASliceOfEachFamily(@ForAll ClusterSnapshot cluster) {
        for (Service service : cluster.services()) {
            for (Pod pod : cluster.pods(service.key().namespace())) {
                if (isServing(cluster, service, pod)) {
                    service.ipFamilies()
                            .forEach(family -> assertThat(readyAddresses(cluster, service, family))
                                    .contains(address(pod, family)));
                }
            }
        }
    }

    private static boolean isServing(ClusterSnapshot cluster, Service service, Pod pod) {
        return !service.selector().isEmpty()
                && pod.labels().entrySet().containsAll(service.selector().entrySet())
                && pod.phase() == PodPhase.RUNNING
                && pod.isReady()
                && pod.deletionRequested().isEmpty()
                && !pod.ips().isEmpty()
                && pod.nodeName().flatMap(cluster::node).isPresent();
    }

    private static String address(Pod pod, IpFamily family) {
        return pod.ips().stream()
                .filter(ip -> ip.family() == family)
                .map(IpAddress::toString)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> readyAddresses(ClusterSnapshot cluster, Service service, IpFamily family) {
        AddressType type = family == IpFamily.IPV4 ? AddressType.IPV4 : AddressType.IPV6;
        List<String> addresses = new ArrayList<>();
        for (EndpointSlice slice : cluster.endpointSlices(service.key())) {
            if (slice.addressType() == type) {
                slice.endpoints().stream()
                        .filter(Endpoint::isReady)
                        .forEach(endpoint -> addresses.addAll(endpoint.addresses()));
            }
        }
        return addresses;
    }

    @Property(tries = 100)
    void slicesNameTheirPodByItsAddress(@ForAll ClusterSnapshot cluster) {
        for (Service service : cluster.services()) {
            if (!service.selector().isEmpty()) {
                cluster.endpointSlices(service.key())
                        .forEach(slice -> slice.endpoints().forEach(endpoint -> isOfItsPod(cluster, slice, endpoint)));
            }
        }
    }

    private static void isOfItsPod(ClusterSnapshot cluster, EndpointSlice slice, Endpoint endpoint) {
        Pod pod = cluster.pod(ObjectKey.of(
                        slice.key().namespace(),
                        endpoint.targetRef().orElseThrow().name()))
                .orElseThrow();
        assertThat(pod.ips())
                .extracting(IpAddress::toString)
                .contains(endpoint.addresses().get(0));
        assertThat(endpoint.nodeName()).isEqualTo(pod.nodeName());
    }

    @Provide
    Arbitrary<Tuple2<Service, List<EndpointSlice>>> servicesWithSlices() {
        return LbArbitraries.services(ServiceType.LOAD_BALANCER)
                .flatMap(service -> LbArbitraries.endpointSlices(service).map(slices -> Tuple.of(service, slices)));
    }

    @Property(tries = 200)
    void slicesFitTheirService(@ForAll("servicesWithSlices") Tuple2<Service, List<EndpointSlice>> pair) {
        Service service = pair.get1();
        assertThat(pair.get2()).allSatisfy(slice -> {
            assertThat(slice.service()).contains(service.key());
            assertThat(service.ipFamilies())
                    .contains(slice.addressType() == AddressType.IPV4 ? IpFamily.IPV4 : IpFamily.IPV6);
            assertThat(slice.ports().size()).isIn(0, service.ports().size());
        });
        assertThat(pair.get2().stream().map(EndpointSlice::key)).doesNotHaveDuplicates();
    }

    @Property(tries = 500)
    void interestingSlicesAreFrequent(@ForAll("servicesWithSlices") Tuple2<Service, List<EndpointSlice>> pair) {
        List<Endpoint> endpoints = pair.get2().stream()
                .flatMap(slice -> slice.endpoints().stream())
                .toList();
        Statistics.label("an address appears twice")
                .collect(endpoints.stream().map(Endpoint::addresses).distinct().count() < endpoints.size())
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 5));
        Statistics.label("something terminates")
                .collect(endpoints.stream().anyMatch(Endpoint::isTerminating))
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 5));
        Statistics.label("a condition is absent")
                .collect(
                        endpoints.stream().anyMatch(endpoint -> endpoint.ready().isEmpty()))
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 5));
        Statistics.label("a name leads to several numbers")
                .collect(pair.get1().ports().stream().anyMatch(port -> numbers(pair.get2(), port) > 1))
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 1));
    }

    private static long numbers(List<EndpointSlice> slices, ServicePort port) {
        return slices.stream()
                .flatMap(slice -> slice.ports().stream())
                .filter(resolved -> resolved.name().equals(port.name()))
                .flatMapToInt(resolved -> resolved.port().stream())
                .distinct()
                .count();
    }

    @Example
    void snapshotsAreReportedWithTheirObjects() {
        ClusterSnapshot snapshot =
                ClusterSnapshot.empty().with(Node.builder().name("worker-1").build());
        LbDomain.SnapshotFormat format = new LbDomain.SnapshotFormat();
        assertThat(format.appliesTo(snapshot)).isTrue();
        assertThat(format.report(snapshot).toString()).contains("worker-1");
        assertThat(new LbDomain().getReportingFormats()).hasAtLeastOneElementOfType(LbDomain.SnapshotFormat.class);
    }
}
