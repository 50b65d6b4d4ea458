package io.lbkit.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of this repository, as a test sees them. */
final class Repository {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern REGION = Pattern.compile("(?ms)^( *)// docs: [\\w-]+\\n(.*?)^ *// docs: end$");

    private Repository() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("lb-bom/pom.xml"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The pages that users read. */
    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(root().resolve("README.md"), root().resolve("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.walk(root().resolve("docs"))) {
            docs.filter(path -> path.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    static List<String> blocks(Path page, String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(page));
        while (block.find()) {
            if (block.group(1).equals(language)) {
                blocks.add(block.group(2));
            }
        }
        return blocks;
    }

    /** What stands between {@code // docs: name} and {@code // docs: end} in sources that are compiled, without indentation. */
    static List<String> regions() throws IOException {
        List<String> regions = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root())) {
            List<Path> sources = files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.toString().contains("/target/"))
                    .toList();
            for (Path source : sources) {
                Matcher region = REGION.matcher(Files.readString(source));
                while (region.find()) {
                    regions.add(region.group(2).replaceAll("(?m)^" + region.group(1), ""));
                }
            }
        }
        return regions;
    }
}
