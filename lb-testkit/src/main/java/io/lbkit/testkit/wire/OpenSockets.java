package io.lbkit.testkit.wire;

import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sockets that block threads: closing them is what ends those threads. Thread-safe. */
final class OpenSockets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenSockets.class);

    private final Set<Closeable> sockets = new LinkedHashSet<>();
    private boolean closed;

    /** Keeps a socket until it is removed. */
    synchronized void add(Closeable socket) throws IOException {
        if (closed) {
            socket.close();
            throw new IOException("this server is closed");
        }
        sockets.add(socket);
    }

    synchronized void remove(Closeable socket) {
        sockets.remove(socket);
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (Closeable socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("{} was broken before it was closed", socket, e);
            }
        }
        sockets.clear();
    }
}
