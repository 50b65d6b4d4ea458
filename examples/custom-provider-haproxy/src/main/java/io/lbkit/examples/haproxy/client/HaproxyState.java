package io.lbkit.examples.haproxy.client;

import java.util.List;

/**
 * What HAProxy has at one moment. Immutable.
 *
 * @param config the configuration as it stands in the file
 * @param loaded whether the running process has read it
 * @param servers every server of the running process that has an address and a port
 */
public record HaproxyState(HaproxyConfig config, boolean loaded, List<Server> servers) {
    /** Copies the list. */
    public HaproxyState {
        servers = List.copyOf(servers);
    }

    /** {@return the servers of a backend} */
    public List<Server> servers(String backend) {
        return servers.stream()
                .filter(server -> server.backend().equals(backend))
                .toList();
    }
}
