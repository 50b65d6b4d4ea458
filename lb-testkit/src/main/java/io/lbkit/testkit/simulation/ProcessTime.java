package io.lbkit.testkit.simulation;

import io.lbkit.reconcile.execute.Scheduler;
import io.lbkit.testkit.cloud.SimulatedCrash;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** The time of the simulation as one process has it: once the process is dead, its tasks do nothing and it waits no more. */
final class ProcessTime implements Scheduler {
    private final Scheduler time;
    private final BooleanSupplier dead;

    ProcessTime(Scheduler time, BooleanSupplier dead) {
        this.time = time;
        this.dead = dead;
    }

    @Override
    public Instant instant() {
        return time.instant();
    }

    @Override
    public void schedule(Instant at, Runnable task) {
        time.schedule(at, () -> {
            if (!dead.getAsBoolean()) {
                task.run();
            }
        });
    }

    @Override
    public void post(Runnable task) {
        schedule(instant(), task);
    }

    @Override
    public void runUntil(BooleanSupplier done, Runnable interrupted) {
        time.runUntil(() -> dead.getAsBoolean() || done.getAsBoolean(), interrupted);
        if (dead.getAsBoolean()) {
            throw new SimulatedCrash(0);
        }
    }
}
