package io.lbkit.testkit.aws;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The emulator {@code moto_server} as a process on loopback: an independent second opinion beside {@link AwsStandIn}. Its known
 * differences from AWS are listed in {@code docs/reference/aws-test-beds.md}. Thread-safe, but its state is shared by all callers.
 */
public final class MotoServer implements AutoCloseable {
    /** The variable of the environment that, if it is set, makes tests fail where the emulator is absent. */
    public static final String REQUIRED = "LBKIT_REQUIRE_MOTO";

    private static final String PROGRAM = "moto_server";
    private static final Pattern RUNNING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final URI uri;
    private final HttpClient client = HttpClient.newHttpClient();

    private MotoServer(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** {@return where the program is, by the {@code PATH}} */
    public static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts one with empty state. Where the program is absent, the test that asks is skipped and says so, or fails if
     * {@value #REQUIRED} is set.
     *
     * @return one that answers
     * @throws UncheckedIOException if the process cannot be started or ends at once
     */
    public static MotoServer startOrSkip() {
        Optional<Path> program = program();
        if (program.isEmpty() && System.getenv(REQUIRED) != null) {
            Assertions.fail(PROGRAM + " is not installed, and " + REQUIRED + " asks for it");
        }
        Assumptions.assumeTrue(
                program.isPresent(), PROGRAM + " is not installed: pip install 'moto[server]' runs this test");
        return start(program.orElseThrow());
    }

    private static MotoServer start(Path program) {
        try {
            ProcessBuilder command = new ProcessBuilder(program.toString(), "-H", "127.0.0.1", "-p", "0")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            // Nobody asks for images, and each reset would read hundreds of them.
            command.environment().put("MOTO_EC2_LOAD_DEFAULT_AMIS", "false");
            Process process = command.start();
            return new MotoServer(process, address(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI address(Process process) throws IOException {
        BufferedReader log = process.errorReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            seen.append(line).append('\n');
            Matcher running = RUNNING.matcher(line);
            if (running.find()) {
                drain(process.getErrorStream());
                return URI.create(running.group(1));
            }
        }
        throw new IOException(PROGRAM + " ended before it listened:\n" + seen);
    }

    /** The process writes a line for each request, and would wait for ever once nobody reads them. */
    private static void drain(InputStream log) {
        Thread reader = new Thread(
                () -> {
                    try {
                        log.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "moto-log");
        reader.setDaemon(true);
        reader.start();
    }

    /** {@return where it listens} */
    public URI uri() {
        return uri;
    }

    /**
     * Forgets everything, and gives the same ids again from now on.
     *
     * @throws UncheckedIOException if it does not answer
     */
    public void reset() {
        post("/moto-api/reset");
        post("/moto-api/seed?a=1");
    }

    private void post(String command) {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve(command))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            client.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + PROGRAM + " forgets", e);
        }
    }

    /** Ends the process. Can be called again. */
    @Override
    public void close() {
        // Process.destroy() would also close the log, while it is read.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
