package io.lbkit.reconcile.backend;

import static io.lbkit.model.net.IpFamily.IPV4;
import static io.lbkit.model.net.IpFamily.IPV6;
import static io.lbkit.model.net.Protocol.TCP;
import static io.lbkit.model.net.Protocol.UDP;
import static io.lbkit.reconcile.backend.Cluster.excluded;
import static io.lbkit.reconcile.backend.Cluster.members;
import static io.lbkit.reconcile.backend.Cluster.pod;
import static io.lbkit.reconcile.backend.Cluster.podIp;
import static io.lbkit.reconcile.backend.Cluster.pods;
import static io.lbkit.reconcile.backend.Cluster.service;
import static io.lbkit.reconcile.backend.Cluster.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.TargetPort;
import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.ServiceBackends;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("EndpointSlices (KEP-752)")
class EndpointSliceRulesTest {
    private static ServiceBackends resolve(Cluster.Part... slices) {
        return podIp(Cluster.of(slices), service());
    }

    @Nested
    @DisplayName("identity and writers")
    class Identity {
        @Test
        @DisplayName("a slice belongs to the Service of its label; without the label it belongs to none")
        void label() {
            var backends = resolve(
                    slice("a").port("", 8080).with(pod("10.1.0.1")),
                    slice("b").labelled(Optional.of("other")).port("", 8080).with(pod("10.1.0.2")),
                    slice("c").labelled(Optional.empty()).port("", 8080).with(pod("10.1.0.3")));

            assertThat(members(backends)).containsExactly("10.1.0.1:8080");
        }

        @Test
        @DisplayName("slices of all writers are merged: controller, mirroring controller and anybody else")
        void writers() {
            var backends = resolve(
                    slice("a")
                            .writtenBy("endpointslice-controller.k8s.io")
                            .port("", 8080)
                            .with(pod("10.1.0.1")),
                    slice("b")
                            .writtenBy("endpointslicemirroring-controller.k8s.io")
                            .port("", 8080)
                            .with(pod("10.1.0.2")),
                    slice("c").writtenBy("example.org/mesh").port("", 8080).with(pod("10.1.0.3")),
                    slice("d").port("", 8080).with(pod("10.1.0.4")));

            assertThat(backends.ports().get(0).members()).hasSize(4);
        }

        @Test
        @DisplayName("a slice owned by an earlier Service of the same name is ignored; one without an owner counts")
        void owner() {
            var backends = resolve(
                    slice("a").ownedBy("uid-before").port("", 8080).with(pod("10.1.0.1")),
                    slice("b").ownedBy(Cluster.UID).port("", 8080).with(pod("10.1.0.2")),
                    slice("c").port("", 8080).with(pod("10.1.0.3")));

            assertThat(members(backends)).containsExactly("10.1.0.2:8080", "10.1.0.3:8080");
            assertThat(excluded(backends)).containsExactly("EndpointSlice/shop/a slice-of-earlier-service");
        }

        @Test
        @DisplayName("a manifest without a uid cannot tell owners apart and takes every slice")
        void manifest() {
            var cluster = Cluster.of(slice("a").ownedBy("uid-x").port("", 8080).with(pod("10.1.0.1")));

            assertThat(members(podIp(cluster, service().withoutUid()))).containsExactly("10.1.0.1:8080");
        }
    }

    @Nested
    @DisplayName("address families")
    class Families {
        private final Cluster.SliceSketch four = slice("four").port("", 8080).with(pod("10.1.0.1"));
        private final Cluster.SliceSketch six =
                slice("six").type(AddressType.IPV6).port("", 8080).with(pod("2001:db8::1"));

        @Test
        @DisplayName("a dual-stack Service has one set per family, from the slices of that family")
        void dualStack() {
            var backends = podIp(Cluster.of(four, six), service().families(IPV6, IPV4));

            assertThat(backends.ports()).extracting(port -> port.family()).containsExactly(IPV6, IPV4);
            assertThat(members(backends.ports().get(0))).containsExactly("[2001:db8::1]:8080");
            assertThat(members(backends.ports().get(1))).containsExactly("10.1.0.1:8080");
        }

        @Test
        @DisplayName("slices of a family that the Service does not use are left out")
        void otherFamily() {
            var backends = podIp(Cluster.of(four, six), service().families(IPV4));

            assertThat(members(backends)).containsExactly("10.1.0.1:8080");
            assertThat(excluded(backends)).containsExactly("EndpointSlice/shop/six slice-of-other-family");
        }

