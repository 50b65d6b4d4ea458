package io.lbkit.examples.lbctl;

import io.lbkit.reconcile.execute.Cancellation;
import java.util.concurrent.CountDownLatch;

/** Ctrl-C ends an execution between two calls, and the process once it was told what was done until then. */
final class StopSignal implements AutoCloseable {
    private final Cancellation cancellation = Cancellation.create();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "lbctl-stop");

    private StopSignal() {}

    static StopSignal listening() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    private void stop() {
        cancellation.cancel();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already, which is what the hook is for.
            cancellation.cancel();
        }
    }
}
