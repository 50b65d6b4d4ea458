package io.lbkit.examples.haproxy.client;

import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Moves the servers of one backend in the running process, without a reload, until they are those of its section. */
final class ServerMoves {
    private final RuntimeApi runtime;
    private final String backend;
    private final String defaults;
    private final Map<String, String> wanted = new TreeMap<>();

    ServerMoves(RuntimeApi runtime, Section section) {
        this.runtime = runtime;
        this.backend = section.header().substring("backend ".length());
        this.defaults = String.join(" ", section.values("default-server"));
        for (String line : section.values("server")) {
            String[] words = line.split(" ", 2);
            wanted.put(words[0], words[1]);
        }
    }

    /** The answers of HAProxy have no codes, so what is left to do afterwards decides. */
    void carryOut() {
        List<String> answers =
                commands(runtime.servers(backend)).stream().map(runtime::ask).toList();
        List<Server> present = runtime.servers(backend);
        if (!commands(present).isEmpty()) {
            throw new ProviderException(ErrorKind.INVALID, "not all servers of " + backend + " moved: " + answers);
        }
        present.stream()
                .filter(server -> !wanted.containsKey(server.name()) && server.connections() == 0)
                .forEach(server -> runtime.ask(removal(backend + "/" + server.name())));
    }

    private List<String> commands(List<Server> present) {
        List<String> commands = new ArrayList<>();
        Map<String, String> missing = new TreeMap<>(wanted);
        for (Server server : present) {
            String name = backend + "/" + server.name();
            String settings = missing.remove(server.name());
            if (settings == null && !server.isOut()) {
                commands.add(departure(name));
            } else if (settings != null && !server.isIn(settings)) {
                commands.add(change(name, settings));
            }
        }
        missing.forEach((name, settings) -> commands.add(arrival(backend + "/" + name, settings + " " + defaults)));
        return commands;
    }

    // docs: servers-move
    /** A new server counts as down until its checks pass, so that nobody is sent to one that does not answer yet. */
    private static String arrival(String name, String settings) {
        return "add server " + name + " " + settings + "; enable health " + name + "; set server " + name
                + " state drain; set server " + name + " health down; set server " + name + " state ready";
    }

    private static String change(String name, String settings) {
        String set = "set server " + name;
        return settings.replaceFirst("(.+):(\\d+) weight (\\d+)", set + " addr $1 port $2; " + set + " weight $3; ")
                + set + " state ready";
    }

    /** It gets no new connections and keeps those that it has. */
    private static String departure(String name) {
        return "set server " + name + " state drain";
    }

    /** It left, now or earlier, and has no connection any more. */
    private static String removal(String name) {
        return "set server " + name + " state maint; del server " + name;
    }
    // docs: end
}
