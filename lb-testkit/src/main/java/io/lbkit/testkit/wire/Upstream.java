package io.lbkit.testkit.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server behind a proxy. Each request has a connection of its own, and is sent exactly once: a client library would reuse
 * connections and send some requests again by itself. Thread-safe.
 */
final class Upstream implements AutoCloseable {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(2);

    private final InetSocketAddress address;
    private final OpenSockets connections = new OpenSockets();

    Upstream(InetSocketAddress address) {
        this.address = address;
    }

    /** {@return the answer to a request} */
    WireResponse send(WireRequest request) throws IOException {
        try (Socket socket = new Socket()) {
            connections.add(socket);
            try {
                socket.setSoTimeout((int) READ_TIMEOUT.toMillis());
                socket.connect(address, (int) CONNECT_TIMEOUT.toMillis());
                new MessageWriter(new BufferedOutputStream(socket.getOutputStream())).request(request);
                return response(new MessageReader(new BufferedInputStream(socket.getInputStream())), request.method());
            } finally {
                connections.remove(socket);
            }
        }
    }

    private static WireResponse response(MessageReader in, String method) throws IOException {
        MessageHead head;
        int status;
        do {
            head = in.head().orElseThrow(() -> new EOFException("it closed the connection without an answer"));
            status = status(head.startLine());
        } while (status < 200);
        boolean bodiless = method.equals("HEAD") || MessageWriter.hasNoBody(status);
        Body body = bodiless ? Body.empty() : in.responseBody(head);
        return new WireResponse(status, head.endToEndHeaders(), body);
    }

    private static int status(String line) throws MalformedMessageException {
        Matcher matcher = STATUS_LINE.matcher(line);
        if (!matcher.matches()) {
            throw new MalformedMessageException(502, "an answer starts with 'HTTP/1.1 200', not with '" + line + "'");
        }
        return Integer.parseInt(matcher.group(1));
    }

    @Override
    public String toString() {
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    @Override
    public void close() {
        connections.close();
    }
}
