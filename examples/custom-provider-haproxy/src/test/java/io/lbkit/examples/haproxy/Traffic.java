package io.lbkit.examples.haproxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Clients that open connections to a port on loopback, one after the other, and count what they get. */
final class Traffic implements AutoCloseable {
    private static final int LINES = 5;

    /**
     * A request that failed.
     *
     * @param clientPort the port that the client had; 0 if it got no connection
     * @param why what happened
     */
    record Failure(int clientPort, String why) {}

    private interface Request {
        void on(Socket socket) throws IOException;
    }

    private final int port;
    private final Request request;
    private final AtomicInteger made = new AtomicInteger();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean stopped;

    private Traffic(int port, int clientCount, Request request) {
        this.port = port;
        this.request = request;
        for (int i = 0; i < clientCount; i++) {
            Thread client = new Thread(this::run);
            client.setDaemon(true);
            clients.add(client);
        }
        clients.forEach(Thread::start);
    }

    /** Connections of several lines, each answered before the next one. */
    static Traffic tcp(int port, int clientCount) {
        return new Traffic(port, clientCount, Traffic::lines);
    }

    /** One HTTP request a connection. */
    static Traffic http(int port, int clientCount, String path) {
        return new Traffic(port, clientCount, socket -> get(socket, path));
    }

    int made() {
        return made.get();
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** Waits until every client has begun and ended some more requests. */
    void awaitMore(int requests) {
        int target = made() + requests + clients.size();
        Haproxy.await(requests + " more requests", () -> made() >= target);
    }

    private void run() {
        while (!stopped) {
            int clientPort = 0;
            try (Socket socket = new Socket()) {
                socket.setSoTimeout(10_000);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
                clientPort = socket.getLocalPort();
                request.on(socket);
            } catch (IOException e) {
                failures.add(new Failure(clientPort, e.toString()));
            }
            made.incrementAndGet();
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    private static void lines(Socket socket) throws IOException {
        BufferedReader answers = reader(socket);
        for (int i = 0; i < LINES; i++) {
            send(socket, "line " + i + "\n");
            String answer = answers.readLine();
            if (answer == null || !answer.endsWith(" line " + i)) {
                throw new IOException("answer " + i + " was " + answer);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static void get(Socket socket, String path) throws IOException {
        send(socket, "GET " + path + " HTTP/1.0\r\nHost: shop\r\n\r\n");
        BufferedReader answer = reader(socket);
        String status = answer.readLine();
        if (status == null || !status.contains(" 200 ")) {
            throw new IOException("the status was " + status);
        }
        String last = status;
        for (String line = answer.readLine(); line != null; line = answer.readLine()) {
            last = line;
        }
        if (!last.startsWith("node-")) {
            throw new IOException("the body was " + last);
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        stopped = true;
        Haproxy.await("clients have ended", () -> clients.stream().noneMatch(Thread::isAlive));
    }
}
