package io.lbkit.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The proxy before a server that is not ours changes nothing by itself. */
class ForeignUpstreamProperties {
    private static HttpServer server;
    private static ExecutorService threads;
    private static FaultProxy proxy;
    private static final CyclicBarrier TOGETHER = new CyclicBarrier(2);

    @BeforeContainer
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/sized", exchange -> echo(exchange, true));
        server.createContext("/chunked", exchange -> echo(exchange, false));
        server.createContext("/together", ForeignUpstreamProperties::together);
        server.start();
        proxy = FaultProxy.to(
                URI.create("http://localhost:" + server.getAddress().getPort()));
    }

    @AfterContainer
    static void stop() {
        proxy.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private static void echo(HttpExchange exchange, boolean sized) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders()
                .add("X-Seen-Host", exchange.getRequestHeaders().getFirst("Host"));
        exchange.getResponseHeaders()
                .add("X-Seen-Upgrade", "" + exchange.getRequestHeaders().containsKey("Upgrade"));
        exchange.getResponseHeaders().add("Set-Cookie", "a=1");
        exchange.getResponseHeaders().add("Set-Cookie", "b=2");
        exchange.sendResponseHeaders(207, !sized ? 0 : body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void together(HttpExchange exchange) throws IOException {
        try {
            TOGETHER.await(20, TimeUnit.SECONDS);
            exchange.sendResponseHeaders(200, -1);
        } catch (Exception e) {
            exchange.sendResponseHeaders(500, -1);
        } finally {
            exchange.close();
        }
    }

    @Property(tries = 60)
    @Label("Bytes, status and headers pass unchanged, sized or chunked")
    void messagesPassUnchanged(@ForAll @Size(max = 500) byte[] body, @ForAll boolean chunked) throws Exception {
        HttpResponse<byte[]> response = HttpClient.newHttpClient()
                .send(
                        Client.request(proxy.uri(), chunked ? "/chunked" : "/sized")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.body()).isEqualTo(body);
        assertThat(response.statusCode()).isEqualTo(207);
        assertThat(response.headers().allValues("Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(response.headers().firstValue("X-Seen-Host"))
                .contains(proxy.uri().getAuthority());
        assertThat(response.headers().firstValue("X-Seen-Upgrade")).contains("false");
    }

    @Example
    @Label("A big body passes")
    void aBigBodyPasses() throws Exception {
        byte[] big = new byte[8 << 20];
        Arrays.fill(big, (byte) 7);
        HttpResponse<byte[]> response = HttpClient.newHttpClient()
                .send(
                        Client.request(proxy.uri(), "/chunked")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(big))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.body()).isEqualTo(big);
    }

    @Example
    @Label("Requests on two connections are forwarded at the same time")
    void requestsAreForwardedTogether() throws Exception {
        CompletableFuture<HttpResponse<String>> first = together();
        CompletableFuture<HttpResponse<String>> second = together();
        assertThat(first.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(second.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    private static CompletableFuture<HttpResponse<String>> together() {
        return HttpClient.newHttpClient()
                .sendAsync(Client.request(proxy.uri(), "/together").build(), HttpResponse.BodyHandlers.ofString());
    }
}
