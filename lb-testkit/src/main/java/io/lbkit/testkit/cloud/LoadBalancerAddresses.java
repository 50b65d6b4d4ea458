package io.lbkit.testkit.cloud;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Gives load balancers an address for each family, and a name. Not thread-safe. */
final class LoadBalancerAddresses implements AddressRules {
    private static final String DOMAIN = ".simulated.example";

    private final Map<IpFamily, AddressPool> pools = new EnumMap<>(IpFamily.class);

    LoadBalancerAddresses(SimulatedFacts facts) {
        facts.pools().forEach((family, range) -> pools.put(family, new AddressPool(range)));
    }

    @Override
    public void settle(Resource object, SortedMap<String, SpecValue> before, SortedMap<String, SpecValue> spec) {
        if (!object.kind().equals(SimulatedKinds.LOAD_BALANCER_KIND)) {
            return;
        }
        List<IpAddress> given = new ArrayList<>();
        try {
            for (IpFamily family : IpFamily.values()) {
                Attribute<String> attribute = attribute(family);
                boolean had = address(before, attribute).isPresent();
                if (uses(spec, family) && !had) {
                    IpAddress address = choose(family, spec);
                    given.add(address);
                    spec.put(attribute.name(), SpecValue.of(address.toString()));
                }
            }
        } catch (ProviderException e) {
            given.forEach(this::release);
            throw e;
        }
        for (IpFamily family : IpFamily.values()) {
            Attribute<String> attribute = attribute(family);
            if (!uses(spec, family)) {
                address(before, attribute).ifPresent(this::release);
                spec.put(attribute.name(), SpecValue.absent());
            }
        }
        spec.put(SimulatedKinds.HOSTNAME.name(), SpecValue.of(object.name() + DOMAIN));
    }

    /** The wish counts first, then the address that a predecessor had if it is free, then the lowest free one. */
    private IpAddress choose(IpFamily family, SortedMap<String, SpecValue> spec) {
        AddressPool pool = pool(family);
        Optional<IpAddress> wish =
                address(spec, SimulatedKinds.REQUESTED_ADDRESS).filter(address -> address.family() == family);
        if (wish.isPresent()) {
            IpAddress address = wish.get();
            if (!pool.contains(address)) {
                throw new ProviderException(ErrorKind.INVALID, address + " is no address of this cloud");
            }
            if (!pool.isFree(address)) {
                throw new ProviderException(ErrorKind.IN_USE, address + " is the address of another load balancer");
            }
            pool.take(address);
            return address;
        }
        Optional<IpAddress> carried = address(spec, attribute(family)).filter(pool::isFree);
        carried.ifPresent(pool::take);
        return carried.orElseGet(pool::allocate);
    }

    @Override
    public void take(Resource object) {
        for (IpFamily family : IpFamily.values()) {
            address(object.spec(), attribute(family)).ifPresent(pool(family)::take);
        }
    }

    @Override
    public void release(Resource object) {
        for (IpFamily family : IpFamily.values()) {
            address(object.spec(), attribute(family)).ifPresent(this::release);
        }
    }

    private void release(IpAddress address) {
        pool(address.family()).release(address);
    }

    private AddressPool pool(IpFamily family) {
        AddressPool pool = pools.get(family);
        if (pool == null) {
            throw new IllegalStateException("no addresses of " + family);
        }
        return pool;
    }

    private static Attribute<String> attribute(IpFamily family) {
        return family == IpFamily.IPV4 ? SimulatedKinds.IP_ADDRESS : SimulatedKinds.IPV6_ADDRESS;
    }

    private static boolean uses(SortedMap<String, SpecValue> spec, IpFamily family) {
        SpecValue families = spec.get(SimulatedKinds.IP_FAMILIES.name());
        return families instanceof SpecValue.Sequence list && list.items().contains(SpecValue.of(family.label()));
    }

    private static Optional<IpAddress> address(SortedMap<String, SpecValue> spec, Attribute<String> attribute) {
        if (!(spec.get(attribute.name()) instanceof SpecValue.Text text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(IpAddress.parse(text.value()));
        } catch (InvalidValueException e) {
            throw new ProviderException(ErrorKind.INVALID, text.value() + " is no IP address", e);
        }
    }
}
