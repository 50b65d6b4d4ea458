package io.lbkit.testkit.aws;

import java.util.List;
import java.util.Optional;

/**
 * What was asked for a listener.
 *
 * @param protocol for example {@code TCP}
 * @param port 1 to 65535
 * @param certificate the default certificate, which TLS has
 * @param sslPolicy the policy of TLS
 * @param alpn the policy of ALPN, which TLS may have
 * @param forwards the target groups that it leads to
 * @param stickiness whether clients stay with a target group, where that was said
 */
record ListenerSettings(
        String protocol,
        int port,
        Optional<String> certificate,
        Optional<String> sslPolicy,
        Optional<String> alpn,
        List<Forward> forwards,
        Optional<Boolean> stickiness) {
    /**
     * A target group that a listener leads to.
     *
     * @param targetGroupArn which one
     * @param weight its part, where that was said; 0 to 999
     */
    record Forward(String targetGroupArn, Optional<Integer> weight) {}

    boolean tls() {
        return protocol.equals("TLS");
    }

    boolean quic() {
        return protocol.endsWith("QUIC");
    }

    boolean udp() {
        return protocol.endsWith("UDP");
    }
}
