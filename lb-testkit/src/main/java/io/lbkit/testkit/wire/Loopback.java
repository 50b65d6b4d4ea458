package io.lbkit.testkit.wire;

import io.lbkit.model.finding.InvalidValueException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** This machine, seen from itself: the only place where stand-ins listen and connect. */
final class Loopback {
    /** Stands for a port that is free. */
    static final int ANY_PORT = 0;

    // Names other than localhost are not looked up: asking the network where a name leads is already too much.
    private static final Pattern HOST = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final byte[] ADDRESS = {127, 0, 0, 1};
    private static final int BACKLOG = 128;

    private Loopback() {}

    /** Listens on a port, or on a free one. */
    static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, BACKLOG, InetAddress.getByAddress(ADDRESS));
    }

    static URI uri(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** {@return where a server on this machine listens} */
    static InetSocketAddress address(URI upstream) {
        String host = upstream.getHost();
        if (!"http".equalsIgnoreCase(upstream.getScheme()) || host == null || upstream.getPort() < 1) {
            throw InvalidValueException.of("upstream", upstream, "it has the form http://127.0.0.1:PORT");
        }
        if (!upstream.getRawPath().isEmpty() && !upstream.getRawPath().equals("/")) {
            throw InvalidValueException.of("upstream", upstream, "it has no path: requests keep theirs");
        }
        if (!HOST.matcher(host).matches()) {
            throw notLoopback(upstream);
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            if (!address.isLoopbackAddress()) {
                throw notLoopback(upstream);
            }
            return new InetSocketAddress(address, upstream.getPort());
        } catch (UnknownHostException e) {
            throw notLoopback(upstream);
        }
    }

    private static InvalidValueException notLoopback(URI upstream) {
        return InvalidValueException.of(
                "upstream", upstream, "only servers on this machine are proxied: 127.0.0.1, [::1] or localhost");
    }
}
