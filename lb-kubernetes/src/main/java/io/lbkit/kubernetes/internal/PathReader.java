package io.lbkit.kubernetes.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a file, or the manifests of a folder and its sub-folders in the order of their paths. */
public final class PathReader {
    private static final Set<String> ENDINGS = Set.of(".yaml", ".yml", ".json", ".kyaml");

    private final InputCollector collector;

    /** Reads into a collector. */
    public PathReader(InputCollector collector) {
        this.collector = collector;
    }

    /** Reads a file of any name, or a folder. */
    public void read(Path path) {
        if (!Files.exists(path)) {
            unreadable(path, new NoSuchFileException(path.toString()));
        } else if (Files.isDirectory(path)) {
            readFolder(path);
        } else {
            readFile(path);
        }
    }

    private void readFile(Path file) {
        SourceReader reader = new SourceReader(collector, file.toString());
        try (InputStream bytes = Files.newInputStream(file)) {
            reader.read(bytes);
        } catch (IOException e) {
            reader.unreadable(e);
        }
    }

    private void unreadable(Path path, IOException e) {
        new SourceReader(collector, path.toString()).unreadable(e);
    }

    private void readFolder(Path folder) {
        Found found = new Found(folder);
        try {
            Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, found);
        } catch (IOException e) {
            unreadable(folder, e);
        }
        found.failures.forEach(this::unreadable);
        found.files.forEach(this::readFile);
        if (found.files.isEmpty() && found.failures.isEmpty()) {
            collector.note(
                    InputCode.NOTHING_INSIDE,
                    folder.toString(),
                    folder + " holds no file that ends in .yaml, .yml, .json or .kyaml.",
                    "Name the file itself, or another folder.");
        }
    }

    /**
     * The manifests of a folder. Hidden files and folders are passed over: they are those of version control, and a mounted
     * ConfigMap shows each of its files a second time in one.
     */
    private static final class Found extends SimpleFileVisitor<Path> {
        private final Path start;
        private final SortedSet<Path> files = new TreeSet<>();
        private final SortedMap<Path, IOException> failures = new TreeMap<>();

        Found(Path start) {
            this.start = start;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return !folder.equals(start) && isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !isHidden(file) && isManifest(file)) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException e) {
            failures.put(path, e);
            return FileVisitResult.CONTINUE;
        }

        private static boolean isHidden(Path path) {
            return lastName(path).startsWith(".");
        }

        private static boolean isManifest(Path file) {
            String name = lastName(file).toLowerCase(Locale.ROOT);
            return ENDINGS.stream().anyMatch(name::endsWith);
        }

        private static String lastName(Path path) {
            return Optional.ofNullable(path.getFileName()).map(Path::toString).orElse("");
        }
    }
}
