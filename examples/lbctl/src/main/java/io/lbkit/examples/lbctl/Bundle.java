package io.lbkit.examples.lbctl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder with everything that a diagnosis reads. {@code lbctl capture} writes it, {@code lbctl explain} reads it.
 *
 * @param folder the folder
 */
record Bundle(Path folder) {
    /** The objects of the cluster. */
    Path cluster() {
        return folder.resolve("cluster.yaml");
    }

    /** What the cloud has; the file is there if somebody looked. */
    Path cloud() {
        return folder.resolve("cloud.yaml");
    }

    /** What was captured, and how many objects were left out. */
    Path contents() {
        return folder.resolve("bundle.yaml");
    }

    /** {@return where the lines of a file of traffic go, by its number and its name} */
    Path traffic(int number, Path from) {
        String name = from.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return folder.resolve("traffic-" + number + (dot < 0 ? ".json" : name.substring(dot)));
    }

    /** What the cloud measured; traffic as any other. */
    Path measured() {
        return folder.resolve("traffic-0.csv");
    }

    /** {@return the cloud's file, if somebody looked} */
    Optional<Path> seenCloud() {
        return Optional.of(cloud()).filter(Files::exists);
    }

    /** {@return the files of traffic that are there} */
    List<Path> seenTraffic() {
        return Stream.of(Optional.ofNullable(folder.toFile().list()).orElse(new String[0]))
                .filter(name -> name.startsWith("traffic-"))
                .sorted()
                .map(folder::resolve)
                .toList();
    }
}
