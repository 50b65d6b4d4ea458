package io.lbkit.diagnose.chain;

import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.TargetRef;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.backend.EndpointEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The entries of slices that no pod was found for so far, by the name of the pod and by address. Not thread-safe. */
final class OpenEntries {
    private final Map<EndpointEntry, Integer> places = new LinkedHashMap<>();
    private final Map<String, List<EndpointEntry>> byPod = new HashMap<>();
    private final Map<IpAddress, List<EndpointEntry>> byAddress = new HashMap<>();

    OpenEntries(Collection<EndpointEntry> entries) {
        for (EndpointEntry entry : entries) {
            places.put(entry, places.size());
            byAddress.computeIfAbsent(entry.address(), key -> new ArrayList<>()).add(entry);
            entry.endpoint()
                    .targetRef()
                    .filter(TargetRef::isPod)
                    .ifPresent(ref -> byPod.computeIfAbsent(ref.name(), key -> new ArrayList<>())
                            .add(entry));
        }
    }

    /** Takes the first entry that names a pod or has its address. */
    Optional<EndpointEntry> take(Pod pod, Optional<IpAddress> address) {
        Stream<EndpointEntry> named = byPod.getOrDefault(pod.key().name(), List.of()).stream();
        Stream<EndpointEntry> there = address.map(byAddress::get).stream().flatMap(List::stream);
        Optional<EndpointEntry> first =
                Stream.concat(named, there).filter(places::containsKey).min(Comparator.comparing(places::get));
        first.ifPresent(places::remove);
        return first;
    }

    /** The entries that are left, in their order. */
    Collection<EndpointEntry> left() {
        return places.keySet();
    }
}
