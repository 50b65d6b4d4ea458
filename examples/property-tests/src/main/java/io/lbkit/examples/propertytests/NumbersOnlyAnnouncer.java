package io.lbkit.examples.propertytests;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** An announcer with a bug: it knows addresses only, and a load balancer that has a domain name is not found. */
public final class NumbersOnlyAnnouncer implements Announcer {
    /** An announcer. */
    public NumbersOnlyAnnouncer() {}

    @Override
    public SortedMap<String, SortedSet<String>> records(ClusterSnapshot cluster) {
        SortedMap<String, SortedSet<String>> records = new TreeMap<>();
        for (Service service : cluster.services()) {
            SortedSet<String> addresses = new TreeSet<>();
            service.ingress().forEach(ingress -> ingress.ip().ifPresent(address -> addresses.add(address.toString())));
            if (service.wantsLoadBalancer() && !addresses.isEmpty()) {
                records.put(ZoneAnnouncer.name(service), addresses);
            }
        }
        return records;
    }
}
