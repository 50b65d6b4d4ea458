package io.lbkit.examples.lbctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report for a browser: whole in itself, safe to open whatever stands in the evidence, and the same each time. */
class HtmlReportTest {
    private static final Path CLUSTER = Path.of("night/cluster.yaml");

    @TempDir
    private Path folder;

    private String report(Path cluster) throws IOException {
        Path file = folder.resolve("report.html");
        Program.Run run = Program.run(
                "explain", "-f", cluster.toString(), "--actual", "night/cloud.yaml", "--html", file.toString());
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).contains("degraded");
        return Files.readString(file);
    }

    @Test
    @DisplayName("it says what the text says, and points at the hop that fails")
    void content() throws IOException {
        assertThat(report(CLUSTER))
                .contains("<title>Load balancers: 3 Services: 1 delivers, 1 degraded, 1 broken</title>")
                .contains("LB-SVC-002", "No living pod of namespace shop carries {app=pay, tier=front}.")
                .contains("fail, the first that fails")
                .contains("aria-label=\"The way to shop/pay: broken\"");
    }

    @Test
    @DisplayName("it needs no network and holds no script")
    void wholeInItself() throws IOException {
        assertThat(report(CLUSTER))
                .contains("default-src &#39;none&#39;")
                .doesNotContain("<script", "javascript:", "http://", "https://", "@import", "url(")
                .doesNotContainPattern("(?i)\\son[a-z]+=");
    }

    @Test
    @DisplayName("the same input gives the same file")
    void deterministic() throws IOException {
        assertThat(report(CLUSTER)).isEqualTo(report(CLUSTER));
    }

    @Test
    @DisplayName("what stands in the evidence is text, whatever it looks like")
    void escaped() throws IOException {
        Path cluster = folder.resolve("cluster.yaml");
        Files.writeString(
                cluster,
                Files.readString(CLUSTER)
                        .replace("CrashLoopBackOff", "'<img src=x onerror=alert(1)></svg><script>x</script>\"&'"));

        String html = report(cluster);

        assertThat(html)
                .contains("&lt;img src=x onerror=alert(1)&gt;", "&quot;&amp;")
                .doesNotContain("<img", "<script");
    }

    @Test
    @DisplayName("of many Services the worst have a section, and the overview says so")
    void many() throws IOException {
        StringBuilder cluster = new StringBuilder(Files.readString(CLUSTER));
        for (int number = 0; number < 250; number++) {
            cluster.append("""

                    ---
                    apiVersion: v1
                    kind: Service
                    metadata: {name: more-%d, namespace: shop}
                    spec: {type: LoadBalancer, selector: {app: more}, ports: [{port: 80}]}
                    """.formatted(number));
        }
        Path file = folder.resolve("many.yaml");
        Files.writeString(file, cluster);

        assertThat(report(file))
                .contains("The first 200 have a section below.")
                .contains("id=\"s200\"")
                .doesNotContain("id=\"s201\"");
    }

    @Test
    @DisplayName("a file that cannot be written is a failure that names it")
    void unwritable() {
        Program.Run run = Program.run("explain", "-f", CLUSTER.toString(), "--html", "no/such/folder/report.html");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("no/such/folder/report.html");
    }

    @Test
    @DisplayName("a real browser shows it without a complaint")
    void inABrowser() throws IOException, InterruptedException {
        Path browser = browser()
                .orElseGet(() -> Assumptions.abort("no chromium in the PATH: apt-get install chromium runs this test"));
        report(CLUSTER);
        Path complaints = folder.resolve("complaints.txt");
        Path shown = folder.resolve("shown.html");
        Process process = new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--enable-logging=stderr",
                        "--dump-dom",
                        folder.resolve("report.html").toUri().toString())
                .redirectError(complaints.toFile())
                .redirectOutput(shown.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        Assumptions.assumeTrue(ended, "the browser does not come to an end on this machine");

        assertThat(Files.readString(shown, StandardCharsets.UTF_8)).contains("shop/pay", "first that fails");
        assertThat(Files.readString(complaints, StandardCharsets.UTF_8)).doesNotContain("CONSOLE");
    }

    private static Optional<Path> browser() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
