package io.lbkit.testkit.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Writes HTTP/1.1 messages to one connection. Not thread-safe. */
final class MessageWriter {
    private static final Set<String> WRITTEN_HERE = Set.of("Connection", "Content-Length", "Transfer-Encoding");

    private static final Map<Integer, String> REASONS = Map.of(
            200, "OK",
            201, "Created",
            202, "Accepted",
            204, "No Content",
            400, "Bad Request",
            404, "Not Found",
            409, "Conflict",
            412, "Precondition Failed",
            429, "Too Many Requests",
            503, "Service Unavailable");

    private final OutputStream out;

    MessageWriter(OutputStream out) {
        this.out = out;
    }

    void continues() throws IOException {
        write("HTTP/1.1 100 Continue\r\n\r\n");
        out.flush();
    }

    /** Writes a request that the connection ends with. */
    void request(WireRequest request) throws IOException {
        head(request.method() + " " + request.target() + " HTTP/1.1", request.headers());
        boolean sized = request.body().size() > 0 || !Set.of("GET", "HEAD").contains(request.method());
        if (sized) {
            write("Content-Length: " + request.body().size() + "\r\n");
        }
        write("Connection: close\r\n\r\n");
        out.write(request.body().bytes());
        out.flush();
    }

    /** Writes the answer to a request. */
    void response(WireResponse response, String method, Ending ending) throws IOException {
        responseHead(response, method, ending);
        if (!method.equals("HEAD")) {
            out.write(response.body().bytes());
        }
        out.flush();
    }

    /** Writes a head that announces the whole body, and a part of that body. */
    void truncated(WireResponse response, String method, int size) throws IOException {
        responseHead(response, method, Ending.KEEP_ALIVE);
        byte[] bytes = response.body().bytes();
        out.write(bytes, 0, Math.min(size, bytes.length));
        out.flush();
    }

    /** What becomes of the connection after an answer. */
    enum Ending {
        KEEP_ALIVE,
        CLOSE
    }

    private void responseHead(WireResponse response, String method, Ending ending) throws IOException {
        head("HTTP/1.1 " + response.status() + " " + REASONS.getOrDefault(response.status(), ""), response.headers());
        if (!hasNoBody(response.status())) {
            String own = Integer.toString(response.body().size());
            // What a HEAD is answered says how long the body of a GET is.
            write("Content-Length: "
                    + (method.equals("HEAD")
                            ? response.headers().first("Content-Length").orElse(own)
                            : own)
                    + "\r\n");
        }
        write((ending == Ending.CLOSE ? "Connection: close\r\n" : "") + "\r\n");
    }

    static boolean hasNoBody(int status) {
        return status == 204 || status == 304;
    }

    private void head(String startLine, Headers headers) throws IOException {
        StringBuilder head = new StringBuilder(startLine).append("\r\n");
        headers.without(WRITTEN_HERE)
                .fields()
                .forEach(field -> head.append(field.getKey())
                        .append(": ")
                        .append(field.getValue())
                        .append("\r\n"));
        write(head.toString());
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
