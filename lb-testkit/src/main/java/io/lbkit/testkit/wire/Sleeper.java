package io.lbkit.testkit.wire;

import java.time.Duration;

/** How a proxy lets time pass for a delayed message. A test that owns the time returns at once, or when it says so. */
@FunctionalInterface
public interface Sleeper {
    /**
     * Returns when the time has passed.
     *
     * @param delay how long
     * @throws InterruptedException if the proxy is closed meanwhile
     */
    void sleep(Duration delay) throws InterruptedException;
}