        @Test
        @DisplayName("slices of domain names have no meaning")
        void domainNames() {
            var backends =
                    resolve(slice("names").type(AddressType.FQDN).port("", 8080).with(pod("db.example.org")));

            assertThat(members(backends)).isEmpty();
            assertThat(excluded(backends)).containsExactly("EndpointSlice/shop/names slice-of-domain-names");
        }

        @ParameterizedTest
        @ValueSource(strings = {"2001:db8::1", "10.1.0", "pod.example.org", "10.1.0.256"})
        @DisplayName("an address that is none of the slice's family is left out, the others stay")
        void invalid(String address) {
            var backends = resolve(pods(pod(address), pod("10.1.0.1")));

            assertThat(members(backends)).containsExactly("10.1.0.1:8080");
            assertThat(excluded(backends)).containsExactly(address + " endpoint-address-invalid");
        }

        @Test
        @DisplayName("an IPv4-mapped address is no IPv6 address")
        void mapped() {
            var backends = podIp(
                    Cluster.of(
                            slice("six").type(AddressType.IPV6).port("", 8080).with(pod("::ffff:10.1.0.1"))),
                    service().families(IPV6));

            assertThat(excluded(backends)).containsExactly("::ffff:10.1.0.1 endpoint-address-invalid");
        }

        @Test
        @DisplayName("only the first address of an endpoint counts")
        void firstAddress() {
            assertThat(members(resolve(pods(pod("10.1.0.1").alsoAt("10.1.0.2")))))
                    .containsExactly("10.1.0.1:8080");
        }
    }

    @Nested
    @DisplayName("ports")
    class Ports {
        private final Cluster.ServiceSketch twoPorts =
                service().port("http", 80, TCP).port("dns", 53, UDP);

        @Test
        @DisplayName("are joined by name and protocol, never by position")
        void byName() {
            var backends = podIp(
                    Cluster.of(slice("a")
                            .port("dns", 5353, UDP)
                            .port("http", 8080, TCP)
                            .with(pod("10.1.0.1"))),
                    twoPorts);

            assertThat(members(backends.ports().get(0))).containsExactly("10.1.0.1:8080");
            assertThat(members(backends.ports().get(1))).containsExactly("10.1.0.1:5353");
        }

        @Test
        @DisplayName("of the same name and another protocol do not match")
        void otherProtocol() {
            var backends = podIp(Cluster.of(slice("a").port("dns", 5353, TCP).with(pod("10.1.0.1"))), twoPorts);

            assertThat(members(backends.ports().get(1))).isEmpty();
            assertThat(excluded(backends.ports().get(1))).containsExactly("10.1.0.1 endpoint-without-port");
        }

        @Test
        @DisplayName("without a number yield no backend")
        void noNumber() {
            var backends = resolve(slice("a").portWithoutNumber("").with(pod("10.1.0.1")));

            assertThat(members(backends)).isEmpty();
            assertThat(excluded(backends)).containsExactly("10.1.0.1 endpoint-without-port");
        }

        @Test
        @DisplayName("may be missing: a slice without ports has endpoints and no backend")
        void noPorts() {
            var backends = resolve(slice("a").with(pod("10.1.0.1")));

            assertThat(members(backends)).isEmpty();
            assertThat(excluded(backends)).containsExactly("10.1.0.1 endpoint-without-port");
        }

        @Test
        @DisplayName("that are named differ from pod to pod, so one Service port has slices of several numbers")
        void named() {
            var named =
                    service().port(ServicePort.builder().name("http").port(80).targetPort(TargetPort.named("web")));
            var backends = podIp(
                    Cluster.of(
                            slice("a").port("http", 8080).with(pod("10.1.0.1")),
                            slice("b").port("http", 9090).with(pod("10.1.0.2")),
                            slice("c").with(pod("10.1.0.3"))),
                    named);

            assertThat(members(backends)).containsExactly("10.1.0.1:8080", "10.1.0.2:9090");
            assertThat(excluded(backends)).containsExactly("10.1.0.3 endpoint-without-port");
        }

        @Test
        @DisplayName("an address that has the port in another slice is not reported as lacking it")
        void elsewhere() {
            var backends = resolve(
                    slice("a").with(pod("10.1.0.1")), slice("b").port("", 8080).with(pod("10.1.0.1")));

            assertThat(members(backends)).containsExactly("10.1.0.1:8080");
            assertThat(excluded(backends)).isEmpty();
        }
    }

