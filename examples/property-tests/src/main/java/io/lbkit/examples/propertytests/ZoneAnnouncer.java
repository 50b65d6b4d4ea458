package io.lbkit.examples.propertytests;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.net.IpAddress;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The announcer as it should be: one name for each Service that wants a load balancer and has one. */
public final class ZoneAnnouncer implements Announcer {
    /** An announcer. */
    public ZoneAnnouncer() {}

    @Override
    public SortedMap<String, SortedSet<String>> records(ClusterSnapshot cluster) {
        SortedMap<String, SortedSet<String>> records = new TreeMap<>();
        for (Service service : cluster.services()) {
            SortedSet<String> targets = targets(service);
            if (service.wantsLoadBalancer() && !targets.isEmpty()) {
                records.put(name(service), targets);
            }
        }
        return records;
    }

    static String name(Service service) {
        return service.key().name() + "." + service.key().namespace() + ".example.com";
    }

    static SortedSet<String> targets(Service service) {
        SortedSet<String> targets = new TreeSet<>();
        for (LoadBalancerIngress ingress : service.ingress()) {
            targets.add(
                    ingress.ip().map(IpAddress::toString).or(ingress::hostname).orElseThrow());
        }
        return targets;
    }
}
