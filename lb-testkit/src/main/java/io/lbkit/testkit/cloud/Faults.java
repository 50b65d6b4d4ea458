package io.lbkit.testkit.cloud;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What is to go wrong in a {@link SimulatedCloud}. Where several faults hit a call, the one added first does. Thread-safe. */
public final class Faults {
    private final List<Armed> armed = new ArrayList<>();
    private final Random random;
    private long writes;
    private long lastWrite = Long.MAX_VALUE;
    private boolean crashed;

    private static final class Armed {
        private final Fault fault;
        private int left;

        Armed(Fault fault) {
            this.fault = fault;
            this.left = fault.times();
        }
    }

    Faults(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Lets something go wrong.
     *
     * @param fault what
     * @return this
     */
    public synchronized Faults add(Fault fault) {
        armed.add(new Armed(fault));
        return this;
    }

    /**
     * Lets the process die, with a {@link SimulatedCrash}, once it has made some more calls that write: each change of a batch
     * is one. The last of them has its effect, and no later call has, until the faults are {@linkplain #clear() cleared}.
     *
     * @param calls how many; 0 means before the next one
     * @return this
     * @throws InvalidValueException if the number is negative
     */
    public synchronized Faults crashAfter(int calls) {
        if (calls < 0) {
            throw InvalidValueException.of("calls", calls, "a number of calls is not negative");
        }
        lastWrite = writes + calls;
        return this;
    }

    /** Removes every fault; a process that died may start again. */
    public synchronized void clear() {
        armed.clear();
        crashed = false;
        lastWrite = Long.MAX_VALUE;
    }

    /** {@return how many faults have calls left to hit} */
    public synchronized int pending() {
        return armed.size();
    }

    synchronized void beforeCall(Operation operation) {
        if (crashed || (operation.writes() && writes >= lastWrite)) {
            crashed = true;
            throw new SimulatedCrash(writes);
        }
    }

    synchronized void afterWrite() {
        writes++;
        if (writes >= lastWrite) {
            crashed = true;
            throw new SimulatedCrash(writes);
        }
    }

    synchronized Optional<Fault> take(Fault.Effect effect, Operation operation, String object) {
        Optional<Fault> first = armed.stream()
                .filter(candidate -> candidate.fault.effect() == effect && candidate.fault.hits(operation, object))
                .filter(this::strikes)
                .findFirst()
                .map(candidate -> candidate.fault);
        forgetSpent();
        return first;
    }

    /** {@return what cannot be read this time} */
    synchronized List<Unread> takeUnread() {
        List<Unread> unread = armed.stream()
                .filter(candidate -> candidate.fault.effect() == Fault.Effect.UNREAD)
                .filter(this::strikes)
                .map(candidate -> unread(candidate.fault))
                .toList();
        forgetSpent();
        return unread;
    }

    private boolean strikes(Armed candidate) {
        double chance = candidate.fault.probability();
        boolean strikes = chance >= 1 || random.nextDouble() < chance;
        if (strikes) {
            candidate.left--;
        }
        return strikes;
    }

    private void forgetSpent() {
        armed.removeIf(candidate -> candidate.left <= 0);
    }

    private static Unread unread(Fault fault) {
        ResourceId part = ResourceId.parse(fault.objects());
        Optional<String> name = Optional.of(part.name()).filter(text -> !text.equals("*"));
        return new Unread(
                part.kind(), name, fault.error(), "injected " + fault.error().label());
    }
}
