package io.lbkit.examples.haproxy.client;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.IpAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where HAProxy is.
 *
 * @param config its configuration file, which this process may write
 * @param socket the socket of its runtime API, of level admin
 * @param masterSocket the socket of its master process, from {@code -S}
 * @param program what checks a configuration with {@code -c}
 * @param addresses the addresses that it may listen on, the preferred one of a family first
 */
public record HaproxySettings(Path config, Path socket, Path masterSocket, String program, List<IpAddress> addresses) {
    private static final List<String> NAMES = List.of("addresses", "config", "masterSocket", "program", "socket");

    /**
     * Copies the list.
     *
     * @param config its configuration file, which this process may write
     * @param socket the socket of its runtime API, of level admin
     * @param masterSocket the socket of its master process, from {@code -S}
     * @param program what checks a configuration with {@code -c}
     * @param addresses the addresses that it may listen on, the preferred one of a family first
     */
    public HaproxySettings {
        addresses = List.copyOf(addresses);
    }

    /**
     * Reads settings by name; what is missing has the place that Debian gives it.
     *
     * @param settings {@code config}, {@code socket}, {@code masterSocket}, {@code program}, and {@code addresses}
     *     separated by commas
     * @return the settings
     * @throws InvalidValueException if a name is unknown, or an address is none
     */
    public static HaproxySettings of(Map<String, String> settings) {
        settings.forEach((name, value) -> {
            if (!NAMES.contains(name)) {
                throw InvalidValueException.of(name, value, "the settings are " + String.join(", ", NAMES));
            }
        });
        List<IpAddress> addresses = new ArrayList<>();
        for (String text : settings.getOrDefault("addresses", "127.0.0.1").split(",", -1)) {
            addresses.add(IpAddress.parse(text.strip()));
        }
        return new HaproxySettings(
                Path.of(settings.getOrDefault("config", "/etc/haproxy/haproxy.cfg")),
                Path.of(settings.getOrDefault("socket", "/run/haproxy/admin.sock")),
                Path.of(settings.getOrDefault("masterSocket", "/run/haproxy-master.sock")),
                settings.getOrDefault("program", "haproxy"),
                addresses);
    }
}
