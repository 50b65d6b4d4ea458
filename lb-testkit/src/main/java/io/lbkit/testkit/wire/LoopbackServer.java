package io.lbkit.testkit.wire;

import io.lbkit.model.finding.InvalidValueException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns connections into requests and answers into bytes, with a thread for each connection. Sockets rather than the HTTP server
 * of the JDK, because only a socket can be reset.
 */
final class LoopbackServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);

    private final Function<WireRequest, Answer> service;
    private final ServerSocket listener;
    private final OpenSockets connections = new OpenSockets();
    private final ExecutorService threads;
    private final CountDownLatch acceptEnded = new CountDownLatch(1);

    private LoopbackServer(String name, Function<WireRequest, Answer> service, ServerSocket listener) {
        this.service = service;
        this.listener = listener;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name + "-" + listener.getLocalPort());
            thread.setDaemon(true);
            return thread;
        });
    }

    static LoopbackServer start(String name, int port, Function<WireRequest, Answer> service) {
        try {
            LoopbackServer server = new LoopbackServer(name, service, Loopback.listen(port));
            server.threads.execute(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no port of loopback could be opened, asked for: " + (port == Loopback.ANY_PORT ? "any" : port), e);
        }
    }

    URI uri() {
        return Loopback.uri(listener.getLocalPort());
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket socket = listener.accept();
                connections.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException | RejectedExecutionException e) {
            LOG.debug("{} accepts no more connections: {}", listener, e.toString());
        } finally {
            acceptEnded.countDown();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            MessageReader in = new MessageReader(new BufferedInputStream(socket.getInputStream()));
            MessageWriter out = new MessageWriter(new BufferedOutputStream(socket.getOutputStream()));
            boolean open = true;
            while (open) {
                open = exchange(socket, in, out);
            }
        } catch (IOException e) {
            LOG.debug("{} ended: {}", socket, e.toString());
        } finally {
            connections.remove(socket);
        }
    }

    /** {@return whether the connection can carry another request} */
    private boolean exchange(Socket socket, MessageReader in, MessageWriter out) throws IOException {
        try {
            Optional<MessageHead> head = in.head();
            if (head.isEmpty()) {
                return false;
            }
            WireRequest request = read(head.get(), in, out);
            return carryOut(served(request), request, head.get(), socket, out);
        } catch (MalformedMessageException e) {
            out.response(WireResponse.text(e.status(), e.reason()), "", MessageWriter.Ending.CLOSE);
            return false;
        }
    }

    /** {@return the answer; code of users that fails must not look like a connection that does} */
    private Answer served(WireRequest request) {
        try {
            return service.apply(request);
        } catch (RuntimeException | AssertionError e) {
            LOG.warn("{} could not be answered", request, e);
            return new Answer.Respond(WireResponse.text(500, request + " could not be answered: " + e));
        }
    }

    private static WireRequest read(MessageHead head, MessageReader in, MessageWriter out) throws IOException {
        RequestLine line = RequestLine.parse(head.startLine());
        if (head.expectsContinue()) {
            out.continues();
        }
        Body body = in.requestBody(head);
        try {
            return new WireRequest(line.method(), line.target(), head.endToEndHeaders(), body);
        } catch (InvalidValueException e) {
            throw new MalformedMessageException(400, e.field() + ": " + e.rule());
        }
    }

    private static boolean carryOut(
            Answer answer, WireRequest request, MessageHead head, Socket socket, MessageWriter out) throws IOException {
        if (answer instanceof Answer.Respond respond) {
            MessageWriter.Ending ending =
                    head.asksToClose() ? MessageWriter.Ending.CLOSE : MessageWriter.Ending.KEEP_ALIVE;
            out.response(respond.response(), request.method(), ending);
            return ending == MessageWriter.Ending.KEEP_ALIVE;
        }
        if (answer instanceof Answer.Truncate truncate) {
            out.truncated(truncate.response(), request.method(), truncate.size());
        }
        reset(socket);
        return false;
    }

    /** Closes so that the peer gets RST instead of an orderly end. */
    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Ends all connections and frees the port. Threads that wait for something else are interrupted. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.debug("{} was broken before it was closed", listener, e);
        }
        connections.close();
        threads.shutdownNow();
        awaitPort();
    }

    /** The system keeps the port open until the thread that waits for connections has let go of it. */
    private void awaitPort() {
        try {
            acceptEnded.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
