package io.lbkit.testkit.aws;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.testkit.cloud.VirtualClock;
import io.lbkit.testkit.wire.Recording;
import io.lbkit.testkit.wire.RequestMatcher;
import io.lbkit.testkit.wire.StandInServer;
import io.lbkit.testkit.wire.WireRequest;
import io.lbkit.testkit.wire.WireResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * A stand-in of Elastic Load Balancing and EC2 on loopback, with state. Point the endpoint of both clients at {@link #uri()}; any
 * credentials will do. One region, {@code us-east-1}, and one account. Thread-safe; one request runs at a time.
 *
 * <p>Time stands still until {@link #advance} moves it, unless a clock is given. What takes time is said by {@link AwsTimes}.
 */
public final class AwsStandIn implements AutoCloseable {
    private final ReentrantLock turn = new ReentrantLock();
    private final AwsState state;
    private final Dispatcher dispatcher;
    private final StandInServer server;

    private AwsStandIn(Builder builder) {
        this.state = new AwsState(
                builder.network, builder.times, builder.quotas, new StandInTime(builder.clock), builder.pageLimit);
        this.dispatcher = new Dispatcher(state);
        this.server = StandInServer.builder()
                .errors(AwsService.ELASTIC_LOAD_BALANCING.errors())
                .port(builder.port)
                .on(RequestMatcher.any(), call -> answer(call.request()))
                .start();
    }

    /**
     * {@return a builder}
     *
     * @param network what exists before the first call; see {@link SampleNetwork}
     */
    public static Builder builder(AwsNetwork network) {
        return new Builder(network);
    }

    /**
     * {@return a stand-in that does everything at once, and listens already}
     *
     * @param network what exists before the first call; see {@link SampleNetwork}
     */
    public static AwsStandIn start(AwsNetwork network) {
        return builder(network).start();
    }

    private WireResponse answer(WireRequest request) {
        turn.lock();
        try {
            state.time().advance(state.times().request());
            return dispatcher.answer(request);
        } finally {
            turn.unlock();
        }
    }

    /** {@return where it listens, for example {@code http://127.0.0.1:40123}} */
    public URI uri() {
        return server.uri();
    }

    /** {@return the requests that came, with their answers} */
    public Recording recording() {
        return server.recording();
    }

    /** {@return what went wrong inside; a test does well to assert that there is nothing} */
    public List<Throwable> failures() {
        return server.failures();
    }

    /** {@return the calls that came, in their order, refused ones too, but not those of unknown actions} */
    public List<AwsCall> calls() {
        turn.lock();
        try {
            return dispatcher.calls();
        } finally {
            turn.unlock();
        }
    }

    /** {@return the names of all calls it can answer, as in IAM policies} */
    public Set<String> actions() {
        Set<String> names = new TreeSet<>();
        for (AwsService service : AwsService.values()) {
            dispatcher.names(service).forEach(action -> names.add(new AwsCall(service, action).toString()));
        }
        return names;
    }

    /** {@return the time in the stand-in} */
    public Instant now() {
        turn.lock();
        try {
            return state.time().now();
        } finally {
            turn.unlock();
        }
    }

    /**
     * Lets time pass, at once.
     *
     * @param time how much, not negative
     * @throws InvalidValueException if time would go back
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw InvalidValueException.of("time", time, "time does not go back");
        }
        turn.lock();
        try {
            state.time().advance(time);
        } finally {
            turn.unlock();
        }
    }

    /**
     * Says what the checks of a target come to, in all target groups and on all ports.
     *
     * @param target the id of an instance or an address
     * @param health what they come to
     */
    public void setHealth(String target, AwsTargetHealth health) {
        turn.lock();
        try {
            state.health().set(target, health);
        } finally {
            turn.unlock();
        }
    }

    /**
     * Says what the checks of a target on a port come to, in all target groups.
     *
     * @param target the id of an instance or an address
     * @param port the port
     * @param health what they come to
     */
    public void setHealth(String target, int port, AwsTargetHealth health) {
        turn.lock();
        try {
            state.health().set(target, port, health);
        } finally {
            turn.unlock();
        }
    }

    /**
     * Changes what no call can change: subnets, instances and the like. Tags of objects that exist already stay as they are.
     *
     * @param change makes the new network of the present one
     */
    public void changeNetwork(UnaryOperator<AwsNetwork> change) {
        turn.lock();
        try {
            state.replaceNetwork(change.apply(state.network()));
        } finally {
            turn.unlock();
        }
    }

    /** Ends all connections and frees the port. Can be called again. */
    @Override
    public void close() {
        server.close();
    }

    /** Builds an {@link AwsStandIn}. Not thread-safe. */
    public static final class Builder {
        private final AwsNetwork network;
        private AwsTimes times = AwsTimes.instant();
        private AwsQuotas quotas = AwsQuotas.standard();
        private InstantSource clock = VirtualClock.at(VirtualClock.START);
        private int pageLimit = Integer.MAX_VALUE;
        private int port;

        private Builder(AwsNetwork network) {
            this.network = network;
        }

        /**
         * Says how long things take. {@link AwsTimes#instant()} unless said otherwise.
         *
         * @param chosen how long
         * @return this
         */
        public Builder times(AwsTimes chosen) {
            this.times = chosen;
            return this;
        }

        /**
         * Says how much the account may have. {@link AwsQuotas#standard()} unless said otherwise.
         *
         * @param chosen how much
         * @return this
         */
        public Builder quotas(AwsQuotas chosen) {
            this.quotas = chosen;
            return this;
        }

        /**
         * Lets time pass as it does on a clock. A clock that stands still unless said otherwise.
         *
         * @param source the clock
         * @return this
         */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /**
         * Makes pages small, whatever a caller asks for.
         *
         * @param limit the most items on a page, 1 or more
         * @return this
         * @throws InvalidValueException if a page could hold nothing
         */
        public Builder pageLimit(int limit) {
            if (limit < 1) {
                throw InvalidValueException.of("pageLimit", limit, "a page holds at least one item");
            }
            this.pageLimit = limit;
            return this;
        }

        /**
         * Chooses the port. A free one unless said otherwise.
         *
         * @param number 0 for a free one, to 65535
         * @return this
         */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /**
         * {@return the stand-in, which listens already}
         *
         * @throws java.io.UncheckedIOException if no port can be opened
         */
        public AwsStandIn start() {
            return new AwsStandIn(this);
        }
    }
}
