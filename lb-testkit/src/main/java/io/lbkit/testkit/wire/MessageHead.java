package io.lbkit.testkit.wire;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stands before the body of a message.
 *
 * @param startLine the request line or the status line
 * @param headers the fields as they came, those about the connection among them
 */
record MessageHead(String startLine, Headers headers) {
    private static final Set<String> HOP_BY_HOP = Set.of(
            "Connection",
            "Keep-Alive",
            "Proxy-Connection",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "HTTP2-Settings",
            "Expect");

    /** {@return the fields that concern the message rather than the connection} */
    Headers endToEndHeaders() {
        Set<String> named =
                headers.all("Connection").stream().flatMap(MessageHead::options).collect(Collectors.toSet());
        return headers.without(HOP_BY_HOP).without(named);
    }

    boolean asksToClose() {
        return startLine.contains("HTTP/1.0")
                || headers.all("Connection").stream()
                        .flatMap(MessageHead::options)
                        .anyMatch("close"::equals);
    }

    boolean expectsContinue() {
        return headers.first("Expect").filter("100-continue"::equalsIgnoreCase).isPresent();
    }

    boolean isChunked() {
        return transferEncoding().isPresent();
    }

    Optional<String> transferEncoding() {
        return headers.first("Transfer-Encoding");
    }

    private static Stream<String> options(String value) {
        return Stream.of(value.toLowerCase(Locale.ROOT).split(",", -1)).map(String::strip);
    }
}
