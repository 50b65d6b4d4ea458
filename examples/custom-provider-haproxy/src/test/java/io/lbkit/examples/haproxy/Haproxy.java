package io.lbkit.examples.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.lbkit.examples.haproxy.client.HaproxySettings;
import io.lbkit.examples.haproxy.client.RuntimeApi;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.spi.ProviderException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real HAProxy on loopback in a folder of its own, with sections that belong to somebody else. */
final class Haproxy implements AutoCloseable {
    static final String FOREIGN = """
            global
              stats socket %1$s/admin.sock mode 600 level admin expose-fd listeners
              log stdout format raw local0

            defaults
              mode http
              log global
              option tcplog
              timeout connect 2s
              timeout client 30s
              timeout server 30s

            # somebody else's
            frontend other
              mode   tcp
              bind   127.0.0.1:%2$d # kept
              default_backend other
            backend other
              mode tcp
              server s1 127.0.0.1:9 weight 7
            """;

    private final Path folder;
    private final int foreignPort = freePort();
    private Process master;

    private Haproxy(Path folder) {
        this.folder = folder;
    }

    /** Starts one, or skips the test where there is none and none is required. */
    static Haproxy start() {
        boolean installed = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "haproxy")));
        if (!installed && System.getenv("LBKIT_REQUIRE_HAPROXY") != null) {
            fail("HAProxy is not installed, and LBKIT_REQUIRE_HAPROXY asks for it");
        }
        Assumptions.assumeTrue(installed, "HAProxy is not installed: apt-get install haproxy runs this test");
        try {
            Haproxy haproxy = new Haproxy(Files.createTempDirectory("haproxy"));
            haproxy.writeConfig(FOREIGN.formatted(haproxy.folder, haproxy.foreignPort));
            haproxy.run();
            return haproxy;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Looks again and again until something is so, for 20 seconds at most. */
    static void await(String what, BooleanSupplier condition) {
        boolean met = condition.getAsBoolean();
        for (int i = 0; i < 2000 && !met; i++) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            met = condition.getAsBoolean();
        }
        assertThat(met).as(what).isTrue();
    }

    /** Loopback addresses that another build on this machine does not use, for what has fixed ports. */
    static IpAddress ownAddress(int number) {
        long pid = ProcessHandle.current().pid();
        return IpAddress.parse("127." + (1 + pid / 250 % 250) + "." + pid % 250 + ".0")
                .plus(number);
    }

    String foreign() {
        return FOREIGN.formatted(folder, foreignPort);
    }

    int foreignPort() {
        return foreignPort;
    }

    HaproxySettings settings() {
        return HaproxySettings.of(Map.of(
                "config", folder.resolve("haproxy.cfg").toString(),
                "socket", folder.resolve("admin.sock").toString(),
                "masterSocket", folder.resolve("master.sock").toString(),
                "addresses", "127.0.0.1"));
    }

    HaproxyProvider provider() {
        return new HaproxyProvider(settings());
    }

    /** A provider that has an address for itself, and whose check of a configuration can be made to fail. */
    HaproxyProvider provider(IpAddress address) {
        HaproxySettings settings = settings();
        return new HaproxyProvider(new HaproxySettings(
                settings.config(), settings.socket(), settings.masterSocket(), check().toString(), List.of(address)));
    }

    private Path check() {
        Path script = folder.resolve("check");
        write(script, """
                #!/bin/sh
                if rm %s 2> /dev/null; then
                  echo "refused for a test"
                  exit 1
                fi
                exec haproxy "$@"
                """.formatted(folder.resolve("refuse")));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    /** Lets the next check of a configuration fail. */
    void refuseOnce() {
        write(folder.resolve("refuse"), "");
    }

    RuntimeApi runtime() {
        return new RuntimeApi(folder.resolve("admin.sock"));
    }

    void run() {
        try {
            master = new ProcessBuilder(
                            "haproxy",
                            "-W",
                            "-S",
                            folder.resolve("master.sock").toString(),
                            "-f",
                            folder.resolve("haproxy.cfg").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        await("HAProxy answers: " + log(), this::answers);
    }

    private boolean answers() {
        try {
            return runtime().ask("show info").contains("Version");
        } catch (ProviderException notYet) {
            return false;
        }
    }

    /** Kills it at once, with its connections. */
    void crash() {
        List<ProcessHandle> workers = master.descendants().toList();
        master.destroyForcibly();
        workers.forEach(ProcessHandle::destroyForcibly);
        await("it has ended", () -> !master.isAlive() && workers.stream().noneMatch(ProcessHandle::isAlive));
    }

    void reloadByHand() {
        String before = pid();
        await("the master takes the reload", this::takesReload);
        await("another worker answers", () -> answers() && !pid().equals(before));
    }

    private boolean takesReload() {
        try {
            return new RuntimeApi(folder.resolve("master.sock")).ask("reload").isEmpty();
        } catch (ProviderException startingAgain) {
            return false;
        }
    }

    private String pid() {
        return runtime()
                .ask("show info")
                .lines()
                .filter(line -> line.startsWith("Pid:"))
                .findFirst()
                .orElse("");
    }

    String config() {
        try {
            return Files.readString(folder.resolve("haproxy.cfg"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void writeConfig(String text) {
        write(folder.resolve("haproxy.cfg"), text);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Gives a keyword of a section another value, as somebody with an editor would. */
    void editByHand(String header, String keyword, String value) {
        List<String> lines = new ArrayList<>(config().lines().toList());
        int place = lines.indexOf(header) + 1;
        assertThat(place).as("line of " + header).isPositive();
        while (!lines.get(place).isBlank() && !(lines.get(place) + " ").startsWith("  " + keyword + " ")) {
            place++;
        }
        if (!lines.get(place).isBlank()) {
            lines.remove(place);
        }
        lines.add(place, "  " + keyword + " " + value);
        writeConfig(String.join("\n", lines) + "\n");
    }

    String log() {
        try {
            return Files.exists(folder.resolve("log")) ? Files.readString(folder.resolve("log")) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> workers = master.descendants().toList();
        master.destroy();
        workers.forEach(ProcessHandle::destroyForcibly);
        try {
            master.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        master.destroyForcibly();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
