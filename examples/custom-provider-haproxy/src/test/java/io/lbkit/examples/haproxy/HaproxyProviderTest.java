package io.lbkit.examples.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.execute.Executor;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.plan.Cause;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HaproxyProviderTest {
    private final int port = Haproxy.freePort();
    private final String section = "prod:shop:web:" + port + ":IPv4";
    private final ResourceId backendId = new ResourceId("haproxy#backend", section);
    private final Shop shop = new Shop();
    private final Backend one = Backend.start("one");
    private final Backend two = Backend.start("two");
    private Haproxy haproxy;

    @BeforeEach
    void start() {
        haproxy = Haproxy.start();
        shop.with(Shop.ipMode("web", port));
        pod(one);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        if (haproxy != null) {
            haproxy.close();
        }
    }

    private void pod(Backend backend) {
        shop.pods("web", port, backend.port(), Shop.endpoint("127.0.0.1").build());
    }

    private void noPod(Backend backend) {
        shop.pods("web", port, backend.port());
    }

    private static Reconciler reconciler(LoadBalancerProvider provider) {
        return Shop.reconciler(provider);
    }

    private Plan plan() {
        return reconciler(haproxy.provider()).plan(shop.snapshot());
    }

    private void reconcile() {
        Outcome outcome = reconciler(haproxy.provider()).reconcile(shop.snapshot());
        assertThat(outcome.status()).as(outcome.steps().toString()).isNotEqualTo(Outcome.Status.FAILED);
        assertThat(outcome.incomplete()).isEmpty();
    }

    private Observation observe() {
        return haproxy.provider().observe(ObservationScope.cluster(Shop.CLUSTER));
    }

    private Resource backend() {
        return observe().actual().get(backendId).orElseThrow();
    }

    private Map<MemberKey, MemberHealth> health() {
        return observe().health().getOrDefault(backendId, Map.of());
    }

    private MemberKey key(Backend backend) {
        return new MemberKey("127.0.0.1", backend.port());
    }

    private void awaitHealthy(Backend backend) {
        Haproxy.await(
                "healthy",
                () -> health().containsKey(key(backend))
                        && health().get(key(backend)).state() == MemberHealth.State.HEALTHY);
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getByName("127.0.0.1"), port);
    }

    private static String ask(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    @Test
    @DisplayName("What is applied is observed, delivers, and leaves nothing to do")
    void applied() throws IOException {
        Plan plan = plan();
        reconcile();

        for (Resource wanted : plan.desired().resources()) {
            Resource found = observe().actual().get(wanted.id()).orElseThrow();
            assertThat(found.spec()).isEqualTo(wanted.spec());
            assertThat(found.members()).isEqualTo(wanted.members());
            assertThat(found.owners()).isEqualTo(wanted.owners());
            assertThat(found.applied().orElseThrow().spec()).isEqualTo(wanted.specFingerprint());
        }
        assertThat(plan().steps()).isEmpty();
        awaitHealthy(one);
        try (Socket client = connect(port)) {
            assertThat(ask(client, "hello")).isEqualTo("one hello");
        }
    }

    @Test
    @DisplayName(
            "Sections of somebody else stay as they are, byte for byte, and nothing but our counter is left at the end")
    void foreignSections() {
        reconcile();
        assertThat(haproxy.config()).startsWith(haproxy.foreign());

        shop.without("web");
        reconcile();

        assertThat(haproxy.config()).startsWith(haproxy.foreign());
        assertThat(haproxy.config().substring(haproxy.foreign().length()))
                .isEqualTo("\n# lbkit generation\nglobal\n  setenv LBKIT_GENERATION 4\n");
        assertThat(plan().steps()).isEmpty();
    }

    @Test
    @DisplayName("A section of somebody else that has our name is reported and not touched")
    void foreignName() {
        String theirs = haproxy.foreign() + "backend " + section + "\n  mode tcp\n";
        haproxy.writeConfig(theirs);

        Plan plan = plan();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings().toString()).contains(section);

        Resource wanted = Resource.builder()
                .from(HaproxyProviderTest.wanted(reconciler(haproxy.provider()), shop, backendId))
                .build();
        List<ErrorKind> errors = List.of(new Change.Create(wanted), new Change.Delete(wanted)).stream()
                .map(change -> haproxy.provider()
                        .apply(ChangeBatch.builder().key("k").addChange(change).build()))
                .map(result ->
                        ((ChangeResult.Failed) result.results().get(0)).error().kind())
                .toList();
        assertThat(errors).containsExactly(ErrorKind.ALREADY_EXISTS, ErrorKind.ALREADY_EXISTS);
        assertThat(haproxy.config()).isEqualTo(theirs);
    }

    private static Resource wanted(Reconciler reconciler, Shop shop, ResourceId id) {
        Design design = reconciler
                .design(shop.snapshot(), Observation.empty())
                .values()
                .iterator()
                .next();
        return design.resources().stream()
                .filter(resource -> resource.id().equals(id))
                .map(resource -> Resource.builder()
                        .from(resource)
                        .addOwner(new Owner(Shop.CLUSTER, Optional.of(design.service()), Optional.empty()))
                        .applied(new Applied(resource.specFingerprint(), Optional.empty(), "1"))
                        .build())
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = ';', textBlock = """
            balance roundrobin; balance leastconn
            option redispatch 1; option redispatch 3
            default-server check inter 500ms rise 2 fall 2; default-server check inter 9s
            mode tcp; maxconn 100
            """)
    @DisplayName("An edit of the file is found as drift and healed, whether HAProxy has read it or not")
    void driftOfTheFile(String ours, String theirs) {
        reconcile();
        String before = haproxy.config();
        int place = before.indexOf("  " + ours, before.indexOf("backend " + section));

        for (boolean reloaded : new boolean[] {false, true}) {
            String now = haproxy.config();
            place = now.indexOf("  " + ours, now.indexOf("backend " + section));
            haproxy.writeConfig(now.substring(0, place) + "  " + theirs + now.substring(place + 2 + ours.length()));
            if (reloaded) {
                haproxy.reloadByHand();
            }
            assertThat(plan().steps()).isNotEmpty().extracting(Step::cause).containsOnly(Cause.DRIFT);
            reconcile();
            assertThat(plan().steps()).isEmpty();
            assertThat(haproxy.config()).contains("  " + ours);
        }
    }

    @Test
    @DisplayName("A second line of a keyword is found as drift and healed, a line about something else stays")
    void moreLines() {
        reconcile();
        String bind = "  bind 127.0.0.1:" + port + "\n";
        String more = "  bind 127.0.0.1:" + Haproxy.freePort() + "\n";
        haproxy.writeConfig(haproxy.config().replace(bind, bind + more + "  maxconn 77\n"));

        assertThat(plan().steps()).isNotEmpty().extracting(Step::cause).containsOnly(Cause.DRIFT);
        reconcile();
        assertThat(plan().steps()).isEmpty();
        assertThat(haproxy.config()).contains(bind, "  maxconn 77\n").doesNotContain(more);
    }

    @Test
    @DisplayName("However somebody else writes sections, they are read and stay as they are")
    void oddSections() {
        String odd = haproxy.foreign() + """
                defaults odd
                  mode tcp
                  timeout connect 2s
                  timeout client 30s
                  timeout server 30s
                 backend odd from odd # see a/b
                  server same 127.0.0.1:9
                  server same_9 127.0.0.2:9
                  server portless 127.0.0.1
                frontend\todd from odd # see a/b
                  bind 127.0.0.1:%d # see a/b
                  use_backend odd if TRUE # see a/b
                  default_backend odd # see a/b
                """.formatted(Haproxy.freePort());
        haproxy.writeConfig(odd);
        haproxy.reloadByHand();

        reconcile();
        assertThat(haproxy.config()).startsWith(odd);
        Resource theirs =
                observe().actual().get(new ResourceId("haproxy#backend", "odd")).orElseThrow();
        assertThat(theirs.owners()).isEmpty();
        assertThat(theirs.members().orElseThrow()).hasToString("[same:9]");
        assertThat(plan().steps()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set server %1$s/%2$s state drain",
                "set server %1$s/%2$s state maint",
                "set server %1$s/%2$s weight 0",
                "set server %1$s/%2$s weight 77",
                "set server %1$s/%2$s addr 127.0.0.2",
                "set server %1$s/%2$s state maint; del server %1$s/%2$s",
                "add server %1$s/stray 127.0.0.1:9; enable server %1$s/stray",
            })
    @DisplayName("A server that somebody changed by hand is found and healed")
    void driftOfServers(String command) {
        reconcile();
        haproxy.runtime().ask(String.format(command, section, "127.0.0.1_" + one.port()));

        assertThat(plan().steps()).isNotEmpty().extracting(Step::cause).containsOnly(Cause.DRIFT);
        reconcile();
        assertThat(plan().steps()).isEmpty();
        assertThat(backend().members().orElseThrow().asList())
                .containsExactly(Member.builder()
                        .id("127.0.0.1")
                        .port(one.port())
                        .address(IpAddress.parse("127.0.0.1"))
                        .build());
    }

    @Test
    @DisplayName(
            "A new server gets no connection before its checks pass; one that leaves keeps its connections until they end")
    void makeBeforeBreak() throws IOException {
        reconcile();
        awaitHealthy(one);
        String generation = String.valueOf(haproxy.runtime().generation());
        try (Socket old = connect(port)) {
            assertThat(ask(old, "a")).isEqualTo("one a");
            pod(two);
            reconcile();
            assertThat(health().get(key(two)).state()).isEqualTo(MemberHealth.State.INITIAL);
            try (Socket early = connect(port)) {
                assertThat(ask(early, "b")).isEqualTo("one b");
            }
            awaitHealthy(two);

            noPod(one);
            reconcile();
            assertThat(plan().steps()).isEmpty();
            assertThat(health().get(key(one)))
                    .isEqualTo(new MemberHealth(MemberHealth.State.DRAINING, "1 connections left"));
            for (int i = 0; i < 4; i++) {
                try (Socket next = connect(port)) {
                    assertThat(ask(next, "c")).isEqualTo("two c");
                }
            }
            assertThat(ask(old, "d")).isEqualTo("one d");
        }
        Haproxy.await("drained", () -> !health().containsKey(key(one)));
        pod(one);
        reconcile();
        awaitHealthy(one);
        noPod(one);
        reconcile();
        assertThat(haproxy.runtime().servers()).extracting("name").doesNotContain("127.0.0.1_" + one.port());
        assertThat(String.valueOf(haproxy.runtime().generation()))
                .as("no reload")
                .isEqualTo(generation);
    }

    @Test
    @DisplayName("A pod that ends drains by its weight, which survives a reload and a restart")
    void drainingMembers() throws IOException {
        pod(two);
        reconcile();
        awaitHealthy(one);
        awaitHealthy(two); // a guardrail keeps the last one that works
        shop.pods("web", port, one.port(), Shop.terminating("127.0.0.1"));
        reconcile();
        assertThat(plan().steps()).isEmpty();
        assertThat(health().get(key(one)).state()).isEqualTo(MemberHealth.State.UNUSED);

        haproxy.reloadByHand();
        assertThat(plan().steps()).isEmpty();
        haproxy.crash();
        haproxy.run();
        assertThat(plan().steps()).isEmpty();
        awaitHealthy(two);
        for (int i = 0; i < 4; i++) {
            try (Socket client = connect(port)) {
                assertThat(ask(client, "x")).isEqualTo("two x");
            }
        }
    }

    @Test
    @DisplayName("Without HAProxy nothing is known and nothing is written; after its restart everything is in place")
    void crash() throws IOException {
        reconcile();
        pod(two);
        reconcile();
        String config = haproxy.config();
        haproxy.crash();
        Plan planned = Reconciler.builder()
                .provider(haproxy.provider())
                .clusterId(Shop.CLUSTER)
                .build()
                .plan(shop.without("web").snapshot(), Observation.empty());
        assertThat(planned.steps()).isEmpty();
        assertThatThrownBy(this::observe)
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.TRANSIENT));
        assertThatThrownBy(() ->
                        haproxy.provider().apply(ChangeBatch.builder().key("k").build()))
                .isInstanceOf(ProviderException.class);
        assertThat(haproxy.config()).isEqualTo(config);

        shop.with(Shop.ipMode("web", port));
        haproxy.run();
        assertThat(plan().steps()).isEmpty();
        awaitHealthy(two);
        try (Socket client = connect(port)) {
            assertThat(ask(client, "back")).endsWith(" back");
        }
    }

    @Test
    @DisplayName("A death between the write and the reload is seen and healed")
    void deathBeforeReload() {
        reconcile();
        haproxy.writeConfig(haproxy.config().replace("LBKIT_GENERATION 2", "LBKIT_GENERATION 3"));
        assertThat(haproxy.config()).contains(section);
        assertThat(backend().get(HaproxyKinds.LOADED)).contains(false);

        reconcile();
        assertThat(plan().steps()).isEmpty();
        awaitHealthy(one);
    }

    @Test
    @DisplayName("Every change may come twice")
    void twice() {
        Reconciler twice = reconciler(new Faulty.Twice(haproxy.provider()));
        pod(two);
        twice.reconcile(shop.snapshot());
        assertThat(plan().steps()).isEmpty();
        awaitHealthy(one);
        awaitHealthy(two);
        noPod(one);
        twice.reconcile(shop.snapshot());
        assertThat(plan().steps()).isEmpty();
        shop.without("web");
        twice.reconcile(shop.snapshot());
        assertThat(observe().actual().get(backendId)).isEmpty();
        assertThat(plan().steps()).isEmpty();
    }

    @Test
    @DisplayName("Whichever call is the last before a death, the next run gets to the same end")
    void crashPoints() {
        pod(two);
        int calls = 0;
        boolean died = true;
        while (died) {
            Faulty.Dying provider = new Faulty.Dying(haproxy.provider(), calls++);
            died = isKilled(provider);
            reconcile();
            assertThat(plan().steps()).as("after a death at call %d", calls).isEmpty();
            shop.without("web");
            reconcile();
            assertThat(observe().actual().resources()).hasSize(2); // somebody else's
            shop.with(Shop.ipMode("web", port));
        }
        assertThat(calls).isGreaterThan(3);
    }

    private boolean isKilled(Faulty.Dying provider) {
        try {
            reconciler(provider).reconcile(shop.snapshot());
            return false;
        } catch (Faulty.Death e) {
            return true;
        }
    }

    @Test
    @DisplayName("A configuration that HAProxy refuses is told in its own words, and the file stays as it is")
    void refused() {
        String broken = haproxy.foreign() + "backend broken\n  balance nonsense\n";
        haproxy.writeConfig(broken);

        Outcome outcome = Executor.of(haproxy.provider()).execute(plan());

        assertThat(outcome.status()).isEqualTo(Outcome.Status.FAILED);
        assertThat(outcome.steps().get(0).error()).contains(ErrorKind.INVALID);
        assertThat(outcome.steps().get(0).detail()).contains("balance");
        assertThat(haproxy.config()).isEqualTo(broken);
    }

    @Test
    @DisplayName("A server that HAProxy does not take is told in its own words, and is no member")
    void refusedServer() {
        reconcile();
        Resource backend = backend();
        String config = haproxy.config();
        haproxy.writeConfig(config.replace("  default-server check", "  default-server cookie c check"));
        Member present = backend.members().orElseThrow().asList().get(0);
        Member next = Member.builder().from(present).port(9).build();
        ChangeBatch batch = ChangeBatch.builder()
                .key("k")
                .addChange(new Change.AddMembers(backend, MemberSet.of(next)))
                .build();

        ProviderException error =
                ((ChangeResult.Failed) haproxy.provider().apply(batch).results().get(0)).error();

        assertThat(error.kind()).isEqualTo(ErrorKind.INVALID);
        assertThat(error.resource()).contains(backendId);
        assertThat(error.detail()).contains("cookie");
        assertThat(backend().members().orElseThrow()).isEqualTo(MemberSet.of(present));
        reconcile();
        assertThat(plan().steps()).isEmpty();
        assertThat(haproxy.config()).contains("  default-server check");
    }

    @ParameterizedTest
    @ValueSource(strings = {"default_backend %s", "use_backend %s if TRUE"})
    @DisplayName("A backend that another section uses is not deleted")
    void inUse(String use) {
        reconcile();
        haproxy.writeConfig(haproxy.config() + "frontend theirs\n  mode tcp\n  bind 127.0.0.1:" + Haproxy.freePort()
                + "\n  " + use.formatted(section) + "\n");
        ChangeBatch batch = ChangeBatch.builder()
                .key("k")
                .addChange(new Change.Delete(backend()))
                .build();

        ChangeResult result = haproxy.provider().apply(batch).results().get(0);

        assertThat(((ChangeResult.Failed) result).error().kind()).isEqualTo(ErrorKind.IN_USE);
        assertThat(haproxy.config()).contains("backend " + section);
    }

    @Test
    @DisplayName("Services of many share one reload for each kind of section, and do not disturb each other")
    void manyServices() {
        Set<Integer> ports = new TreeSet<>();
        while (ports.size() < 20) {
            ports.add(Haproxy.freePort());
        }
        ports.forEach(each -> {
            shop.with(Shop.ipMode("svc-" + each, each));
            shop.pods(
                    "svc-" + each, each, one.port(), Shop.endpoint("127.0.0.1").build());
        });
        reconcile();
        assertThat(haproxy.runtime().generation()).isEqualTo(2);
        assertThat(plan().steps()).isEmpty();

        ports.forEach(each -> shop.without("svc-" + each));
        reconcile();
        assertThat(haproxy.runtime().generation()).isEqualTo(4);
        assertThat(plan().steps()).isEmpty();
        awaitHealthy(one);
    }
}
