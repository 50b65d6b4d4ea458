package io.lbkit.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.finding.InvalidValueException;
import java.net.http.HttpRequest;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RecordingTest {
    private final StandInServer server = StandInServer.builder()
            .errors(ErrorStyle.awsQuery())
            .on(RequestMatcher.action("CreateTags"), call -> WireResponse.empty(200))
            .start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void requestsAreValuesThatCanBeFiltered() throws Exception {
        Client.action(server.uri(), "Action=CreateTags&Tags.member.1.Key=a%26b&Tags.member.1.Value=");
        Client.get(server.uri(), "/v1/rules/r?maxResults=2");

        Recording recording = server.recording();
        assertThat(recording.requests())
                .extracting(WireRequest::effectiveMethod)
                .containsExactly("POST", "GET");
        assertThat(recording.requests(RequestMatcher.action("CreateTags")))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.parameter("Tags.member.1.Key")).contains("a&b");
                    assertThat(request.parameter("Tags.member.1.Value")).contains("");
                    assertThat(request.parameter("Tags.member.2.Key")).isEmpty();
                    assertThat(request.reads()).isFalse();
                });
        assertThat(recording.requests(RequestMatcher.any().path("/v1/**"))).hasSize(1);
        assertThat(recording.requests(RequestMatcher.any().parameter("maxResults", "2")))
                .hasSize(1);
        assertThat(recording.exchanges())
                .extracting(Object::toString)
                .containsExactly("1. POST / (CreateTags) -> 200", "2. GET /v1/rules/r?maxResults=2 -> 400");
        recording.clear();
        assertThat(recording.requests()).isEmpty();
    }

    @Test
    void secretsAreKeptOutOfText() throws Exception {
        HttpRequest.Builder request = Client.request(
                        server.uri(), "/v1?key=secret-1&X-Amz-Signature=secret-2&page=shown")
                .header("Authorization", "Bearer secret-3")
                .header("x-amz-security-token", "secret-4")
                .POST(HttpRequest.BodyPublishers.ofString("secret-5"));
        Client.send(request);

        RecordedExchange exchange = server.recording().exchanges().get(0);
        WireRequest recorded = exchange.request();
        assertThat(recorded.headers().first("authorization")).contains("Bearer secret-3");
        assertThat(exchange + " " + recorded + " " + recorded.headers() + " " + recorded.body())
                .doesNotContain("secret")
                .contains("page=shown", "Authorization: REDACTED", "8 bytes");
        assertThat(RequestMatcher.any().header("Authorization", "secret").parameter("key", "secret"))
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void partsAreComparedByWhatTheyHold() {
        assertThat(WireRequest.of("GET", "/a"))
                .isEqualTo(WireRequest.of("GET", "/a"))
                .hasSameHashCodeAs(WireRequest.of("GET", "/a"));
        assertThat(WireRequest.of("GET", "/a"))
                .isNotEqualTo(WireRequest.of("GET", "/a").withBody(Body.of("x")));
        assertThat(Headers.of("A", "1").and("a", "2").all("A")).containsExactly("1", "2");
        assertThat(Headers.of("A", "1").with("a", "2")).isEqualTo(Headers.of("a", "2"));
        assertThat(Headers.of("A", "1").without(Set.of("a"))).isEqualTo(Headers.none());
        assertThat(Headers.of("A", "1")).isNotEqualTo(Headers.of("A", "2")).hasSameHashCodeAs(Headers.of("A", "1"));
        assertThat(Parameters.parse("a=1"))
                .isEqualTo(Parameters.none().with("a", "1"))
                .hasSameHashCodeAs(Parameters.parse("a=1"))
                .isNotEqualTo(Parameters.none());
        byte[] bytes = {1};
        Body body = Body.of(bytes);
        bytes[0] = 2;
        body.bytes()[0] = 3;
        assertThat(body.bytes()).containsExactly(1);
    }

    @Test
    void whatARequestMeansIsReadFromItsParts() {
        Headers override = Headers.of("x-http-method-override", "patch");
        assertThat(new WireRequest("post", "/", override, Body.empty()).effectiveMethod())
                .isEqualTo("PATCH");
        assertThat(new WireRequest("GET", "/", override, Body.empty()).effectiveMethod())
                .isEqualTo("GET");
        assertThat(new WireRequest("POST", "/", Headers.of("Content-Type", "text/plain"), Body.of("a=1"))
                        .parameter("a"))
                .isEmpty();
        assertThat(WireRequest.of("GET", "/?Action=CreateTags").reads()).isFalse();
        assertThat(WireRequest.of("POST", "/?Action=ListTags").reads()).isTrue();
        assertThat(WireRequest.of("HEAD", "/").reads()).isTrue();
        assertThat(Parameters.parse("&a&b=%zz&a=2").entries())
                .extracting(Object::toString)
                .containsExactly("a=", "b=%zz", "a=2");
    }

    @Test
    void bodiesAreReadInTheirCharset() {
        WireRequest request = WireRequest.of("POST", "/").withBody(Body.of(new byte[] {(byte) 0xfc}));
        Headers latin = Headers.of("Content-Type", "text/plain; charset=\"ISO-8859-1\"");
        assertThat(new WireRequest("POST", "/", latin, request.body()).bodyText())
                .isEqualTo("ü");
        Headers unknown = Headers.of("Content-Type", "text/plain; charset=none").and("Content-Encoding", "gzip");
        assertThat(new WireRequest("POST", "/", unknown, Body.of("not zipped")).bodyText())
                .isEqualTo("not zipped");
    }

    @Test
    void whatHttpCannotCarryIsRefused() {
        assertThatThrownBy(() -> Headers.of("a b", "x")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Headers.of("a", "x\r\nInjected: y")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> WireRequest.of("GET", "http://elsewhere/")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> WireRequest.of("G T", "/")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> WireResponse.empty(199)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> WireResponse.empty(600)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new CloudError(399, "a", "b")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> RequestMatcher.any().path("v1")).isInstanceOf(InvalidValueException.class);
    }
}
