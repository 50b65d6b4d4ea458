package io.lbkit.aws.internal.design;

import java.util.Optional;

/**
 * How the targets of a group are checked.
 *
 * @param protocol {@code TCP}, {@code HTTP} or {@code HTTPS}
 * @param port {@code traffic-port} or a number; absent while the API server has not allocated it
 * @param path for HTTP and HTTPS
 * @param intervalSeconds 5 to 300
 * @param timeoutSeconds 2 to 120
 * @param healthyThreshold 2 to 10
 * @param unhealthyThreshold 2 to 10
 * @param successCodes for HTTP and HTTPS
 */
record HealthCheckWish(
        String protocol,
        Optional<String> port,
        Optional<String> path,
        long intervalSeconds,
        long timeoutSeconds,
        long healthyThreshold,
        long unhealthyThreshold,
        Optional<String> successCodes) {
    static final String TRAFFIC_PORT = "traffic-port";

    boolean isHttp() {
        return !protocol.equals("TCP");
    }
}