    @Nested
    @DisplayName("conditions")
    class Conditions {
        @Test
        @DisplayName("ready and serving default to true, terminating to false")
        void defaults() {
            assertThat(members(resolve(pods(pod("10.1.0.1"))))).containsExactly("10.1.0.1:8080");
            assertThat(members(resolve(
                            pods(pod("10.1.0.1"), pod("10.1.0.2").ready(false).terminating(true)))))
                    .containsExactly("10.1.0.1:8080", "10.1.0.2:8080 draining");
            assertThat(excluded(resolve(pods(pod("10.1.0.1").ready(false)))))
                    .containsExactly("10.1.0.1:8080 endpoint-not-ready");
        }

        @Test
        @DisplayName("ready while terminating (publishNotReadyAddresses) is active")
        void readyAndTerminating() {
            assertThat(members(resolve(pods(pod("10.1.0.1").conditions(true, true, true), pod("10.1.0.2")))))
                    .containsExactly("10.1.0.1:8080", "10.1.0.2:8080");
        }

        @Test
        @DisplayName("ready while not serving (publishNotReadyAddresses) is active, terminating or not")
        void readyAndNotServing() {
            assertThat(members(resolve(pods(
                            pod("10.1.0.1").conditions(true, false, false),
                            pod("10.1.0.2").conditions(true, false, true)))))
                    .containsExactly("10.1.0.1:8080", "10.1.0.2:8080");
        }
    }

    @Nested
    @DisplayName("duplicates")
    class Duplicates {
        private List<String> inBothOrders(Cluster.PodSketch one, Cluster.PodSketch other) {
            List<String> ab = members(resolve(
                    slice("a").port("", 8080).with(one),
                    slice("b").port("", 8080).with(other)));
            List<String> ba = members(resolve(
                    slice("a").port("", 8080).with(other),
                    slice("b").port("", 8080).with(one)));
            assertThat(ab).isEqualTo(ba);
            return ab;
        }

        @Test
        @DisplayName("an endpoint that stands in two slices is one backend")
        void once() {
            assertThat(inBothOrders(
                            pod("10.1.0.1").named("p", "u1"), pod("10.1.0.1").named("p", "u1")))
                    .containsExactly("10.1.0.1:8080");
        }

        @Test
        @DisplayName("spellings of one address are one backend")
        void canonical() {
            assertThat(inBothOrders(pod("10.1.0.1"), pod("010.001.0.1"))).containsExactly("10.1.0.1:8080");
        }

        @Test
        @DisplayName("an entry that is not terminating stands before one that is")
        void livingFirst() {
            var witness = slice("z").port("", 8080).with(pod("10.1.0.9"));
            var living = pod("10.1.0.1").named("p", "u1");
            var ending = pod("10.1.0.1").named("p", "u1").ending();

            assertThat(members(resolve(
                            slice("a").port("", 8080).with(ending),
                            slice("b").port("", 8080).with(living),
                            witness)))
                    .containsExactly("10.1.0.1:8080", "10.1.0.9:8080");
            assertThat(members(resolve(
                            slice("a").port("", 8080).with(living),
                            slice("b").port("", 8080).with(ending),
                            witness)))
                    .containsExactly("10.1.0.1:8080", "10.1.0.9:8080");
        }

        @Test
        @DisplayName("for one pod the entry of the newer slice generation counts")
        void newerGeneration() {
            var older =
                    slice("a").generation(3).port("", 8080).with(pod("10.1.0.1").named("p", "u1"));
            var newer = slice("b")
                    .generation(4)
                    .port("", 8080)
                    .with(pod("10.1.0.1").named("p", "u1").unready());

            assertThat(excluded(resolve(older, newer))).containsExactly("10.1.0.1:8080 endpoint-not-ready");
        }

        @Test
        @DisplayName("a living entry stands before a terminating one even of a newer generation")
        void livingBeforeNewer() {
            var living =
                    slice("a").generation(3).port("", 8080).with(pod("10.1.0.1").named("p", "u1"));
            var ending = slice("b")
                    .generation(4)
                    .port("", 8080)
                    .with(pod("10.1.0.1").named("p", "u1").ending());

            var witness = slice("z").port("", 8080).with(pod("10.1.0.9"));

            assertThat(members(resolve(living, ending, witness))).containsExactly("10.1.0.1:8080", "10.1.0.9:8080");
        }

        @Test
        @DisplayName("generations of slices say nothing where it is not known that the pod is the same")
        void generationOfStrangers() {
            var older = slice("a").generation(3).port("", 8080).with(pod("10.1.0.1"));
            var newer =
                    slice("b").generation(4).port("", 8080).with(pod("10.1.0.1").unready());

            assertThat(members(resolve(older, newer))).containsExactly("10.1.0.1:8080");
        }

