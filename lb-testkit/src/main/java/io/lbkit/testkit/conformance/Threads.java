package io.lbkit.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Runs a task in several threads that start together. */
final class Threads {
    private Threads() {}

    /** Returns once all have ended; a failure of one is thrown. */
    static void run(int count, IntConsumer task) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CountDownLatch start = new CountDownLatch(count);
            List<Future<?>> results = new ArrayList<>();
            for (int number = 1; number <= count; number++) {
                int mine = number;
                results.add(threads.submit(() -> {
                    start.countDown();
                    start.await();
                    task.accept(mine);
                    return mine;
                }));
            }
            for (Future<?> result : results) {
                await(result);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(Future<?> result) throws InterruptedException {
        try {
            result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError failed) {
                throw failed;
            }
            throw new AssertionError("a thread ended with " + e.getCause(), e.getCause());
        }
    }
}
