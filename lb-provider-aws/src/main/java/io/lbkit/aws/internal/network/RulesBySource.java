package io.lbkit.aws.internal.network;

import io.lbkit.aws.schema.IngressPermission;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Rules that admit a load balancer by its security group: each port by itself, so that nothing between two ports is opened.
 *
 * @param source the group of the load balancer
 * @param everyPort whether every port is opened
 */
record RulesBySource(IngressPermission.Source source, boolean everyPort) {
    private static final String TRAFFIC_PORT = "traffic-port";
    private static final int LAST_PORT = 65_535;

    Collection<IngressPermission> of(TargetGroupWish targetGroup, int port) {
        SortedSet<IngressPermission> rules = new TreeSet<>();
        boolean checksTraffic = targetGroup.healthCheckPort().equals(TRAFFIC_PORT);
        if (targetGroup.hasUdp()) {
            add(rules, "udp", port);
        }
        if (targetGroup.hasTcp() || checksTraffic) {
            add(rules, "tcp", port);
        }
        if (!checksTraffic) {
            add(rules, "tcp", Integer.parseInt(targetGroup.healthCheckPort()));
        }
        return rules;
    }

    private void add(SortedSet<IngressPermission> rules, String protocol, int port) {
        rules.add(new IngressPermission(protocol, everyPort ? 0 : port, everyPort ? LAST_PORT : port, source));
    }
}
