package io.lbkit.examples.propertytests;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceType;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** An announcer with a bug: it goes on announcing a Service that is being deleted, whose address may soon be another's. */
public final class ForgetfulAnnouncer implements Announcer {
    /** An announcer. */
    public ForgetfulAnnouncer() {}

    @Override
    public SortedMap<String, SortedSet<String>> records(ClusterSnapshot cluster) {
        SortedMap<String, SortedSet<String>> records = new TreeMap<>();
        for (Service service : cluster.services()) {
            SortedSet<String> targets = ZoneAnnouncer.targets(service);
            if (service.type() == ServiceType.LOAD_BALANCER && !targets.isEmpty()) {
                records.put(ZoneAnnouncer.name(service), targets);
            }
        }
        return records;
    }
}
