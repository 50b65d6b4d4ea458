package io.lbkit.reconcile.backend;

import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.ExclusionReason;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The endpoints of one Service port and family, merged over all slices whoever wrote them: joined by port name and protocol,
 * keyed by canonical address and port, each key once. Immutable.
 *
 * @param entries the entry that counts for each address and port, in the order of addresses
 * @param excluded what was left out while merging
 */
public record EndpointMerge(List<EndpointEntry> entries, List<Exclusion> excluded) {
    private record Key(IpAddress address, int port) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byAddress = address.compareTo(other.address);
            return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
        }
    }

    /**
     * Copies the lists.
     *
     * @param entries the entry that counts for each address and port, in the order of addresses
     * @param excluded what was left out while merging
     */
    public EndpointMerge {
        entries = List.copyOf(entries);
        excluded = List.copyOf(excluded);
    }

    /**
     * Merges the endpoints of a Service port.
     *
     * @param cluster the snapshot
     * @param service the Service
     * @param port one of its ports
     * @param family the family of the addresses
     * @return the endpoints
     */
    public static EndpointMerge of(ClusterSnapshot cluster, Service service, ServicePort port, IpFamily family) {
        Collector collector = new Collector(service, port, family);
        cluster.endpointSlices(service.key()).forEach(collector::slice);
        return collector.merged();
    }

    private static final class Collector {
        private final Service service;
        private final ServicePort port;
        private final IpFamily family;
        private final SortedMap<Key, List<EndpointEntry>> candidates = new TreeMap<>();
        private final List<Exclusion> excluded = new ArrayList<>();
        private final List<Exclusion> withoutPort = new ArrayList<>();

        Collector(Service service, ServicePort port, IpFamily family) {
            this.service = service;
            this.port = port;
            this.family = family;
        }

        void slice(EndpointSlice slice) {
            Optional<ExclusionReason> reason = unusable(slice);
            if (reason.isPresent()) {
                excluded.add(new Exclusion(
                        "EndpointSlice/" + slice.key(),
                        reason.get(),
                        "addressType is " + slice.addressType() + owner(slice)));
            } else if (familyOf(slice) == family) {
                OptionalInt number = number(slice);
                slice.endpoints().forEach(endpoint -> endpoint(slice, endpoint, number));
            }
        }

        private Optional<ExclusionReason> unusable(EndpointSlice slice) {
            if (slice.addressType() == AddressType.FQDN) {
                return Optional.of(ExclusionReason.SLICE_OF_DOMAIN_NAMES);
            }
            boolean otherOwner = slice.serviceUid().isPresent()
                    && service.uid().isPresent()
                    && !slice.serviceUid().equals(service.uid());
            if (otherOwner) {
                return Optional.of(ExclusionReason.SLICE_OF_EARLIER_SERVICE);
            }
            return service.effectiveFamilies().contains(familyOf(slice))
                    ? Optional.empty()
                    : Optional.of(ExclusionReason.SLICE_OF_OTHER_FAMILY);
        }

        private static String owner(EndpointSlice slice) {
            return slice.serviceUid().map(uid -> ", owner uid is " + uid).orElse("");
        }

        private static IpFamily familyOf(EndpointSlice slice) {
            return slice.addressType() == AddressType.IPV6 ? IpFamily.IPV6 : IpFamily.IPV4;
        }

        private OptionalInt number(EndpointSlice slice) {
            return slice.ports().stream()
                    .filter(candidate ->
                            candidate.name().equals(port.name()) && candidate.protocol() == port.protocol())
                    .map(EndpointPort::port)
                    .filter(OptionalInt::isPresent)
                    .findFirst()
                    .orElse(OptionalInt.empty());
        }

        private void endpoint(EndpointSlice slice, Endpoint endpoint, OptionalInt number) {
            String text = endpoint.addresses().get(0);
            Optional<IpAddress> address = address(text);
            if (address.isEmpty()) {
                excluded.add(new Exclusion(
                        text,
                        ExclusionReason.ENDPOINT_ADDRESS_INVALID,
                        "EndpointSlice/" + slice.key() + " lists it under addressType " + slice.addressType()));
            } else if (number.isEmpty()) {
                withoutPort.add(new Exclusion(
                        address.get().toString(),
                        ExclusionReason.ENDPOINT_WITHOUT_PORT,
                        "EndpointSlice/" + slice.key() + " has no number for port " + port.label()));
            } else {
                EndpointEntry entry = new EndpointEntry(address.get(), number.getAsInt(), endpoint, slice);
                candidates
                        .computeIfAbsent(new Key(entry.address(), entry.port()), key -> new ArrayList<>())
                        .add(entry);
            }
        }

        private Optional<IpAddress> address(String text) {
            try {
                return Optional.of(IpAddress.parseStored(text)).filter(address -> address.family() == family);
            } catch (InvalidValueException e) {
                return Optional.empty();
            }
        }

        EndpointMerge merged() {
            List<EndpointEntry> entries = new ArrayList<>();
            for (List<EndpointEntry> claims : candidates.values()) {
                EndpointEntry winner = prevailing(claims);
                entries.add(winner);
                claims.stream()
                        .filter(claim -> !claim.target().equals(winner.target()))
                        .forEach(claim -> excluded.add(new Exclusion(
                                claim.label(),
                                ExclusionReason.ENDPOINT_SUPERSEDED,
                                claim.where() + " gave way to " + winner.where())));
            }
            Set<String> served =
                    entries.stream().map(entry -> entry.address().toString()).collect(Collectors.toSet());
            withoutPort.stream().filter(out -> !served.contains(out.id())).forEach(excluded::add);
            return new EndpointMerge(entries, List.copyOf(new TreeSet<>(excluded)));
        }

        /** First among the claims of each target, then among targets: so the order of slices does not matter. */
        private static EndpointEntry prevailing(List<EndpointEntry> claims) {
            SortedMap<String, EndpointEntry> byTarget = new TreeMap<>();
            claims.forEach(claim -> byTarget.merge(claim.target(), claim, EndpointEntry::prevailing));
            return byTarget.values().stream().reduce(EndpointEntry::prevailing).orElseThrow();
        }
    }
}
