package io.lbkit.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy before a server whose every byte the test decides. */
@Timeout(60)
class UpstreamTest {
    private ServerSocket listener;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        proxy = FaultProxy.to(URI.create("http://127.0.0.1:" + listener.getLocalPort()));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        listener.close();
    }

    private CompletableFuture<HttpResponse<String>> asked() {
        return HttpClient.newHttpClient()
                .sendAsync(Client.request(proxy.uri(), "/a").build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> answered(String answer) throws Exception {
        CompletableFuture<HttpResponse<String>> response = asked();
        try (Socket connection = listener.accept()) {
            MessageReader in = new MessageReader(connection.getInputStream());
            MessageHead head = in.head().orElseThrow();
            assertThat(head.headers().first("Connection")).contains("close");
            assertThat(head.headers().first("Content-Length")).isEmpty();
            connection.getOutputStream().write(answer.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return response.get(20, TimeUnit.SECONDS);
    }

    @Test
    void anAnswerMayEndWithTheConnection() throws Exception {
        HttpResponse<String> response = answered("HTTP/1.0 200 OK\nServer: old\n\nall of it");
        assertThat(response.body()).isEqualTo("all of it");
        assertThat(response.headers().firstValue("Content-Length")).contains("9");
        assertThat(response.headers().firstValue("Server")).contains("old");
    }

    @Test
    void interimAnswersAreSkippedAndConnectionHeadersDropped() throws Exception {
        HttpResponse<String> response = answered("HTTP/1.1 100 Continue\n\nHTTP/1.1 200\nConnection: X-Hop\nX-Hop: 1\n"
                + "Keep-Alive: timeout=5\nX-End: 2\nContent-Length: 1\n\n!and what does not belong to it");
        assertThat(response.body()).isEqualTo("!");
        assertThat(response.headers().firstValue("X-Hop")).isEmpty();
        assertThat(response.headers().firstValue("Keep-Alive")).isEmpty();
        assertThat(response.headers().firstValue("X-End")).contains("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "HTTP/1.1 200 OK\nContent-Length: 5\n\nab",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabc\n",
                "SSH-2.0-OpenSSH\n\n"
            })
    void aBrokenAnswerIsABadGateway(String answer) throws Exception {
        HttpResponse<String> response = answered(answer);
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).startsWith("the server behind the proxy, http://127.0.0.1:");
    }

    @Test
    void closingEndsRequestsThatAreUnderWay() throws Exception {
        CompletableFuture<HttpResponse<String>> response = asked();
        try (Socket connection = listener.accept()) {
            MessageReader in = new MessageReader(connection.getInputStream());
            assertThat(in.head()).isPresent();
            proxy.close();
            assertThat(in.head()).isEmpty();
        }
        assertThatThrownBy(() -> response.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
    }
}
