package io.lbkit.examples.propertytests;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** An announcer with a bug: Services of one name in two namespaces get one name, and one of them is not found. */
public final class CollidingAnnouncer implements Announcer {
    /** An announcer. */
    public CollidingAnnouncer() {}

    @Override
    public SortedMap<String, SortedSet<String>> records(ClusterSnapshot cluster) {
        SortedMap<String, SortedSet<String>> records = new TreeMap<>();
        for (Service service : cluster.services()) {
            SortedSet<String> targets = ZoneAnnouncer.targets(service);
            if (service.wantsLoadBalancer() && !targets.isEmpty()) {
                records.put(service.key().name() + ".example.com", targets);
            }
        }
        return records;
    }
}
