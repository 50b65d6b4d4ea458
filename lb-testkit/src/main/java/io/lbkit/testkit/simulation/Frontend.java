package io.lbkit.testkit.simulation;

import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Resource;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What clients meet at an address.
 *
 * @param firewalls its firewalls
 * @param listeners its listeners
 */
record Frontend(List<Firewall> firewalls, List<Listener> listeners) {
    Optional<Listener> listener(Door door) {
        return listeners.stream().filter(listener -> listener.hears(door)).findFirst();
    }

    boolean admits(IpAddress client, Door door) {
        return firewalls.stream().anyMatch(firewall -> firewall.admits(client, door));
    }

    /**
     * Who may use what.
     *
     * @param sources the clients
     * @param ports protocols and ports
     */
    record Firewall(CidrSet sources, Set<String> ports) {
        static Firewall of(Resource firewall) {
            Set<String> sources = firewall.get(SimulatedKinds.SOURCE_RANGES).orElseGet(TreeSet::new);
            return new Firewall(
                    CidrSet.of(sources.stream().map(Cidr::parse).toList()),
                    firewall.get(SimulatedKinds.PORTS).orElseGet(TreeSet::new));
        }

        boolean admits(IpAddress client, Door door) {
            return sources.contains(client) && ports.contains(door.protocol() + "/" + door.port());
        }
    }

    /**
     * A listener with where it leads.
     *
     * @param family the family of its address
     * @param protocol its protocol
     * @param ports its ports
     * @param pool its pool, if it has one
     * @param nodePort the port of the nodes of the pool, if packets get another one than clients use
     */
    record Listener(
            IpFamily family, String protocol, Set<String> ports, Optional<Resource> pool, OptionalLong nodePort) {
        boolean hears(Door door) {
            return family == door.family()
                    && protocol.equals(door.protocol().name())
                    && ports.contains(Integer.toString(door.port()));
        }

        Optional<Route> route(IpAddress address, Door door) {
            return pool.map(found -> new Route(address, door, found, nodePort));
        }
    }
}
