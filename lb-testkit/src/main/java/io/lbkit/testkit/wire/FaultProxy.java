package io.lbkit.testkit.wire;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.testkit.wire.WireEffect.Moment;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A reverse proxy before a server on this machine, which makes requests go wrong as its {@linkplain WireFault faults} say. Where
 * several faults match a request, all delays and rewrites strike, and of the others the one added first.
 *
 * <p>It listens on loopback, on a free port, until it is closed, and connects to loopback only. Headers pass unchanged, {@code Host}
 * among them, so that links of the server lead back to the proxy; only those about the connection are its own. Each request is sent
 * on once, by a connection of its own. If the server behind gives no answer, the caller gets status 502. Thread-safe; requests on
 * different connections are forwarded at the same time.
 */
public final class FaultProxy implements AutoCloseable {
    private final Upstream upstream;
    private final Sleeper sleeper;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Recording recording = new Recording();
    private final ArmedFaults faults;
    private final Map<WireRequest, WireResponse> earlierAnswers = new LinkedHashMap<>();
    private final LoopbackServer server;

    private record Arrival(long number, List<WireFault> faults) {}

    private FaultProxy(Builder builder) {
        this.upstream = new Upstream(Loopback.address(builder.upstream));
        this.faults = new ArmedFaults(builder.seed);
        this.sleeper = builder.sleeper == null ? this::sleepUntilClosed : builder.sleeper;
        this.server = LoopbackServer.start("fault-proxy", Loopback.ANY_PORT, this::answer);
    }

    /**
     * {@return a proxy that listens already, with seed 0 and real time}
     *
     * @param upstream the server behind, for example {@code http://127.0.0.1:40123}
     * @throws InvalidValueException if it is not on this machine, or not plain HTTP
     */
    public static FaultProxy to(URI upstream) {
        return builder(upstream).start();
    }

    /**
     * {@return a builder}
     *
     * @param upstream the server behind, for example {@code http://127.0.0.1:40123}
     */
    public static Builder builder(URI upstream) {
        return new Builder(upstream);
    }

    /** {@return where it listens} */
    public URI uri() {
        return server.uri();
    }

    /** {@return what it was asked, as callers sent it, and which faults struck} */
    public Recording recording() {
        return recording;
    }

    /**
     * Lets something go wrong from now on.
     *
     * @param fault what
     * @return this
     */
    public synchronized FaultProxy add(WireFault fault) {
        faults.add(fault);
        return this;
    }

    /** Lets nothing go wrong any more. */
    public synchronized void clear() {
        faults.clear();
    }

    /** {@return the faults that have struck no request so far, in the order they were added} */
    public synchronized List<WireFault> unused() {
        return faults.unused();
    }

    /**
     * Checks that every fault has struck: one that never did makes a test prove nothing.
     *
     * @throws AssertionError with the faults that did not strike, and the requests that came
     */
    public void assertAllUsed() {
        List<WireFault> unused = unused();
        if (!unused.isEmpty()) {
            throw new AssertionError("these faults struck no request:" + lines(unused) + "\nthe requests were:"
                    + lines(recording.exchanges()) + "\nchange what the faults match, or what the test does");
        }
    }

    private static String lines(List<?> entries) {
        return entries.isEmpty()
                ? " none"
                : entries.stream().map(entry -> "\n  " + entry).collect(Collectors.joining());
    }

    private Answer answer(WireRequest request) {
        Arrival arrival = arrive(request);
        try {
            Answer answer = deliver(request, arrival.faults());
            if (answer instanceof Answer.Respond respond) {
                recording.answered(arrival.number(), respond.response());
            }
            return answer;
        } catch (InterruptedException e) {
            // Closed while a message was delayed: nobody waits for the answer any more.
            Thread.currentThread().interrupt();
            return new Answer.Reset();
        }
    }

    private synchronized Arrival arrive(WireRequest request) {
        List<WireFault> struck =
                faults.strike(request, same -> earlierAnswer(same).isPresent());
        return new Arrival(recording.received(request, struck), struck);
    }

