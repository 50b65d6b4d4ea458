package io.lbkit.examples.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.spi.ObservationScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients, HAProxy and backends are real; only the cluster is told. The rule: a request that had begun on a backend when that
 * was killed may fail. Every other request is answered.
 */
@Timeout(60)
class RealTrafficTest {
    private static final int CLIENTS = 4;
    private static final int NODE_PORT = 30_080;

    private final int tcpPort = Haproxy.freePort();
    private final int httpPort = Haproxy.freePort();
    private final Shop shop = new Shop();
    private final List<Backend> backends = new ArrayList<>();
    private Haproxy haproxy;

    @BeforeEach
    void start() {
        haproxy = Haproxy.start();
    }

    @AfterEach
    void stop() {
        backends.forEach(Backend::close);
        if (haproxy != null) {
            haproxy.close();
        }
    }

    private Backend backend(String name, String address, int port) {
        Backend backend = Backend.start(name, address, port);
        backends.add(backend);
        return backend;
    }

    private Backend pod(String name) {
        Backend pod = backend(name, "127.0.0.1", 0);
        endpoints(pod, Shop.endpoint("127.0.0.1").build());
        return pod;
    }

    private void endpoints(Backend pod, Endpoint... endpoints) {
        shop.pods("tcp", tcpPort, pod.port(), endpoints);
    }

    private void reconcile() {
        Outcome outcome = Shop.reconciler(haproxy.provider()).reconcile(shop.snapshot());
        assertThat(outcome.incomplete()).as(outcome.steps().toString()).isEmpty();
    }

    private Map<MemberKey, MemberHealth> health(String service, int port) {
        ResourceId backend = new ResourceId("haproxy#backend", "prod:shop:" + service + ":" + port + ":IPv4");
        return haproxy.provider().health(ObservationScope.cluster(Shop.CLUSTER)).getOrDefault(backend, Map.of());
    }

    private void awaitHealth(String service, int port, MemberKey member, MemberHealth.State state) {
        Haproxy.await(
                member + " is " + state,
                () -> health(service, port).containsKey(member)
                        && health(service, port).get(member).state() == state);
    }

    private static MemberKey key(Backend pod) {
        return new MemberKey("127.0.0.1", pod.port());
    }

    @Test
    @DisplayName("A rollout and a drain lose no connection")
    void rolloutAndDrain() {
        List<Backend> pods = new ArrayList<>(List.of(pod("a1"), pod("b1"), pod("c1")));
        shop.with(Shop.ipMode("tcp", tcpPort));
        reconcile();
        pods.forEach(pod -> awaitHealth("tcp", tcpPort, key(pod), MemberHealth.State.HEALTHY));

        try (Traffic traffic = Traffic.tcp(tcpPort, CLIENTS)) {
            traffic.awaitMore(50);
            for (int i = 0; i < 3; i++) {
                pods.add(replace(pods.remove(0), "new" + i));
                traffic.awaitMore(30);
            }
            int rolled = traffic.made();
            drain(pods.remove(0));
            traffic.awaitMore(50);

            tell("rollout of 3 pods and drain of 1, " + rolled + " requests before the drain", traffic);
            assertThat(traffic.failures()).as(haproxy.log()).isEmpty();
        }
        assertThat(pods).allSatisfy(pod -> assertThat(pod.requests()).isPositive());
    }

    /** One plan registers the new pod and takes the old one out; its gate waits until HAProxy finds the new one healthy. */
    private Backend replace(Backend old, String name) {
        Backend next = pod(name);
        endpoints(old);
        reconcile();
        assertThat(health("tcp", tcpPort).get(key(next)).state()).isEqualTo(MemberHealth.State.HEALTHY);
        Haproxy.await("drained", () -> !health("tcp", tcpPort).containsKey(key(old)));
        old.close();
        return next;
    }

    /** The pod is asked to end, keeps its connections until they end, and is gone. */
    private void drain(Backend pod) {
        endpoints(pod, Shop.terminating("127.0.0.1"));
        reconcile();
        endpoints(pod);
        reconcile();
        Haproxy.await("drained", () -> !health("tcp", tcpPort).containsKey(key(pod)));
        pod.close();
    }

    @Test
    @DisplayName("When a node dies, only requests that had begun on it are lost")
    void nodeLoss() {
        List<Backend> lost = new ArrayList<>();
        for (String node : List.of("a", "b", "c")) {
            String address = Haproxy.ownAddress(node.charAt(0) - 'a' + 1).toString();
            Backend traffic = backend("node-" + node, address, NODE_PORT);
            lost.addAll(node.equals("b") ? List.of(traffic) : List.of());
            shop.node("node-" + node, address, ConditionStatus.TRUE);
        }
        shop.with(Shop.service("http", httpPort).build());
        reconcile();
        List.of("node-a", "node-b", "node-c")
                .forEach(node ->
                        awaitHealth("http", httpPort, new MemberKey(node, NODE_PORT), MemberHealth.State.HEALTHY));

        try (Traffic quick = Traffic.http(httpPort, CLIENTS, "/");
                Traffic slow = Traffic.http(httpPort, CLIENTS, Backend.SLOW)) {
            quick.awaitMore(200);
            Haproxy.await("a request is on its way", lost.get(0)::isBusy);
            assertThat(quick.failures()).isEmpty();
            assertThat(slow.failures()).isEmpty();
            lost.forEach(Backend::close);
            quick.awaitMore(100); // HAProxy does not know yet and tries another node
            awaitHealth("http", httpPort, new MemberKey("node-b", NODE_PORT), MemberHealth.State.UNHEALTHY);
            shop.withoutNode("node-b");
            reconcile();
            quick.awaitMore(200);
            slow.awaitMore(CLIENTS);

            tell("loss of 1 node of 3, quick requests", quick);
            tell("loss of 1 node of 3, slow requests", slow);
            assertThat(quick.failures()).hasSizeLessThanOrEqualTo(CLIENTS).allSatisfy(this::isExcused);
            assertThat(slow.failures())
                    .as("what was on its way is lost, so failures are seen")
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(CLIENTS)
                    .allSatisfy(this::isExcused);
        }
        assertThat(health("http", httpPort)).doesNotContainKey(new MemberKey("node-b", NODE_PORT));
    }

    private void isExcused(Traffic.Failure failure) {
        Haproxy.await("logged as begun on node-b: " + failure, () -> hadBegunOn("node-b", failure));
    }

    /** HAProxy's log says which server a client had, and that it was connected: D is the phase in which data flows. */
    private boolean hadBegunOn(String node, Traffic.Failure failure) {
        Matcher line = Pattern.compile(":" + failure.clientPort() + " \\[[^]]*] \\S+ \\S+/(\\S+) \\S+ \\S+ .(.) ")
                .matcher(haproxy.log());
        return failure.clientPort() > 0
                && line.find()
                && line.group(1).equals(node + "_" + NODE_PORT)
                && line.group(2).equals("D");
    }

    private static void tell(String what, Traffic traffic) {
        System.out.printf(
                "real traffic: %s: %d requests, %d failed%n",
                what, traffic.made(), traffic.failures().size());
    }
}
