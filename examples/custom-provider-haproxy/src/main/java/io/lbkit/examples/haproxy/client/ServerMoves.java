package io.lbkit.examples.haproxy.client;

import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Moves the servers of one backend in the running process, without a reload, until they are those of its section. */
final class ServerMoves {
    private final RuntimeApi runtime;
    private final String backend;
    private final String defaults;
    private final Map<String, String> wanted = new HashMap<>();

    ServerMoves(RuntimeApi runtime, Section section) {
        this.runtime = runtime;
        this.backend = section.header().substring("backend ".length());
        this.defaults = String.join(" ", section.values("default-server"));
        for (String line : section.values("server")) {
            String[] words = line.split(" ", 2);
            wanted.put(words[0], words[1]);
        }
    }

    /** The answers of HAProxy have no codes, so what came of the commands decides. */
    void carryOut() {
        StringBuilder answers = new StringBuilder();
        Map<String, Server> before = servers();
        wanted.forEach((name, settings) -> {
            if (!before.containsKey(name) || !before.get(name).isIn(settings)) {
                answers.append(runtime.ask(arrival(name, settings, before.containsKey(name))));
            }
        });
        before.forEach((name, server) -> {
            if (!wanted.containsKey(name) && !server.isOut()) {
                answers.append(runtime.ask(departure(name)));
            }
        });
        Map<String, Server> after = servers();
        after.values().forEach(this::removeDrained);
        boolean arrived = wanted.entrySet().stream()
                .allMatch(each -> after.containsKey(each.getKey())
                        && after.get(each.getKey()).isIn(each.getValue()));
        boolean left = after.values().stream().allMatch(server -> server.isOut() || wanted.containsKey(server.name()));
        if (!arrived || !left) {
            throw new ProviderException(ErrorKind.INVALID, "not all servers of " + backend + " moved: " + answers);
        }
    }

    private Map<String, Server> servers() {
        return runtime.servers().stream()
                .filter(server -> server.backend().equals(backend))
                .collect(Collectors.toMap(Server::name, Function.identity()));
    }

    // docs: servers-move
    /** A new server counts as down until its checks pass, so that nobody is sent to one that does not answer yet. */
    private String arrival(String name, String settings, boolean present) {
        String server = backend + "/" + name;
        String set = "set server " + server;
        return present
                ? settings.replaceFirst("(.+):(\\d+) weight (\\d+)", set + " addr $1 port $2; " + set + " weight $3; ")
                        + set + " state ready"
                : "add server " + server + " " + settings + " " + defaults + "; enable health " + server + "; " + set
                        + " state drain; " + set + " health down; " + set + " state ready";
    }

    /** It gets no new connections and keeps those that it has. */
    private String departure(String name) {
        return "set server " + backend + "/" + name + " state drain";
    }

    /** One that left, now or earlier, and has no connection any more. */
    private void removeDrained(Server server) {
        String name = backend + "/" + server.name();
        if (!wanted.containsKey(server.name()) && server.isOut() && server.connections() == 0) {
            runtime.ask("set server " + name + " state maint; del server " + name);
        }
    }
    // docs: end
}
