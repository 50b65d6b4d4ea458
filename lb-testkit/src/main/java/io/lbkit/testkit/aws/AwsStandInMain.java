package io.lbkit.testkit.aws;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * An {@link AwsStandIn} with a {@link SampleNetwork} as a program, for scripts with a command line of AWS or of LBKit. It prints its
 * address and runs until it is stopped. Its time is that of the machine, its state is gone when it ends.
 *
 * <p>Usage: {@code java -cp ... io.lbkit.testkit.aws.AwsStandInMain [--port N] [--slow]}. Without a port it takes a free one; with
 * {@code --slow} things take about as long as they do in AWS. Exit code 2 tells wrong usage.
 */
public final class AwsStandInMain {
    private static final String USAGE = "usage: AwsStandInMain [--port N] [--slow]";
    private static final int WRONG_USAGE = 2;

    private AwsStandInMain() {}

    /**
     * Runs until the process is stopped.
     *
     * @param arguments see above
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        AwsStandIn.Builder builder = AwsStandIn.builder(SampleNetwork.create()).clock(Clock.systemUTC());
        if (!read(new ArrayDeque<>(Arrays.asList(arguments)), builder)) {
            System.err.println(USAGE);
            System.exit(WRONG_USAGE);
        }
        try (AwsStandIn standIn = builder.start()) {
            System.out.println("listening on " + standIn.uri());
            System.out.flush();
            new CountDownLatch(1).await();
        }
    }

    private static boolean read(Deque<String> arguments, AwsStandIn.Builder builder) {
        while (!arguments.isEmpty()) {
            String option = arguments.removeFirst();
            if (option.equals("--slow")) {
                builder.times(AwsTimes.slow());
            } else if (option.equals("--port") && isPort(arguments.peekFirst())) {
                builder.port(Integer.parseInt(arguments.removeFirst()));
            } else {
                return false;
            }
        }
        return true;
    }

    private static boolean isPort(@Nullable String text) {
        return text != null && text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65_535;
    }
}
