package io.lbkit.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.finding.InvalidValueException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FaultProxyTest {
    private static final RequestMatcher CREATE = RequestMatcher.request("POST", "/rules");
    private static final RequestMatcher LIST = RequestMatcher.request("GET", "/rules");

    private final List<String> rules = new ArrayList<>();
    private final Pagination pages = new Pagination("maxResults", "pageToken", 100);

    private final StandInServer server = StandInServer.builder()
            .on(CREATE, call -> {
                rules.add(call.request().bodyText());
                return WireResponse.json(201, "created " + rules.size());
            })
            .on(LIST, call -> {
                Page<String> page = pages.page(call.request(), rules);
                return WireResponse.text(200, page.items() + page.next().orElse(""));
            })
            .on(RequestMatcher.any().method("DELETE"), call -> {
                rules.clear();
                return WireResponse.empty(204);
            })
            .on(RequestMatcher.any().method("HEAD"), call -> WireResponse.text(200, "12345"))
            .start();
    private final FaultProxy proxy = FaultProxy.to(server.uri());

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    private HttpResponse<String> create(String name) throws IOException, InterruptedException {
        return Client.post(proxy.uri(), "/rules", name);
    }

    private String listed() throws IOException, InterruptedException {
        return Client.get(proxy.uri(), "/rules").body();
    }

    private Client.Raw rawCreate() throws IOException {
        return new Client.Raw(proxy.uri()).send("POST /rules HTTP/1.1\nHost: x\nContent-Length: 1\n\na");
    }

    @Test
    void aConnectionIsResetBeforeTheEffect() throws Exception {
        proxy.add(WireFault.resetting());
        try (Client.Raw raw = rawCreate()) {
            assertThatThrownBy(raw::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        }
        assertThat(rules).isEmpty();
        assertThat(create("a").body()).isEqualTo("created 1");
        assertThat(proxy.recording().exchanges())
                .extracting(Object::toString)
                .containsExactly(
                        "1. POST /rules -> no answer [resetting the connection on any request]",
                        "2. POST /rules -> 201");
    }

    @Test
    void anAnswerIsLostAfterTheEffect() throws Exception {
        proxy.add(WireFault.losingAnswer().on(CREATE));
        try (Client.Raw raw = rawCreate()) {
            assertThatThrownBy(raw::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        }
        assertThat(rules).containsExactly("a");
        assertThat(listed()).isEqualTo("[a]");
    }

    @Test
    void aClientSeesAResetAsAnException() throws Exception {
        proxy.add(WireFault.losingAnswer().on(CREATE));
        assertThatThrownBy(() -> create("a")).isInstanceOf(IOException.class);
        assertThat(rules).containsExactly("a");
    }

    @Test
    void anAnswerIsTruncatedAfterTheEffect() throws Exception {
        proxy.add(WireFault.truncatingAnswer().on(CREATE));
        try (Client.Raw raw = rawCreate()) {
            assertThat(raw.head()).startsWith("HTTP/1.1 201 ").contains("Content-Length: 9\r\n");
            assertThatThrownBy(() -> raw.body(9)).isInstanceOf(SocketException.class);
        }
        assertThat(rules).containsExactly("a");
        assertThat(proxy.recording().exchanges().get(0).response()).isEmpty();
    }

    @Test
    void anAnswerWithoutABodyIsLostRatherThanTruncated() throws Exception {
        rules.add("a");
        proxy.add(WireFault.truncatingAnswer());
        try (Client.Raw raw = new Client.Raw(proxy.uri()).send("DELETE /rules HTTP/1.1\nHost: x\n\n")) {
            assertThatThrownBy(raw::read).isInstanceOf(SocketException.class);
        }
        assertThat(rules).isEmpty();
    }

    @Test
    void aRefusalHasTheBodyOfTheCloudAndNoEffect() throws Exception {
        ErrorStyle azure = ErrorStyle.azure();
        proxy.add(WireFault.answering(azure.write(azure.throttled()).retryAfter(Duration.ofSeconds(7))));
        proxy.add(WireFault.unavailable(ErrorStyle.google()).times(2));
        proxy.add(WireFault.throttling(ErrorStyle.awsQuery()));

        HttpResponse<String> throttled = create("a");
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).contains("7");
        assertThat(throttled.body()).contains("{\"error\":{\"code\":\"TooManyRequests\"");
        assertThat(create("a").statusCode()).isEqualTo(503);
        assertThat(create("a").body()).contains("\"reason\":\"backendError\"");
        assertThat(create("a").body()).contains("<Code>Throttling</Code>");
        assertThat(rules).isEmpty();
        assertThat(create("a").statusCode()).isEqualTo(201);
    }

    @Test
    void anErrorOfAGatewayComesAfterTheEffect() throws Exception {
        proxy.add(WireFault.answeringAfterEffect(WireResponse.text(504, "gateway timeout")));
        assertThat(create("a").statusCode()).isEqualTo(504);
        assertThat(rules).containsExactly("a");
    }

    @Test
    void aReadIsStaleOnceItHasAnEarlierAnswer() throws Exception {
        proxy.add(WireFault.staleRead().times(2));
        assertThat(proxy.unused()).hasSize(1);
        assertThat(listed()).isEqualTo("[]");
        create("a");
        assertThat(listed()).isEqualTo("[]");
        assertThat(Client.get(proxy.uri(), "/rules?x=1").body()).isEqualTo("[a]");
        assertThat(listed()).isEqualTo("[]");
        assertThat(listed()).isEqualTo("[a]");
        create("a");
        create("a");
        assertThat(rules).hasSize(3);
        proxy.assertAllUsed();
    }

    @Test
    void whatDoesNotReadIsNeverStale() throws Exception {
        proxy.add(WireFault.staleRead().always());
        create("a");
        create("a");
        assertThat(rules).containsExactly("a", "a");
        assertThat(proxy.unused()).hasSize(1);
    }

    @Test
    void aRequestIsDeliveredTwice() throws Exception {
        proxy.add(WireFault.duplicating().on(CREATE));
        proxy.add(WireFault.duplicatingUnnoticed().on(CREATE));
        assertThat(create("a").body()).isEqualTo("created 2");
        assertThat(create("b").body()).isEqualTo("created 3");
        assertThat(rules).containsExactly("a", "a", "b", "b");
        assertThat(proxy.recording().requests()).hasSize(2);
        assertThat(server.recording().requests()).hasSize(4);
    }

    @Test
    void pagesAreTinyTogetherWithOtherFaults() throws Exception {
        rules.addAll(List.of("a", "b", "c"));
        proxy.add(WireFault.pageSize("maxResults", 1).on(LIST));
        proxy.add(WireFault.answeringAfterEffect(WireResponse.empty(500)).on(LIST));

        assertThat(Client.get(proxy.uri(), "/rules").statusCode()).isEqualTo(500);
        assertThat(Client.get(proxy.uri(), "/rules?maxResults=2").body())
                .startsWith("[a]")
                .hasSizeGreaterThan(3);
        assertThat(proxy.recording().requests()).extracting(WireRequest::target).contains("/rules?maxResults=2");
        assertThat(server.recording().requests())
                .extracting(WireRequest::target)
                .containsOnly("/rules?maxResults=1");
    }

    @Test
    void theSizeOfAPageMayStandInAForm() {
        WireRequest form = new WireRequest(
                "POST",
                "/",
                Headers.of("Content-Type", "application/x-www-form-urlencoded"),
                Body.of("Action=ListTags&A=%26"));
        assertThat(form.withParameter("PageSize", "1").bodyText()).isEqualTo("Action=ListTags&A=%26&PageSize=1");
        WireRequest query = WireRequest.of("GET", "/?Action=DescribeTags&PageSize=400");
        assertThat(query.withParameter("PageSize", "1").target()).isEqualTo("/?Action=DescribeTags&PageSize=1");
    }

    @Test
    void aDelayHoldsTheRequestUntilTheTestLetsItGo() throws Exception {
        HeldTime time = new HeldTime();
        try (FaultProxy slow = FaultProxy.builder(server.uri()).sleeper(time).start()) {
            slow.add(WireFault.delayingRequest(Duration.ofMinutes(5)).on(CREATE));
            CompletableFuture<HttpResponse<String>> answer = createAsync(slow);

            assertThat(time.asked()).isEqualTo(Duration.ofMinutes(5));
            assertThat(server.recording().requests()).isEmpty();
            assertThat(slow.recording().exchanges().get(0).response()).isEmpty();
            time.pass();
            assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("created 1");
        }
    }

    @Test
    void aDelayedAnswerComesAfterTheEffect() throws Exception {
        HeldTime time = new HeldTime();
        try (FaultProxy slow = FaultProxy.builder(server.uri()).sleeper(time).start()) {
            slow.add(WireFault.delayingAnswer(Duration.ofSeconds(9)).on(CREATE));
            slow.add(WireFault.losingAnswer().on(CREATE));
            CompletableFuture<HttpResponse<String>> answer = createAsync(slow);

            assertThat(time.asked()).isEqualTo(Duration.ofSeconds(9));
            assertThat(server.recording().requests()).hasSize(1);
            assertThat(answer).isNotDone();
            time.pass();
            assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        }
    }

    private CompletableFuture<HttpResponse<String>> createAsync(FaultProxy through) {
        return HttpClient.newHttpClient()
                .sendAsync(
                        Client.request(through.uri(), "/rules")
                                .POST(HttpRequest.BodyPublishers.ofString("a"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** Time that stands still until it is let go. */
    private static final class HeldTime implements Sleeper {
        private final BlockingQueue<Duration> asked = new LinkedBlockingQueue<>();
        private final CountDownLatch passed = new CountDownLatch(1);

        @Override
        public void sleep(Duration delay) throws InterruptedException {
            asked.add(delay);
            passed.await();
        }

        Duration asked() throws InterruptedException {
            return asked.poll(20, TimeUnit.SECONDS);
        }

        void pass() {
            passed.countDown();
        }
    }

    @Test
    void realTimePasses() throws Exception {
        proxy.add(WireFault.delayingRequest(Duration.ofNanos(1)));
        assertThat(create("a").statusCode()).isEqualTo(201);
        proxy.assertAllUsed();
    }

    @Test
    void closingEndsADelay() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        proxy.add(WireFault.delayingRequest(Duration.ofDays(1))
                .on(RequestMatcher.any().that("seen", request -> {
                    arrived.countDown();
                    return true;
                })));
        CompletableFuture<HttpResponse<String>> answer = createAsync(proxy);
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
        proxy.close();
        assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThat(rules).isEmpty();
    }

    @Test
    void faultsCountTheRequestsThatTheyMatch() throws Exception {
        proxy.add(
                WireFault.answering(WireResponse.empty(500)).on(CREATE).after(1).times(2));
        proxy.add(WireFault.answering(WireResponse.empty(501)).on(CREATE).after(2));
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            statuses.add(create("a").statusCode());
            listed();
        }
        // The third one is struck by the fault that was added first; the other one waits its turn.
        assertThat(statuses).containsExactly(201, 500, 500, 501, 201);
    }

    @Test
    void theEdgesOfCountsAndChance() throws Exception {
        proxy.add(WireFault.answering(WireResponse.empty(500)).always().withProbability(0));
        proxy.add(WireFault.answering(WireResponse.empty(501))
                .withProbability(1)
                .after(0)
                .times(1));
        assertThat(create("a").statusCode()).isEqualTo(501);
        assertThat(create("a").statusCode()).isEqualTo(201);
        assertThat(proxy.unused()).hasSize(1);
    }

    @Test
    void clearedFaultsStrikeNoMore() throws Exception {
        proxy.add(WireFault.resetting().always());
        proxy.clear();
        assertThat(create("a").statusCode()).isEqualTo(201);
        proxy.assertAllUsed();
    }

    @Test
    void chanceIsDecidedByTheSeed() throws Exception {
        List<Integer> first = statuses(7, false);
        assertThat(first).contains(201, 503);
        assertThat(statuses(7, false)).isEqualTo(first);
        assertThat(statuses(8, false)).isNotEqualTo(first);
        // What another fault draws changes nothing.
        assertThat(statuses(7, true)).isEqualTo(first);
    }

    private List<Integer> statuses(long seed, boolean another) throws IOException, InterruptedException {
        try (FaultProxy chancy = FaultProxy.builder(server.uri()).seed(seed).start()) {
            chancy.add(WireFault.unavailable(ErrorStyle.google()).always().withProbability(0.5));
            if (another) {
                chancy.add(WireFault.delayingRequest(Duration.ZERO).always().withProbability(0.5));
            }
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                statuses.add(Client.post(chancy.uri(), "/rules", "a").statusCode());
            }
            return statuses;
        }
    }

    @Test
    void aFaultThatNeverStruckIsAnError() throws Exception {
        proxy.add(WireFault.resetting().on(RequestMatcher.action("CreateTags")));
        proxy.add(WireFault.delayingRequest(Duration.ZERO));
        listed();

        assertThat(proxy.unused())
                .extracting(Object::toString)
                .containsExactly("resetting the connection on action CreateTags");
        assertThatThrownBy(proxy::assertAllUsed)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "resetting the connection on action CreateTags", "1. GET /rules -> 200", "change what");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1:80",
                "http://example.com:80",
                "http://127.0.0.1.example.com:80",
                "http://0.0.0.0:80",
                "http://[::]:80",
                "http://169.254.169.254:80",
                "https://127.0.0.1:443",
                "http://127.0.0.1",
                "http://127.0.0.1:80/path",
                "http://127.0.0.999:80",
                "mailto:a@b"
            })
    void onlyServersOnThisMachineAreProxied(String upstream) {
        assertThatThrownBy(() -> FaultProxy.to(URI.create(upstream)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(upstream);
    }

    @Test
    void aRequestCannotLeadTheProxyElsewhere() throws Exception {
        try (Client.Raw raw = new Client.Raw(proxy.uri())) {
            raw.send("GET http://192.0.2.1/rules HTTP/1.1\nHost: 192.0.2.1\nConnection: close\n\n");
            assertThat(raw.head()).startsWith("HTTP/1.1 200 ");
        }
        try (Client.Raw raw = new Client.Raw(proxy.uri())) {
            raw.send("CONNECT 192.0.2.1:443 HTTP/1.1\nHost: 192.0.2.1\n\n");
            assertThat(raw.head()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void aHeadSaysTheSizeOfWhatAGetWouldGive() throws Exception {
        try (Client.Raw raw = new Client.Raw(proxy.uri())) {
            raw.send("HEAD /rules HTTP/1.1\nHost: x\n\nDELETE /rules HTTP/1.1\nHost: x\n\n");
            assertThat(raw.head()).contains("Content-Length: 5\r\n");
            assertThat(raw.head()).startsWith("HTTP/1.1 204 ");
        }
    }

    @Test
    void aServerThatIsDownIsABadGateway() throws Exception {
        server.close();
        HttpResponse<String> response = create("a");
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains(server.uri().toString());
    }

    @Test
    void nonsensicalFaultsAreRefused() {
        WireFault fault = WireFault.resetting();
        assertThatThrownBy(() -> fault.times(0)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> fault.after(-1)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> fault.withProbability(Double.NaN)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> fault.withProbability(1.1)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> WireFault.pageSize("x", 0)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> WireFault.delayingAnswer(Duration.ofNanos(-1)))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void aFaultThatFailsIsToldAsSuch() throws Exception {
        proxy.add(WireFault.rewriting("broken", request -> {
            throw new IllegalStateException("a bug of the test");
        }));
        HttpResponse<String> response = create("a");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("a bug of the test");
        assertThat(create("a").statusCode()).isEqualTo(201);
    }
}
