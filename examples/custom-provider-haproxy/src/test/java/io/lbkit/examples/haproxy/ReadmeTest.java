package io.lbkit.examples.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
    private static final Pattern REGION = Pattern.compile("(?ms)^( *)// docs: [\\w-]+\\n(.*?)^ *// docs: end$");

    @Test
    @DisplayName("The tutorial shows the sources as they are, and all that they mark for it")
    void blocksAreSources() throws IOException {
        List<String> regions = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).sorted().toList()) {
                Matcher region = REGION.matcher(Files.readString(source));
                while (region.find()) {
                    regions.add(region.group(2).replaceAll("(?m)^" + region.group(1), ""));
                }
            }
        }
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(blocks).hasSizeGreaterThan(5).containsExactlyInAnyOrderElementsOf(regions);
    }
}
