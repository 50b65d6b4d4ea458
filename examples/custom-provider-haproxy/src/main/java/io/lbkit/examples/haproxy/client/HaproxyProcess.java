package io.lbkit.examples.haproxy.client;

import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A HAProxy on this machine: its file, its runtime API, and the reload that makes the process read the file again. */
public final class HaproxyProcess {
    private static final Logger LOG = LoggerFactory.getLogger(HaproxyProcess.class);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int MOST_PAUSES = 1000;

    private final HaproxySettings settings;
    private final RuntimeApi runtime;

    /**
     * A process.
     *
     * @param settings where it is
     */
    public HaproxyProcess(HaproxySettings settings) {
        this.settings = settings;
        this.runtime = new RuntimeApi(settings.socket());
    }

    /**
     * {@return what it has now}
     *
     * @throws ProviderException TRANSIENT or PERMISSION if the file cannot be read or nobody answers
     */
    public HaproxyState read() {
        try {
            HaproxyConfig config = HaproxyConfig.parse(Files.readString(settings.config()));
            return new HaproxyState(config, runtime.generation() == config.generation(), runtime.servers());
        } catch (IOException e) {
            throw RuntimeApi.failure(settings.config() + " cannot be read", e);
        }
    }

    /**
     * Writes the file, and makes the process read it if more than servers changed, or if it has not read it as it was. Nobody
     * ever sees half a file.
     *
     * @throws ProviderException INVALID if HAProxy refuses the configuration, and nothing is written; STATE_UNKNOWN if it is
     *     not known whether the process has read it
     */
    public void write(HaproxyState before, HaproxyConfig after) {
        if (!before.loaded() || !after.settings().equals(before.config().settings())) {
            load(after);
        } else if (!after.equals(before.config())) {
            store(after, false);
        }
    }

    /**
     * Makes the servers of a backend in the running process those of its section. They come and go without a reload.
     *
     * @throws ProviderException INVALID if HAProxy refuses to move one
     */
    public void moveServers(Section backend) {
        new ServerMoves(runtime, backend).carryOut();
    }

    // docs: reload
    /** Counts the change, so that the process can be asked whether it has read it. */
    private void load(HaproxyConfig changed) {
        HaproxyConfig config = changed.withGeneration(Math.max(runtime.generation(), changed.generation()) + 1);
        store(config, true);
        boolean asked = false;
        for (int i = 0; i < MOST_PAUSES; i++) {
            try {
                asked = asked
                        || new RuntimeApi(settings.masterSocket()).ask("reload").isEmpty();
                if (runtime.generation() == config.generation()) {
                    return;
                }
            } catch (ProviderException handover) {
                // Nobody answers while the master starts again, nor while the new worker takes the socket over.
                LOG.debug("waiting for HAProxy: {}", handover.detail());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new ProviderException(ErrorKind.STATE_UNKNOWN, "HAProxy has not read " + settings.config() + " again")
                .hint("Look into its log, and whether its master answers at " + settings.masterSocket() + ".");
    }
    // docs: end

    private void store(HaproxyConfig config, boolean checked) {
        Path next = settings.config().resolveSibling(settings.config().getFileName() + ".next");
        try {
            Files.writeString(next, config.text());
            if (checked) {
                check(next);
            }
            Files.move(next, settings.config(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw RuntimeApi.failure(settings.config() + " cannot be replaced", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.TRANSIENT, "interrupted while HAProxy checked the configuration", e);
        }
    }

    /** The master would keep the old configuration and say nothing, so HAProxy is asked before. */
    private void check(Path next) throws IOException, InterruptedException {
        Process check = new ProcessBuilder(settings.program(), "-c", "-f", next.toString())
                .redirectErrorStream(true)
                .start();
        String words = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (check.waitFor() != 0) {
            throw new ProviderException(ErrorKind.INVALID, "HAProxy refuses the configuration: " + words.strip());
        }
    }
}
