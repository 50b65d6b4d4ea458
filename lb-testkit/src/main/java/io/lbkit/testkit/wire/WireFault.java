package io.lbkit.testkit.wire;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.testkit.wire.WireEffect.Moment;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Something that goes wrong between a client and its server: which requests it strikes, how often, and what happens. Immutable; the
 * methods return a changed copy. Unless said otherwise it strikes once, the first request.
 */
public final class WireFault {
    private final String label;
    private final WireEffect effect;
    private final RequestMatcher requests;
    private final int after;
    private final int times;
    private final double probability;

    private WireFault(
            String label, WireEffect effect, RequestMatcher requests, int after, int times, double probability) {
        this.label = label;
        this.effect = effect;
        this.requests = requests;
        this.after = after;
        this.times = times;
        this.probability = probability;
    }

    private static WireFault of(String label, WireEffect effect) {
        return new WireFault(label, effect, RequestMatcher.any(), 0, 1, 1);
    }

    /**
     * The request reaches the server late.
     *
     * @param delay how late
     * @return the fault
     * @throws InvalidValueException if the delay is negative
     */
    public static WireFault delayingRequest(Duration delay) {
        return of("delaying the request by " + delay, new WireEffect.Delay(checkedDelay(delay), Moment.BEFORE_EFFECT));
    }

    /**
     * The request has its effect, and the answer comes late. A caller that gives up meanwhile does not know of the effect.
     *
     * @param delay how late
     * @return the fault
     * @throws InvalidValueException if the delay is negative
     */
    public static WireFault delayingAnswer(Duration delay) {
        return of("delaying the answer by " + delay, new WireEffect.Delay(checkedDelay(delay), Moment.AFTER_EFFECT));
    }

    /**
     * The connection is reset, and the request has no effect.
     *
     * @return the fault
     */
    public static WireFault resetting() {
        return of("resetting the connection", new WireEffect.Reset());
    }

    /**
     * The request has its effect, and the connection is reset instead of an answer.
     *
     * @return the fault
     */
    public static WireFault losingAnswer() {
        return of("losing the answer", new WireEffect.LostAnswer());
    }

    /**
     * The request has its effect, and the connection is reset after half of the body of the answer; before the answer, if that has
     * no body.
     *
     * @return the fault
     */
    public static WireFault truncatingAnswer() {
        return of("truncating the answer", new WireEffect.Truncate());
    }

    /**
     * The caller gets another answer, and the request has no effect.
     *
     * @param response the answer
     * @return the fault
     */
    public static WireFault answering(WireResponse response) {
        return of(
                "answering " + response.status() + " without the effect",
                new WireEffect.Replace(response, Moment.BEFORE_EFFECT));
    }

    /**
     * The request has its effect, and the caller gets another answer: an error of a gateway, for example.
     *
     * @param response the answer
     * @return the fault
     */
    public static WireFault answeringAfterEffect(WireResponse response) {
        return of(
                "answering " + response.status() + " after the effect",
                new WireEffect.Replace(response, Moment.AFTER_EFFECT));
    }

    /**
     * The caller is told that it asks too often; the request has no effect.
     *
     * @param style how the cloud says so. To tell when to come again, {@linkplain #answering answer} with
     *     {@code style.write(style.throttled()).retryAfter(wait)}
     * @return the fault
     */
    public static WireFault throttling(ErrorStyle style) {
        return answering(style.write(style.throttled()));
    }

    /**
     * The caller is told that the service is down for a moment; the request has no effect.
     *
     * @param style how the cloud says so
     * @return the fault
     */
    public static WireFault unavailable(ErrorStyle style) {
        return answering(style.write(style.unavailable()));
    }

    /**
     * The caller gets the last answer that the server gave to the same request before: same method, target and body. Strikes only
     * requests that {@linkplain WireRequest#reads read} and have been answered before, errors such as 404 included.
     *
     * @return the fault
     */
    public static WireFault staleRead() {
        return of("answering a read with the last answer", new WireEffect.StaleRead());
    }

