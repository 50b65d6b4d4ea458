package io.lbkit.testkit.cloud;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong: which calls it hits, how often, and how they fail. Immutable; the methods return a changed copy.
 * Unless said otherwise it hits one call, of any operation that writes, on any object.
 */
public final class Fault {
    private final Set<Operation> operations;
    private final String objects;
    private final Pattern pattern;
    private final ErrorKind error;
    private final Effect effect;
    private final int times;
    private final double probability;
    private final @Nullable Duration retryAfter;

    /** When a fault strikes. */
    enum Effect {
        /** Before the call has an effect. */
        REFUSED,
        /** After it had its effect. */
        ANSWER_LOST,
        /** Before any call of the batch has an effect. */
        BATCH_REFUSED,
        /** Objects are left out of what is read. */
        UNREAD
    }

    private Fault(
            Set<Operation> operations,
            String objects,
            ErrorKind error,
            Effect effect,
            int times,
            double probability,
            @Nullable Duration retryAfter) {
        this.operations = operations;
        this.objects = objects;
        this.pattern = glob(objects);
        this.error = error;
        this.effect = effect;
        this.times = times;
        this.probability = probability;
        this.retryAfter = retryAfter;
    }

    private static Pattern glob(String text) {
        return Pattern.compile("\\Q" + text.replace("*", "\\E.*\\Q") + "\\E");
    }

    private static Fault writing(ErrorKind error, Effect effect) {
        return new Fault(EnumSet.complementOf(EnumSet.of(Operation.OBSERVE)), "*", error, effect, 1, 1, null);
    }

    /**
     * A call is refused and has no effect.
     *
     * @param error what the caller is told
     * @return the fault
     */
    public static Fault refusing(ErrorKind error) {
        return writing(error, Effect.REFUSED);
    }

    /**
     * A batch in which a call is hit is refused as a whole, with an exception, and has no effect.
     *
     * @param error what the caller is told
     * @return the fault
     */
    public static Fault refusingBatch(ErrorKind error) {
        return writing(error, Effect.BATCH_REFUSED);
    }

    /**
     * A call has its effect, and the caller does not get the answer: {@link ErrorKind#STATE_UNKNOWN}.
     *
     * @return the fault
     */
    public static Fault losingAnswer() {
        return writing(ErrorKind.STATE_UNKNOWN, Effect.ANSWER_LOST);
    }

    /**
     * Objects cannot be read: they become {@link io.lbkit.reconcile.spi.Unread}. With a pattern such as
     * {@code simulated#listener/*} the listing of the kind fails, with one such as {@code simulated#listener/NAME} the reading
     * of one object.
     *
     * @param objects kind and name
     * @param error what the cloud says
     * @return the fault
     * @throws InvalidValueException if the pattern is of another form
     */
    public static Fault unreadable(String objects, ErrorKind error) {
        ResourceId id = ResourceId.parse(objects);
        if (id.kind().contains("*") || (id.name().contains("*") && !id.name().equals("*"))) {
            throw InvalidValueException.of(
                    "objects", objects, "a kind is listed, KIND/*, or an object read, KIND/NAME");
        }
        return new Fault(EnumSet.of(Operation.OBSERVE), objects, error, Effect.UNREAD, 1, 1, null);
    }

    /**
     * {@return this fault for one operation only}
     *
     * @param operation the operation
     */
    public Fault on(Operation operation) {
        return new Fault(EnumSet.of(operation), objects, error, effect, times, probability, retryAfter);
    }

    /**
     * {@return this fault for some objects only}
     *
     * @param kindAndName kind and name with a slash between them, where {@code *} stands for any text
     */
    public Fault matching(String kindAndName) {
        return new Fault(operations, kindAndName, error, effect, times, probability, retryAfter);
    }

    /**
     * {@return this fault for a number of calls}
     *
     * @param calls how many calls it hits
     */
    public Fault times(int calls) {
        return new Fault(operations, objects, error, effect, calls, probability, retryAfter);
    }

    /** {@return this fault for every call} */
    public Fault always() {
        return times(Integer.MAX_VALUE);
    }

    /**
     * {@return this fault where chance decides about each call; the seed of the cloud decides about chance}
     *
     * @param chance 0 to 1
     */
    public Fault withProbability(double chance) {
        return new Fault(operations, objects, error, effect, times, chance, retryAfter);
    }

    /**
     * {@return this fault, where the caller is told when to come again}
     *
     * @param wait from now
     */
    public Fault retryAfter(Duration wait) {
        return new Fault(operations, objects, error, effect, times, probability, wait);
    }

    boolean hits(Operation operation, String object) {
        return operations.contains(operation) && pattern.matcher(object).matches();
    }

    String objects() {
        return objects;
    }

    Effect effect() {
        return effect;
    }

    ErrorKind error() {
        return error;
    }

    int times() {
        return times;
    }

    double probability() {
        return probability;
    }

    ProviderException exception(Operation operation, Optional<ResourceId> about) {
        ProviderException failure = new ProviderException(
                error, operation.label() + about.map(id -> " " + id).orElse("") + ": injected " + error.label());
        if (about.isPresent()) {
            failure = failure.about(about.get());
        }
        return retryAfter == null ? failure : failure.retryAfter(retryAfter);
    }
}
