package io.lbkit.testkit.cloud;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.CloudFacts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The typed view of the cloud's facts.
 *
 * @param zones the zones of the cloud; empty means that every zone is one of them
 * @param pools from which addresses are given, per family
 * @param loadBalancers how many load balancers there may be
 * @param listeners how many listeners a load balancer may have
 * @param members how many members a pool may have
 */
record SimulatedFacts(List<String> zones, Map<IpFamily, Cidr> pools, long loadBalancers, long listeners, long members) {
    private static final String POOLS = "addressPools";
    private static final String QUOTAS = "quotas";
    private static final String LOAD_BALANCERS = "loadBalancers";
    private static final String LISTENERS = "listenersPerLoadBalancer";
    private static final String MEMBERS = "membersPerPool";

    /** From the ranges for benchmarks (RFC 2544) and for documentation (RFC 3849): wide enough for a fleet. */
    private static final Map<IpFamily, String> DEFAULT_POOLS =
            Map.of(IpFamily.IPV4, "198.18.0.0/15", IpFamily.IPV6, "2001:db8::/64");

    SimulatedFacts {
        zones = List.copyOf(zones);
        pools = new EnumMap<>(pools);
    }

    /**
     * Reads facts; what they do not say has a default.
     *
     * @throws InvalidValueException if a fact has the wrong form
     */
    static SimulatedFacts read(CloudFacts facts) {
        List<String> zones = new ArrayList<>();
        facts.get("zones")
                .ifPresent(value -> as("zones", value, SpecValue.Sequence.class, "a list")
                        .items()
                        .forEach(zone -> zones.add(text("zones", zone))));
        Map<String, SpecValue> pools = mapping(facts, POOLS);
        Map<IpFamily, Cidr> ranges = new EnumMap<>(IpFamily.class);
        for (IpFamily family : IpFamily.values()) {
            ranges.put(family, pool(pools, family));
        }
        Map<String, SpecValue> quotas = mapping(facts, QUOTAS);
        return new SimulatedFacts(
                zones,
                ranges,
                quota(quotas, LOAD_BALANCERS, 20_000),
                quota(quotas, LISTENERS, 50),
                quota(quotas, MEMBERS, 10_000));
    }

    /** {@return all facts in writing, defaults too} */
    CloudFacts written() {
        Map<String, String> ranges = new TreeMap<>();
        pools.forEach((family, range) -> ranges.put(key(family), range.toString()));
        return CloudFacts.of(Map.of(
                "zones",
                zones,
                POOLS,
                ranges,
                QUOTAS,
                Map.of(LOAD_BALANCERS, loadBalancers, LISTENERS, listeners, MEMBERS, members)));
    }

    Optional<Cidr> pool(IpFamily family) {
        return Optional.ofNullable(pools.get(family));
    }

    boolean hasZone(String zone) {
        return zones.isEmpty() || zones.contains(zone);
    }

    private static Cidr pool(Map<String, SpecValue> pools, IpFamily family) {
        String key = key(family);
        SpecValue value = pools.get(key);
        Cidr range = value == null
                ? Cidr.parse(DEFAULT_POOLS.getOrDefault(family, ""))
                : parsed(POOLS + "." + key, text(POOLS + "." + key, value), Cidr::parse);
        if (range.family() != family) {
            throw InvalidValueException.of(POOLS + "." + key, range, "an " + family + " range is needed");
        }
        return range;
    }

    private static <T> T parsed(String field, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (InvalidValueException e) {
            throw e.within(field);
        }
    }

    private static String key(IpFamily family) {
        return family == IpFamily.IPV4 ? "ipv4" : "ipv6";
    }

    private static Map<String, SpecValue> mapping(CloudFacts facts, String name) {
        return facts.get(name)
                .map(value -> as(name, value, SpecValue.Mapping.class, "a map").fields())
                .orElseGet(TreeMap::new);
    }

    private static long quota(Map<String, SpecValue> quotas, String name, long standard) {
        SpecValue value = quotas.get(name);
        if (value == null) {
            return standard;
        }
        String field = QUOTAS + "." + name;
        try {
            return as(field, value, SpecValue.Decimal.class, "a whole number")
                    .value()
                    .longValueExact();
        } catch (ArithmeticException e) {
            InvalidValueException invalid = InvalidValueException.of(field, value, "a whole number is needed");
            invalid.initCause(e);
            throw invalid;
        }
    }

    private static String text(String field, SpecValue value) {
        return as(field, value, SpecValue.Text.class, "text").value();
    }

    private static <V extends SpecValue> V as(String field, SpecValue value, Class<V> form, String rule) {
        if (!form.isInstance(value)) {
            throw InvalidValueException.of("facts." + field, value, rule + " is needed");
        }
        return form.cast(value);
    }
}