        @Test
        @DisplayName("an address reused by another pod belongs to the living pod; the other one is reported")
        void reusedAddress() {
            var backends = resolve(
                    slice("a")
                            .generation(9)
                            .port("", 8080)
                            .with(pod("10.1.0.1").named("old", "u1").ending()),
                    slice("b").generation(2).port("", 8080).with(pod("10.1.0.1").named("new", "u2")));

            assertThat(members(backends)).containsExactly("10.1.0.1:8080");
            assertThat(excluded(backends)).containsExactly("10.1.0.1:8080 endpoint-superseded");
            assertThat(backends.ports().get(0).excluded())
                    .singleElement()
                    .satisfies(out -> assertThat(out.detail()).contains("(old)", "gave way to", "(new)"));
        }

        @Test
        @DisplayName("one address with two ports is two backends")
        void twoPorts() {
            assertThat(members(resolve(
                            slice("a").port("", 8080).with(pod("10.1.0.1")),
                            slice("b").port("", 9090).with(pod("10.1.0.1")))))
                    .containsExactly("10.1.0.1:8080", "10.1.0.1:9090");
        }
    }

    @Nested
    @DisplayName("placement")
    class Placement {
        private Optional<String> zone(Cluster.PodSketch pod) {
            var cluster = Cluster.of(Cluster.node("n1").zone("z1"), Cluster.node("n2"), pods(pod));
            Member member =
                    podIp(cluster, service()).ports().get(0).members().asList().get(0);
            return member.zone();
        }

        @Test
        @DisplayName("the zone is the endpoint's, else that of its node, else unknown")
        void zones() {
            assertThat(zone(pod("10.1.0.1").on("n1").zone("z9"))).contains("z9");
            assertThat(zone(pod("10.1.0.1").on("n1"))).contains("z1");
            assertThat(zone(pod("10.1.0.1").on("n2"))).isEmpty();
            assertThat(zone(pod("10.1.0.1").on("gone"))).isEmpty();
            assertThat(zone(pod("10.1.0.1"))).isEmpty();
        }
    }

    @Nested
    @DisplayName("what is not there")
    class Absence {
        @Test
        @DisplayName("a placeholder slice says: no endpoints")
        void placeholder() {
            var backends = resolve(slice("a"));

            assertThat(backends.ports().get(0).coverage()).isEqualTo(Coverage.COMPLETE);
            assertThat(backends.ports().get(0).knownMembers())
                    .hasValueSatisfying(m -> assertThat(m).isEmpty());
            assertThat(backends.findings()).isEmpty();
        }

        @Test
        @DisplayName("slices that were never read say nothing, least of all: no endpoints")
        void unknown() {
            var backends = podIp(ClusterSnapshot.empty(), service().selectorless());

            assertThat(backends.ports().get(0).knownMembers()).isEmpty();
            assertThat(backends.findings()).isEmpty();
        }

        @Test
        @DisplayName("slices without a statement of completeness are a part")
        void partial() {
            ClusterSnapshot cluster =
                    ClusterSnapshot.builder().add(pods(pod("10.1.0.1")).build()).build();

            assertThat(podIp(cluster, service()).ports().get(0).coverage()).isEqualTo(Coverage.PARTIAL);
        }

        @Test
        @DisplayName("an unreadable slice of the Service makes its endpoints partly known")
        void unreadable() {
            ClusterSnapshot cluster = Cluster.of(pods(pod("10.1.0.1")))
                    .with(new Unreadable(
                            ObjectType.ENDPOINT_SLICE,
                            "shop/web-zzzzz",
                            Optional.of(service().build().key()),
                            List.of()));

            assertThat(podIp(cluster, service()).ports().get(0).coverage()).isEqualTo(Coverage.PARTIAL);
        }
    }

    @Nested
    @DisplayName("Services without a selector")
    class Selectorless {
        @Test
        @DisplayName("take the slices that somebody else writes, without node and zone")
        void foreignSlices() {
            var backends = podIp(Cluster.of(pods(pod("192.0.2.7"))), service().selectorless());

            assertThat(members(backends)).containsExactly("192.0.2.7:8080");
            assertThat(backends.findings()).isEmpty();
        }

        @Test
        @DisplayName("and without a slice have no backend, which is said")
        void nothing() {
            assertThat(Cluster.codes(podIp(Cluster.of(), service().selectorless())))
                    .containsExactly("LB-SVC-001");
        }

        @Test
        @DisplayName("a Service with a selector and no slice yet is left in peace")
        void selected() {
            assertThat(podIp(Cluster.of(), service()).findings()).isEmpty();
        }
    }
}
