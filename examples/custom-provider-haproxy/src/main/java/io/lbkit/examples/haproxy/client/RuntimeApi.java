package io.lbkit.examples.haproxy.client;

import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * HAProxy's runtime API: a command in, text out, one connection for each.
 *
 * @param socket where the process listens
 */
public record RuntimeApi(Path socket) {
    private static final String CSV = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

    // docs: socket
    /**
     * Gives a command to the process behind the socket.
     *
     * @throws ProviderException TRANSIENT if nobody answers the socket, STATE_UNKNOWN if the connection ends early
     */
    public String ask(String command) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return answer(channel, command);
        } catch (IOException e) {
            throw failure("no process of HAProxy answers at " + socket, e);
        }
    }

    private String answer(SocketChannel channel, String command) {
        try {
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new ProviderException(ErrorKind.STATE_UNKNOWN, "the answer to '" + command + "' was lost", e);
        }
    }
    // docs: end

    static ProviderException failure(String what, IOException cause) {
        boolean denied = cause instanceof AccessDeniedException || "Permission denied".equals(cause.getMessage());
        return new ProviderException(
                denied ? ErrorKind.PERMISSION : ErrorKind.TRANSIENT, what + ": " + cause.getMessage(), cause);
    }

    /** {@return which generation of the configuration the process has read; 0 if it has read none of ours} */
    public long generation() {
        String answer = ask("show env " + HaproxyConfig.VARIABLE);
        return answer.matches(HaproxyConfig.VARIABLE + "=[0-9]{1,18}")
                ? Long.parseLong(answer.substring(HaproxyConfig.VARIABLE.length() + 1))
                : 0;
    }

    /** {@return every server of the running process that has an address and a port} */
    public List<Server> servers() {
        Map<String, Map<String, String>> stats = new HashMap<>();
        table(ask("show stat -1 4 -1"), CSV)
                .forEach(row -> stats.put(row.get("pxname") + "/" + row.get("svname"), row));
        return table(ask("show servers state"), " ").stream()
                .map(row ->
                        new Server(row, stats.getOrDefault(row.get("be_name") + "/" + row.get("srv_name"), Map.of())))
                .filter(Server::hasAddress)
                .toList();
    }

    List<Server> servers(String backend) {
        return servers().stream()
                .filter(server -> server.backend().equals(backend))
                .toList();
    }

    /** Rows by the names of their columns, which the line that starts with {@code #} gives. */
    private static List<Map<String, String>> table(String text, String separator) {
        List<Map<String, String>> rows = new ArrayList<>();
        String[] columns = {};
        for (String line : text.lines().toList()) {
            String[] fields = line.replaceFirst("^# ", "").split(separator, -1);
            if (line.startsWith("# ")) {
                columns = fields;
                continue;
            }
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < Math.min(columns.length, fields.length); i++) {
                row.put(columns[i], fields[i]);
            }
            rows.add(row);
        }
        return rows;
    }
}
