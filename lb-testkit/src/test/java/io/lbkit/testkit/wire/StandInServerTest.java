package io.lbkit.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StandInServerTest {
    private int counter;

    private final StandInServer server = StandInServer.builder()
            .on(
                    RequestMatcher.request("GET", "/projects/{project}/rules/{rule}"),
                    call -> WireResponse.json(200, call.variable("project") + "+" + call.variable("rule")))
            .on(
                    RequestMatcher.request("PATCH", "/projects/{project}/rules/{rule}"),
                    call -> WireResponse.text(200, "patched " + call.request().bodyText()))
            .on(RequestMatcher.action("Describe*"), call -> WireResponse.xml(200, "<Described/>"))
            .on(
                    RequestMatcher.request("POST", "/echo"),
                    call -> new WireResponse(200, Headers.none(), call.request().body()))
            .on(
                    RequestMatcher.request("GET", "/header"),
                    call -> WireResponse.empty(204)
                            .withHeader(
                                    "X-Large",
                                    call.request().headers().first("X-Large").orElse("none")))
            .on(RequestMatcher.request("HEAD", "/size"), call -> WireResponse.text(200, "12345"))
            .on(RequestMatcher.request("GET", "/count"), call -> WireResponse.text(200, "" + count()))
            .on(RequestMatcher.request("GET", "/broken"), call -> {
                throw new IllegalStateException("no such state");
            })
            .on(RequestMatcher.request("GET", "/assertion"), call -> {
                assertThat(call.request().query().first("filter")).contains("x");
                return WireResponse.empty(200);
            })
            .on(RequestMatcher.request("GET", "/gone"), call -> {
                throw new CloudErrorException(new CloudError(410, "gone", "it \"was\" here"));
            })
            .start();

    private int count() {
        int seen = counter;
        // Some work between read and write, for which a second handler would have time.
        int worked = Body.of("work".repeat(50_000)).size();
        counter = seen + worked / 200_000;
        return counter;
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aRequestGoesToTheHandlerOfItsMethodAndPath() throws Exception {
        HttpResponse<String> response = Client.get(server.uri(), "/projects/p%201/rules/a%2Fb+c?x=y");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("p 1+a/b+c");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
    }

    @Test
    void aRequestGoesToTheHandlerOfItsActionWhereverThatStands() throws Exception {
        assertThat(Client.action(server.uri(), "Action=DescribeTags&Version=1").body())
                .isEqualTo("<Described/>");
        assertThat(Client.get(server.uri(), "/?Action=DescribeTags").body()).isEqualTo("<Described/>");
        HttpRequest.Builder json = Client.request(server.uri(), "/")
                .header("X-Amz-Target", "ElasticLoadBalancing_v10.DescribeTags")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(Client.send(json).body()).isEqualTo("<Described/>");
        assertThat(server.recording().requests(RequestMatcher.action("DescribeTags")))
                .hasSize(3);
        assertThat(Client.action(server.uri(), "Action=XDescribe").statusCode()).isEqualTo(404);
    }

    @Test
    void aMethodMayBeOverriddenAndABodyZipped() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write("{\"größe\":1}".getBytes(StandardCharsets.UTF_8));
        }
        HttpRequest.Builder patch = Client.request(server.uri(), "/projects/p/rules/r")
                .header("X-HTTP-Method-Override", "PATCH")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(zipped.toByteArray()));

        assertThat(Client.send(patch).body()).isEqualTo("patched {\"größe\":1}");
        assertThat(server.recording().requests(RequestMatcher.any().bodyContaining("größe")))
                .singleElement()
                .satisfies(request -> assertThat(request.method()).isEqualTo("POST"));
    }

    @Test
    void whatNoHandlerTakesIsAnErrorOfTheCloud() throws Exception {
        HttpResponse<String> response = Client.post(server.uri(), "/nowhere", "");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body())
                .contains("\"reason\":\"notFound\"")
                .contains("no handler of this stand-in takes POST /nowhere");
    }

    @Test
    void anErrorOfTheCloudIsWrittenInItsStyle() throws Exception {
        HttpResponse<String> response = Client.get(server.uri(), "/gone");

        assertThat(response.statusCode()).isEqualTo(410);
        assertThat(response.body()).contains("\"code\":410,\"message\":\"it \\\"was\\\" here\"");
        assertThat(server.failures()).isEmpty();
    }

    @Test
    void aHandlerThatFailsDoesNotKillTheServer() throws Exception {
        HttpResponse<String> response = Client.get(server.uri(), "/broken");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("no such state").contains("GET /broken");
        assertThat(Client.get(server.uri(), "/assertion?filter=y").statusCode()).isEqualTo(500);

        assertThat(Client.get(server.uri(), "/count").body()).isEqualTo("1");
        assertThat(server.failures())
                .hasSize(2)
                .satisfies(failures -> assertThat(failures.get(1)).isInstanceOf(AssertionError.class));
    }

    @Test
    void handlersRunOneAtATime() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answers.add(client.sendAsync(
                    Client.request(server.uri(), "/count").build(), HttpResponse.BodyHandlers.ofString()));
        }
        List<Integer> counts = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            counts.add(Integer.parseInt(answer.get(30, TimeUnit.SECONDS).body()));
        }

        assertThat(counts).doesNotHaveDuplicates().contains(1, 300);
        assertThat(server.recording().exchanges())
                .extracting(RecordedExchange::number)
                .isSorted()
                .hasSize(300)
                .contains(1L, 300L);
    }

    @Test
    void bigBodiesPassSizedAndChunked() throws Exception {
        String big = "0123456789abcdef".repeat(1 << 19);
        assertThat(Client.post(server.uri(), "/echo", big).body()).isEqualTo(big);

        HttpRequest.Builder chunked = Client.request(server.uri(), "/echo")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(big.getBytes(StandardCharsets.US_ASCII))));
        assertThat(Client.send(chunked).body()).isEqualTo(big);
    }

    @Test
    void chunksMayBeOfAnySizeWithExtensionsAndTrailers() throws Exception {
        try (Client.Raw raw = new Client.Raw(server.uri())) {
            raw.send("POST /echo HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n"
                    + "1\na\n00A;note=\"x\"\n0123456789\n0\nX-Trailer: y\n\n");
            assertThat(raw.head()).contains("Content-Length: 11\r\n");
            assertThat(raw.body(11)).isEqualTo("a0123456789");
        }
    }

    @Test
    void aConnectionCarriesManyRequests() throws Exception {
        try (Client.Raw raw = new Client.Raw(server.uri())) {
            raw.send("GET /count HTTP/1.1\nHost: x\n\nGET /count HTTP/1.1\nHost: x\n\n");
            assertThat(raw.head()).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("Connection");
            assertThat(raw.body(1)).isEqualTo("1");
            raw.head();
            assertThat(raw.body(1)).isEqualTo("2");
            raw.send("GET /count HTTP/1.1\nHost: x\nConnection: TE, Close\n\n");
            assertThat(raw.head()).contains("Connection: close\r\n");
            assertThat(raw.body(1)).isEqualTo("3");
            assertThat(raw.read()).isEqualTo(-1);
        }
    }

    @Test
    void headersMayBeLarge() throws Exception {
        String large = "v".repeat(200_000);
        try (Client.Raw raw = new Client.Raw(server.uri())) {
            raw.send("GET /header HTTP/1.1\nHost: x\nx-large: " + large + "\n\n");
            assertThat(raw.head())
                    .startsWith("HTTP/1.1 204 ")
                    .contains("X-Large: " + large)
                    .doesNotContain("Length");
        }
    }

    @Test
    void aHeadIsAnsweredWithTheSizeAlone() throws Exception {
        try (Client.Raw raw = new Client.Raw(server.uri())) {
            raw.send("HEAD /size HTTP/1.1\nHost: x\n\nGET /count HTTP/1.1\nHost: x\n\n");
            assertThat(raw.head()).contains("Content-Length: 5\r\n");
            assertThat(raw.head()).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void aCallerMayWaitToBeAskedForItsBody() throws Exception {
        try (Client.Raw raw = new Client.Raw(server.uri())) {
            raw.send("POST /echo HTTP/1.1\nHost: x\nContent-Length: 2\nExpect: 100-continue\n\n");
            assertThat(raw.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            raw.send("ok");
            assertThat(raw.head()).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /count HTTP/2.0                              | 400 | a request starts with",
                "nonsense                                         | 400 | a request starts with",
                "GET /a#b HTTP/1.1                                | 400 | target: a target",
                "GET /count HTTP/1.1~no colon here                | 400 | name: value",
                "GET /count HTTP/1.1~bad name: x                  | 400 | header: a name",
                "POST /echo HTTP/1.1~Content-Length: -1           | 400 | Content-Length is '-1'",
                "POST /echo HTTP/1.1~Content-Length: 67108865     | 413 | at most 67108864 bytes",
                "POST /echo HTTP/1.1~Transfer-Encoding: chunked~~1~a~4000000     | 413 | at most 67108864 bytes",
                "POST /echo HTTP/1.1~Transfer-Encoding: gzip      | 501 | only chunked",
                "POST /echo HTTP/1.1~Transfer-Encoding: chunked~Content-Length: 1 | 400 | has no Content-Length",
                "POST /echo HTTP/1.1~Transfer-Encoding: chunked~~zz               | 400 | starts with its size",
                "POST /echo HTTP/1.1~Transfer-Encoding: chunked~~1~abc            | 400 | longer than it says",
            })
    void whatIsNoRequestIsRefused(String request, int status, String reason) throws Exception {
        try (Client.Raw raw = new Client.Raw(server.uri())) {
            raw.send(request.replace("~", "\n") + "\n\n");
            String head = raw.head();
            assertThat(head).startsWith("HTTP/1.1 " + status + " ").contains("Connection: close");
            assertThat(raw.body(contentLength(head))).contains(reason);
        }
        assertThat(server.recording().requests()).isEmpty();
        assertThat(Client.get(server.uri(), "/count").statusCode()).isEqualTo(200);
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .map(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /cou",
                "GET /count HTTP/1.1\nHost: x\n",
                "POST /echo HTTP/1.1\nContent-Length: 5\n\nabcd",
                "POST /echo HTTP/1.1\nTransfer-Encoding: chunked\n\n3\nabc\n"
            })
    void halfARequestIsNone(String half) throws Exception {
        try (Client.Raw raw = new Client.Raw(server.uri())) {
            assertThat(raw.send(half).end().read()).isEqualTo(-1);
        }
        assertThat(server.recording().requests()).isEmpty();
    }

    @Test
    void aHeadHasALimit() throws Exception {
        try (Client.Raw raw = new Client.Raw(server.uri())) {
            raw.send("GET /" + "x".repeat((1 << 20) - 4));
            assertThat(raw.head()).startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void aTargetMayNameTheServer() throws Exception {
        try (Client.Raw raw = new Client.Raw(server.uri())) {
            raw.send("GET http://compute.googleapis.com/count HTTP/1.1\nHost: x\n\n");
            assertThat(raw.head()).startsWith("HTTP/1.1 200 OK\r\n");
            raw.body(1);
            raw.send("GET http://compute.googleapis.com?x=1 HTTP/1.1\nHost: x\n\n")
                    .head();
            assertThat(server.recording().requests())
                    .extracting(WireRequest::target)
                    .containsExactly("/count", "/?x=1");
        }
    }

    @Test
    void itListensOnLoopbackOnly() throws Exception {
        assertThat(InetAddress.getByName(server.uri().getHost()).isLoopbackAddress())
                .isTrue();
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        for (InetAddress other : others) {
            assertThatThrownBy(() -> new Socket(other, server.uri().getPort()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void closingEndsConnectionsAndFreesThePort() throws Exception {
        URI uri = server.uri();
        try (Client.Raw raw = new Client.Raw(uri)) {
            raw.send("GET /count HTTP/1.1\nHost: x\n\n").head();
            assertThat(raw.body(1)).isEqualTo("1");
            server.close();
            server.close();
            assertThat(raw.read()).isEqualTo(-1);
        }
        assertThatThrownBy(() -> new Socket(uri.getHost(), uri.getPort()).close())
                .isInstanceOf(IOException.class);
    }
}
