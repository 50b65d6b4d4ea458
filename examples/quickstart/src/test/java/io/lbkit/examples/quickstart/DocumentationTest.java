package io.lbkit.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");

    @Test
    @DisplayName("Every Java block of the documentation is a part of a source that is compiled and run")
    void javaBlocksAreCompiled() throws IOException {
        List<String> regions = Repository.regions();
        int blocks = 0;
        for (Path page : Repository.pages()) {
            for (String block : Repository.blocks(page, "java")) {
                blocks++;
                assertThat(regions)
                        .as("the Java block of %s that starts with%n%s", page, block)
                        .contains(block);
            }
        }
        assertThat(blocks).isPositive();
    }

    @Test
    @DisplayName("The README shows what the quickstart prints")
    void readmeShowsTheOutput() throws IOException {
        assertThat(Repository.blocks(Repository.root().resolve("README.md"), "text"))
                .contains(told());
    }

    @Test
    @DisplayName("The quickstart prints the same every time")
    void quickstartIsDeterministic() {
        assertThat(told()).isEqualTo(told());
    }

    @Test
    @DisplayName("Every link of the documentation leads to a file")
    void linksLead() throws IOException {
        for (Path page : Repository.pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                assertThat(page.resolveSibling(link.group(1)))
                        .as("link in %s", page)
                        .exists();
            }
        }
    }

    private static String told() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Quickstart.tell(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
