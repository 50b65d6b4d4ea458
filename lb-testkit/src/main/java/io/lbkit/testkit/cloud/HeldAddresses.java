package io.lbkit.testkit.cloud;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Addresses that belong to one object, or to two of different kinds: one that uses it, and one that only holds it. An address
 * is free again once the last of them is gone. Not thread-safe.
 */
final class HeldAddresses implements AddressRules {
    private final Map<IpFamily, AddressPool> pools = new EnumMap<>(IpFamily.class);
    private final SortedMap<IpAddress, SortedSet<ResourceId>> holders = new TreeMap<>();

    HeldAddresses(SimulatedFacts facts) {
        facts.pools().forEach((family, range) -> pools.put(family, new AddressPool(range)));
    }

    @Override
    public void settle(Resource object, SortedMap<String, SpecValue> before, SortedMap<String, SpecValue> spec) {
        if (!hasAddress(object)) {
            return;
        }
        String attribute = SimulatedKinds.IP_ADDRESS.name();
        Optional<IpAddress> old = address(before, attribute);
        Optional<IpAddress> wish =
                address(spec, attribute).or(() -> address(spec, SimulatedKinds.REQUESTED_ADDRESS.name()));
        if (old.isPresent() && (wish.isEmpty() || wish.equals(old))) {
            spec.put(attribute, SpecValue.of(old.get().toString()));
            return;
        }
        IpAddress address = wish.orElseGet(() -> pool(spec).allocateUnused());
        wish.ifPresent(wanted -> requireFree(wanted, object, pool(spec)));
        hold(address, object);
        old.ifPresent(gone -> letGo(gone, object));
        spec.put(attribute, SpecValue.of(address.toString()));
    }

    private static boolean hasAddress(Resource object) {
        return object.kind().attribute(SimulatedKinds.IP_ADDRESS.name()).isPresent();
    }

    private void requireFree(IpAddress address, Resource object, AddressPool pool) {
        if (!pool.contains(address)) {
            throw Refusal.of(ErrorKind.INVALID, object, address + " is no address of this cloud");
        }
        boolean taken = holders.getOrDefault(address, new TreeSet<>()).stream()
                .anyMatch(holder -> holder.kind().equals(object.kind().name()));
        if (taken) {
            throw Refusal.of(ErrorKind.IN_USE, object, address + " is the address of another object");
        }
    }

    private void hold(IpAddress address, Resource object) {
        AddressPool pool = pools.get(address.family());
        if (pool != null) {
            pool.take(address);
        }
        holders.computeIfAbsent(address, of -> new TreeSet<>()).add(object.id());
    }

    private void letGo(IpAddress address, Resource object) {
        SortedSet<ResourceId> left = holders.getOrDefault(address, new TreeSet<>());
        left.remove(object.id());
        AddressPool pool = pools.get(address.family());
        if (left.isEmpty() && pool != null) {
            holders.remove(address);
            pool.release(address);
        }
    }

    @Override
    public void take(Resource object) {
        address(object.spec(), SimulatedKinds.IP_ADDRESS.name()).ifPresent(address -> hold(address, object));
    }

    @Override
    public void release(Resource object) {
        address(object.spec(), SimulatedKinds.IP_ADDRESS.name()).ifPresent(address -> letGo(address, object));
    }

    private AddressPool pool(SortedMap<String, SpecValue> spec) {
        boolean six = SpecValue.of(IpFamily.IPV6.label()).equals(spec.get(SimulatedKinds.IP_FAMILY.name()));
        AddressPool pool = pools.get(six ? IpFamily.IPV6 : IpFamily.IPV4);
        if (pool == null) {
            throw new IllegalStateException("no addresses");
        }
        return pool;
    }

    private static Optional<IpAddress> address(SortedMap<String, SpecValue> spec, String attribute) {
        if (!(spec.get(attribute) instanceof SpecValue.Text text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(IpAddress.parse(text.value()));
        } catch (InvalidValueException e) {
            throw new ProviderException(ErrorKind.INVALID, text.value() + " is no IP address", e);
        }
    }
}
