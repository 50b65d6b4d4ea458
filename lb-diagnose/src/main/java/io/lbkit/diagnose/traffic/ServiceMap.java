package io.lbkit.diagnose.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Who calls whom, as flows show it. What was not seen may exist all the same. Immutable. */
public final class ServiceMap {
    private final SortedMap<String, SortedMap<String, Calls>> byCaller = new TreeMap<>();

    private ServiceMap(Collection<Flow> flows, Function<FlowPeer, String> name) {
        SortedMap<String, SortedMap<String, List<Flow>>> sorted = new TreeMap<>();
        for (Flow flow : flows) {
            sorted.computeIfAbsent(name.apply(flow.client()), key -> new TreeMap<>())
                    .computeIfAbsent(name.apply(flow.server()), key -> new ArrayList<>())
                    .add(flow);
        }
        sorted.forEach((caller, servers) -> servers.forEach((callee, own) -> {
            Calls calls = new Calls(caller, callee, own);
            if (!calls.flows().isEmpty() && !caller.equals(callee)) {
                byCaller.computeIfAbsent(caller, key -> new TreeMap<>()).put(callee, calls);
            }
        }));
    }

    /**
     * A map of flows.
     *
     * @param flows the flows
     * @param name the party that an end of a flow belongs to; ends of one name are one party
     * @return the map
     */
    public static ServiceMap of(Collection<Flow> flows, Function<FlowPeer, String> name) {
        return new ServiceMap(flows, name);
    }

    /** {@return every call, by the names of caller and callee} */
    public List<Calls> calls() {
        return byCaller.values().stream().flatMap(own -> own.values().stream()).toList();
    }

    /**
     * {@return what a party calls}
     *
     * @param caller the party
     */
    public Collection<Calls> callsOf(String caller) {
        return byCaller.getOrDefault(caller, new TreeMap<>()).values();
    }

    /**
     * Where a delay starts: the way along the slowest calls for as long as one of them takes at least seven tenths of the time
     * that its caller takes.
     *
     * @param party the party that is slow
     * @param taken how long it takes to answer
     * @return the calls on the way, the last one to the party where the delay starts; none if no call explains the delay
     */
    public List<Calls> delay(String party, Duration taken) {
        List<Calls> way = new ArrayList<>();
        Set<String> passed = new HashSet<>(Set.of(party));
        Optional<Calls> next = explaining(party, taken, passed);
        while (next.isPresent()) {
            Calls calls = next.get();
            way.add(calls);
            passed.add(calls.callee());
            next = explaining(calls.callee(), calls.latency().orElseThrow(), passed);
        }
        return List.copyOf(way);
    }

    private Optional<Calls> explaining(String caller, Duration taken, Set<String> passed) {
        return callsOf(caller).stream()
                .filter(calls -> !passed.contains(calls.callee()))
                .filter(calls -> calls.latency()
                        .filter(latency -> latency.multipliedBy(10).compareTo(taken.multipliedBy(7)) >= 0)
                        .isPresent())
                .max(Comparator.comparing((Calls calls) -> calls.latency().orElse(Duration.ZERO))
                        .thenComparing(Calls::callee, Comparator.reverseOrder()));
    }
}
