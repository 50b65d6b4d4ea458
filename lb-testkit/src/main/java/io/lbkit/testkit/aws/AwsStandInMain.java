package io.lbkit.testkit.aws;

import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * An {@link AwsStandIn} with a {@link SampleNetwork} as a program, for scripts with a command line of AWS or of LBKit. It prints its
 * address and runs until it is stopped. Its time is that of the machine.
 *
 * <p>Usage: {@code java -cp ... io.lbkit.testkit.aws.AwsStandInMain [--slow]}. With {@code --slow} things take about as long as they do
 * in AWS.
 */
public final class AwsStandInMain {
    private static final String USAGE = "usage: AwsStandInMain [--slow]";

    private AwsStandInMain() {}

    /**
     * Runs until the process is stopped.
     *
     * @param arguments see above
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> options = List.of(arguments);
        if (!options.isEmpty() && !options.equals(List.of("--slow"))) {
            System.err.println(USAGE);
            System.exit(2);
        }
        try (AwsStandIn standIn = start(options.contains("--slow"))) {
            announce(standIn, System.out);
            new CountDownLatch(1).await();
        }
    }

    static AwsStandIn start(boolean slow) {
        return AwsStandIn.builder(SampleNetwork.create())
                .times(slow ? AwsTimes.slow() : AwsTimes.instant())
                .clock(Clock.systemUTC())
                .start();
    }

    static void announce(AwsStandIn standIn, PrintStream out) {
        out.println("listening on " + standIn.uri());
        out.flush();
    }
}
