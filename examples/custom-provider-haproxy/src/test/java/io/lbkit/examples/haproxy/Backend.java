package io.lbkit.examples.haproxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A server on loopback that answers each line with its name and the line; a line that is a GET request it answers as HTTP
 * and closes, after a while if it is a slow one. Stands for a pod, for a node port, and for kube-proxy's health port.
 */
final class Backend implements AutoCloseable {
    static final String SLOW = "/slow";

    private final ServerSocket listener;
    private final String name;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    private Backend(String name, ServerSocket listener) {
        this.name = name;
        this.listener = listener;
    }

    static Backend start(String name, String address, int port) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getByName(address), port), 512);
            Backend backend = new Backend(name, listener);
            daemon(backend::accept);
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Backend start(String name) {
        return start(name, "127.0.0.1", 0);
    }

    static void daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many lines it has answered; a health check of HAProxy over TCP sends none. */
    int requests() {
        return requests.get();
    }

    /** Whether a slow request is on its way. */
    boolean isBusy() {
        return busy.get() > 0;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("GET ")) {
                    while (!lines.readLine().isEmpty()) {
                        // the headers of the request
                    }
                    count(line);
                    if (line.contains(SLOW)) {
                        busy.incrementAndGet();
                        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                        busy.decrementAndGet();
                    }
                    answer(socket, "HTTP/1.0 200 OK\r\nContent-Length: " + name.length() + "\r\n\r\n" + name);
                    return;
                }
                count(line);
                answer(socket, name + " " + line + "\n");
            }
        } catch (IOException gone) {
            // The client or a kill ended the connection.
        } finally {
            open.remove(socket);
        }
    }

    private void count(String line) {
        if (!line.contains("/healthz")) {
            requests.incrementAndGet();
        }
    }

    private static void answer(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Dies at once: nobody is let in any more, and every connection is cut. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Backend::cut);
    }

    private static void cut(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // Its own thread may have closed it meanwhile.
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
