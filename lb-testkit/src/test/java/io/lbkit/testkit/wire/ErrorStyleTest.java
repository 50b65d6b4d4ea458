package io.lbkit.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ErrorStyleTest {
    private static final CloudError ERROR = new CloudError(409, "taken<1>", "the name \"a\" & more\n");

    @Test
    void eachCloudHasItsForm() {
        assertThat(ErrorStyle.awsQuery().write(ERROR).bodyText())
                .isEqualTo(
                        "<ErrorResponse><Error><Type>Sender</Type><Code>taken&lt;1&gt;</Code><Message>the name \"a\" &amp; more\n"
                                + "</Message></Error><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ErrorResponse>");
        assertThat(ErrorStyle.awsEc2().write(ERROR).bodyText())
                .isEqualTo(
                        "<Response><Errors><Error><Code>taken&lt;1&gt;</Code><Message>the name \"a\" &amp; more\n"
                                + "</Message></Error></Errors><RequestID>00000000-0000-4000-8000-000000000000</RequestID></Response>");
        assertThat(ErrorStyle.google().write(ERROR).bodyText())
                .isEqualTo(
                        "{\"error\":{\"code\":409,\"message\":\"the name \\\"a\\\" & more\\u000a\",\"errors\":[{\"message\":"
                                + "\"the name \\\"a\\\" & more\\u000a\",\"domain\":\"global\",\"reason\":\"taken<1>\"}],"
                                + "\"status\":\"ALREADY_EXISTS\"}}");
        assertThat(ErrorStyle.azure().write(ERROR).bodyText())
                .isEqualTo("{\"error\":{\"code\":\"taken<1>\",\"message\":\"the name \\\"a\\\" & more\\u000a\"}}");
    }

    @Test
    void eachCloudHasItsCodesForTrouble() {
        assertThat(List.of(ErrorStyle.awsQuery(), ErrorStyle.awsEc2(), ErrorStyle.google(), ErrorStyle.azure()))
                .extracting(style ->
                        style.throttled().status() + " " + style.throttled().code() + ", "
                                + style.unavailable().status() + " "
                                + style.unavailable().code() + ", "
                                + style.internal("x").status() + " "
                                + style.internal("x").code() + ", "
                                + style.unknownOperation("x").status() + " "
                                + style.unknownOperation("x").code())
                .containsExactly(
                        "400 Throttling, 503 ServiceUnavailable, 500 InternalFailure, 400 InvalidAction",
                        "503 RequestLimitExceeded, 503 Unavailable, 500 InternalError, 400 InvalidAction",
                        "429 rateLimitExceeded, 503 backendError, 500 internalError, 404 notFound",
                        "429 TooManyRequests, 503 ServiceUnavailable, 500 InternalServerError, 404 NotFound");
        assertThat(ErrorStyle.awsQuery()
                        .write(ErrorStyle.awsQuery().internal("x"))
                        .bodyText())
                .contains("<Type>Receiver</Type>");
        assertThat(ErrorStyle.google().write(new CloudError(418, "teapot", "")).bodyText())
                .contains("\"status\":\"UNKNOWN\"");
    }

    @Test
    void aTimeToWaitIsInWholeSecondsAndNeverTooShort() {
        assertThat(retryAfter(Duration.ofMillis(1))).isEqualTo("1");
        assertThat(retryAfter(Duration.ofSeconds(2))).isEqualTo("2");
        assertThat(retryAfter(Duration.ZERO)).isEqualTo("0");
    }

    private static String retryAfter(Duration wait) {
        return WireResponse.empty(429)
                .retryAfter(wait)
                .headers()
                .first("Retry-After")
                .orElseThrow();
    }

    @Property(tries = 200)
    @Label("Any text gives XML that a parser reads")
    void anyTextIsXml(@ForAll @StringLength(max = 30) String text) throws Exception {
        byte[] xml = ErrorStyle.awsQuery()
                .write(new CloudError(400, "Code", text))
                .body()
                .bytes();
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    }

    @Property(tries = 200)
    @Label("Any text gives a JSON string without what JSON forbids in one")
    void anyTextIsJson(@ForAll @StringLength(max = 30) String text) {
        String json =
                ErrorStyle.azure().write(new CloudError(400, "Code", text)).bodyText();
        String prefix = "{\"error\":{\"code\":\"Code\",\"message\":";
        assertThat(json).startsWith(prefix + "\"").endsWith("\"}}");
        String inner = json.substring(prefix.length() + 1, json.length() - 3);
        assertThat(inner).matches("(?s)([^\"\\\\\\x00-\\x1f]|\\\\[\"\\\\]|\\\\u[0-9a-f]{4})*");
        assertThat(unescaped(inner)).isEqualTo(text);
    }

    private static String unescaped(String json) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (json.charAt(i + 1) == 'u') {
                text.append((char) Integer.parseInt(json.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                text.append(json.charAt(i + 1));
                i += 1;
            }
        }
        return text.toString();
    }
}
