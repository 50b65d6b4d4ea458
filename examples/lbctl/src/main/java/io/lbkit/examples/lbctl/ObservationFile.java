package io.lbkit.examples.lbctl;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.document.ObservationDocument;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.Unread;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A file with an observation. Names that end in {@code .yaml} or {@code .yml} are written as YAML, others as JSON.
 *
 * @param path the file
 * @param cloud the name of the cloud
 */
record ObservationFile(Path path, String cloud) {
    private static final String REMEDY =
            "Name a file that 'lbctl apply --actual' or an observer of the cloud has written, or correct it.";

    /** The list that stands last in what is written; it says what could not be read. */
    private static final String LAST = "unread";

    boolean exists() {
        return Files.exists(path);
    }

    /**
     * Reads the file.
     *
     * @param kinds the schema of the cloud
     * @return what exists
     */
    Observation read(Collection<ResourceKind> kinds) {
        return read(Documents.read(path, REMEDY), kinds);
    }

    /**
     * Reads the file as evidence. A file that was cut off between two objects is YAML all the same; it lacks the list that is
     * written last, and what it does not name is unknown.
     *
     * @param kinds the schema of the cloud
     * @return what exists, as far as it is known
     */
    Observation evidence(Collection<ResourceKind> kinds) {
        Map<?, ?> document = Documents.read(path, REMEDY);
        Observation read = read(document, kinds);
        return document.containsKey(LAST)
                ? read
                : Observation.builder()
                        .from(read)
                        .addUnread(new Unread(
                                "objects",
                                Optional.empty(),
                                ErrorKind.STATE_UNKNOWN,
                                path + " ends without the list '" + LAST + "', so it may be cut off"))
                        .build();
    }

    private Observation read(Map<?, ?> document, Collection<ResourceKind> kinds) {
        Object writtenFor = document.get("cloud");
        try {
            if (writtenFor != null && !writtenFor.equals(cloud)) {
                throw InvalidValueException.of("cloud", writtenFor, "the command is for the cloud " + cloud);
            }
            return ObservationDocument.read(document, kinds);
        } catch (InvalidValueException e) {
            throw new Failure(path + ": " + e.getMessage() + ".", REMEDY, e);
        }
    }

    /**
     * Replaces the file, all at once: whoever reads it sees the old state or the new one.
     *
     * @param observation what exists now
     */
    void write(Observation observation) {
        try {
            Path target = exists() ? path.toRealPath() : path.toAbsolutePath();
            Path beside = target.resolveSibling(
                    "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
            try {
                writeTo(beside, observation);
                move(beside, target);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new Failure(
                    path + " cannot be written: " + e + ".",
                    "Check the folder and the permission to write there; the plan was carried out, but its result is lost.",
                    e);
        }
    }

    private void writeTo(Path file, Observation observation) throws IOException {
        Map<String, ?> document = ObservationDocument.of(cloud, observation);
        try (Writer writer = Files.newBufferedWriter(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            if (isYaml()) {
                Documents.writeYaml(document, writer);
            } else {
                Documents.writeJson(document, writer);
            }
        }
    }

    private boolean isYaml() {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
