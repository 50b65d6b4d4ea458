package io.lbkit.testkit.wire;

import io.lbkit.model.finding.InvalidValueException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A local HTTP server that stands in for an API of a cloud. It listens on loopback until it is closed. Requests
 * come by any number of connections; handlers run one at a time, in the order of arrival. Thread-safe.
 */
public final class StandInServer implements AutoCloseable {
    private final List<Route> routes;
    private final ErrorStyle errors;
    private final Recording recording = new Recording();
    private final List<Throwable> failures = new ArrayList<>();
    private final ReentrantLock turn = new ReentrantLock(true);
    private final LoopbackServer server;

    private record Route(RequestMatcher matcher, WireHandler handler) {}

    private StandInServer(Builder builder) {
        this.routes = List.copyOf(builder.routes);
        this.errors = builder.errors;
        this.server = LoopbackServer.start("stand-in", builder.port, this::answer);
    }

    /** {@return a builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return where it listens, for example {@code http://127.0.0.1:40123}} */
    public URI uri() {
        return server.uri();
    }

    /** {@return what it was asked} */
    public Recording recording() {
        return recording;
    }

    /**
     * {@return what handlers threw, other than {@link CloudErrorException}; a test does well to assert that there is nothing. The
     * caller was answered with status 500}
     */
    public List<Throwable> failures() {
        turn.lock();
        try {
            return List.copyOf(failures);
        } finally {
            turn.unlock();
        }
    }

    private Answer answer(WireRequest request) {
        turn.lock();
        try {
            long number = recording.received(request, List.of());
            WireResponse response = response(request);
            recording.answered(number, response);
            return new Answer.Respond(response);
        } finally {
            turn.unlock();
        }
    }

    private WireResponse response(WireRequest request) {
        try {
            for (Route route : routes) {
                Optional<RoutedRequest> routed = route.matcher().route(request);
                if (routed.isPresent()) {
                    return route.handler().handle(routed.get());
                }
            }
            return errors.write(errors.unknownOperation("no handler of this stand-in takes " + request));
        } catch (CloudErrorException e) {
            return errors.write(e.error());
        } catch (RuntimeException | AssertionError e) {
            failures.add(e);
            return errors.write(errors.internal("the handler of " + request + " failed: " + e));
        }
    }

    /** Ends all connections and frees the port. Can be called again. */
    @Override
    public void close() {
        server.close();
    }

    /** Builds a {@link StandInServer}. Not thread-safe. */
    public static final class Builder {
        private final List<Route> routes = new ArrayList<>();
        private ErrorStyle errors = ErrorStyle.google();
        private int port = Loopback.ANY_PORT;

        private Builder() {}

        /**
         * Adds a handler. Where several match a request, the one added first takes it.
         *
         * @param requests which requests it takes
         * @param handler answers them
         * @return this
         */
        public Builder on(RequestMatcher requests, WireHandler handler) {
            routes.add(new Route(requests, handler));
            return this;
        }

        /**
         * Sets how errors are written: unknown operations, failures of handlers and every {@link CloudErrorException}.
         * {@link ErrorStyle#google()} unless said otherwise.
         *
         * @param style the style
         * @return this
         */
        public Builder errors(ErrorStyle style) {
            this.errors = style;
            return this;
        }

        /**
         * Chooses the port. A free one unless said otherwise.
         *
         * @param number 0 for a free one, to 65535
         * @return this
         * @throws InvalidValueException if there is no such port
         */
        public Builder port(int number) {
            if (number < 0 || number > 65_535) {
                throw InvalidValueException.of("port", number, "a port is between 0, for a free one, and 65535");
            }
            this.port = number;
            return this;
        }

        /**
         * {@return the server, which listens already}
         *
         * @throws java.io.UncheckedIOException if no port can be opened
         */
        public StandInServer start() {
            return new StandInServer(this);
        }
    }
}