    private Answer deliver(WireRequest request, List<WireFault> struck) throws InterruptedException {
        sleep(struck, Moment.BEFORE_EFFECT);
        WireRequest delivered = rewritten(request, struck);
        Answer answer = struck.stream()
                .map(WireFault::effect)
                .filter(WireEffect.Decision.class::isInstance)
                .map(WireEffect.Decision.class::cast)
                .findFirst()
                .map(decision -> decision.decide(new Forwarding(request, delivered)))
                .orElseGet(() -> new Answer.Respond(forward(request, delivered)));
        sleep(struck, Moment.AFTER_EFFECT);
        return answer;
    }

    private final class Forwarding implements WireEffect.Delivery {
        private final WireRequest sent;
        private final WireRequest delivered;

        Forwarding(WireRequest sent, WireRequest delivered) {
            this.sent = sent;
            this.delivered = delivered;
        }

        @Override
        public WireResponse forward() {
            return FaultProxy.this.forward(sent, delivered);
        }

        @Override
        public Optional<WireResponse> earlierAnswer() {
            return FaultProxy.this.earlierAnswer(sent);
        }
    }

    private void sleep(List<WireFault> struck, Moment moment) throws InterruptedException {
        for (WireFault fault : struck) {
            if (fault.effect() instanceof WireEffect.Delay delay && delay.moment() == moment) {
                sleeper.sleep(delay.time());
            }
        }
    }

    private static WireRequest rewritten(WireRequest request, List<WireFault> struck) {
        WireRequest changed = request;
        for (WireFault fault : struck) {
            if (fault.effect() instanceof WireEffect.Rewrite rewrite) {
                changed = rewrite.change().apply(changed);
            }
        }
        return changed;
    }

    private WireResponse forward(WireRequest sent, WireRequest delivered) {
        try {
            WireResponse response = upstream.send(delivered);
            remember(sent, response);
            return response;
        } catch (IOException e) {
            return WireResponse.text(502, "the server behind the proxy, " + upstream + ", did not answer: " + e);
        }
    }

    private synchronized void remember(WireRequest sent, WireResponse response) {
        if (sent.reads()) {
            earlierAnswers.put(withoutHeaders(sent), response);
        }
    }

    private synchronized Optional<WireResponse> earlierAnswer(WireRequest sent) {
        return Optional.ofNullable(earlierAnswers.get(withoutHeaders(sent)));
    }

    /** Headers carry dates and signatures, which differ between equal reads. */
    private static WireRequest withoutHeaders(WireRequest request) {
        return new WireRequest(request.effectiveMethod(), request.target(), Headers.none(), request.body());
    }

    private void sleepUntilClosed(Duration delay) throws InterruptedException {
        if (closed.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("the proxy is closed");
        }
    }

    /** Ends all connections, delays and frees the port. Can be called again. */
    @Override
    public void close() {
        closed.countDown();
        server.close();
        upstream.close();
    }

    /** Builds a {@link FaultProxy}. Not thread-safe. */
    public static final class Builder {
        private final URI upstream;
        private long seed;
        private @Nullable Sleeper sleeper;

        private Builder(URI upstream) {
            this.upstream = upstream;
        }

        /**
         * Sets the seed of faults that strike by chance. 0 unless said otherwise.
         *
         * @param value any number
         * @return this
         */
        public Builder seed(long value) {
            this.seed = value;
            return this;
        }

        /**
         * Sets how time passes for delayed messages. Real time unless said otherwise.
         *
         * @param value the sleeper; called by several threads
         * @return this
         */
        public Builder sleeper(Sleeper value) {
            this.sleeper = value;
            return this;
        }

        /**
         * {@return the proxy, which listens already}
         *
         * @throws InvalidValueException if the server behind is not on this machine, or not plain HTTP
         * @throws java.io.UncheckedIOException if no port can be opened
         */
        public FaultProxy start() {
            return new FaultProxy(this);
        }
    }
}
