package io.lbkit.examples.quickstart;

import io.lbkit.kubernetes.ClusterInput;
import io.lbkit.testkit.cloud.SimulatedCloud;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Plans and applies the load balancers of a shop to a simulated cloud, and then lets things happen to it. */
public final class Quickstart {
    private Quickstart() {}

    /**
     * Tells the story on standard output.
     *
     * @param args none
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        tell(out);
    }

    static void tell(PrintStream out) {
        ClusterInput input = Shop.read();
        try (SimulatedCloud cloud = SimulatedCloud.create()) {
            new Story(input, cloud, out).tell();
        }
    }
}