    /**
     * The request is delivered twice, one after the other, and the caller gets the second answer: what happens when something on
     * the way sends it again.
     *
     * @return the fault
     */
    public static WireFault duplicating() {
        return of("delivering twice", new WireEffect.DuplicateAnsweredSecond());
    }

    /**
     * The request is delivered twice, one after the other, and the caller gets the first answer.
     *
     * @return the fault
     */
    public static WireFault duplicatingUnnoticed() {
        return of("delivering twice, unnoticed", new WireEffect.DuplicateAnsweredFirst());
    }

    /**
     * Another request is delivered in place of the one that was sent. Requests are matched and recorded as they were sent.
     *
     * @param label what messages call the change
     * @param change a pure function
     * @return the fault
     */
    public static WireFault rewriting(String label, UnaryOperator<WireRequest> change) {
        return of(label, new WireEffect.Rewrite(change));
    }

    /**
     * Something else happens after the request was sent and before it reaches the server: between a listing and the calls for what it
     * lists, somebody deletes an object.
     *
     * @param label what messages call it
     * @param what what happens; it may call the server past the proxy
     * @return the fault
     */
    public static WireFault meanwhile(String label, Runnable what) {
        return rewriting(label, request -> {
            what.run();
            return request;
        });
    }

    /**
     * Every request asks for pages of a size, whatever the caller asked for: tiny pages show whether it reads all of them. Narrow
     * it with {@link #on} to the listings: the parameter is added to all requests that it strikes.
     *
     * @param parameter the parameter of the size, for example {@code maxResults}
     * @param size 1 or more
     * @return the fault, for every request
     * @throws InvalidValueException if a page could hold nothing
     */
    public static WireFault pageSize(String parameter, int size) {
        if (size < 1) {
            throw InvalidValueException.of("size", size, "a page holds at least one item");
        }
        String value = Integer.toString(size);
        return rewriting(parameter + "=" + value, request -> request.withParameter(parameter, value))
                .always();
    }

    private static Duration checkedDelay(Duration delay) {
        if (delay.isNegative()) {
            throw InvalidValueException.of("delay", delay, "a delay is not negative");
        }
        return delay;
    }

    /**
     * {@return this fault for some requests only}
     *
     * @param matcher which ones
     */
    public WireFault on(RequestMatcher matcher) {
        return new WireFault(label, effect, matcher, after, times, probability);
    }

    /**
     * {@return this fault, which lets the first requests that it matches pass}
     *
     * @param requestsThatPass how many; with 2 the third one is struck
     * @throws InvalidValueException if the number is negative
     */
    public WireFault after(int requestsThatPass) {
        if (requestsThatPass < 0) {
            throw InvalidValueException.of("after", requestsThatPass, "a number of requests is not negative");
        }
        return new WireFault(label, effect, requests, requestsThatPass, times, probability);
    }

    /**
     * {@return this fault for a number of requests}
     *
     * @param requestsStruck how many it strikes, 1 or more
     * @throws InvalidValueException if it would strike none
     */
    public WireFault times(int requestsStruck) {
        if (requestsStruck < 1) {
            throw InvalidValueException.of("times", requestsStruck, "a fault strikes at least one request");
        }
        return new WireFault(label, effect, requests, after, requestsStruck, probability);
    }

    /** {@return this fault for every request} */
    public WireFault always() {
        return times(Integer.MAX_VALUE);
    }

    /**
     * {@return this fault where chance decides about each request that it matches; the seed of the proxy decides about chance}
     *
     * @param chance 0 to 1
     * @throws InvalidValueException if the chance is none
     */
    public WireFault withProbability(double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw InvalidValueException.of("probability", chance, "a probability is between 0 and 1");
        }
        return new WireFault(label, effect, requests, after, times, chance);
    }

    WireEffect effect() {
        return effect;
    }

    RequestMatcher requests() {
        return requests;
    }

    int after() {
        return after;
    }

    int times() {
        return times;
    }

    double probability() {
        return probability;
    }

    /** {@return what it does and to which requests, for example {@code losing the answer on action CreateLoadBalancer}} */
    @Override
    public String toString() {
        return label + " on " + requests + (after == 0 ? "" : " after " + after);
    }
}
