package io.lbkit.testkit.cloud;

import java.io.Serial;

/**
 * The process that uses the cloud dies here. An {@link Error}, so that no code takes it for a failed call and goes on; a test
 * catches it and starts again.
 */
public final class SimulatedCrash extends Error {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * The death of a process.
     *
     * @param calls how many calls that write it made
     */
    public SimulatedCrash(long calls) {
        super("the process died after " + calls + " writing calls");
    }
}
