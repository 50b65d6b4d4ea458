package io.lbkit.examples.lbctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a bundle says what has to be there, and is believed no further")
class BadBundleTest {
    private static final Path CLOUD = Path.of("night", "cloud.yaml");

    @TempDir
    private Path folder;

    private Path bundle(Path cloud, String... more) {
        Path made = folder.resolve("bundle");
        List<String> args = new ArrayList<>(
                List.of("capture", "-f", "night/cluster.yaml", "--actual", cloud.toString(), "--to", made.toString()));
        args.addAll(List.of(more));
        Program.Run run = Program.run(args.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return made;
    }

    private static Program.Run explain(Path bundle, String... more) {
        List<String> args = new ArrayList<>(List.of("explain", bundle.toString(), "--width", "0"));
        args.addAll(List.of(more));
        return Program.run(args.toArray(String[]::new));
    }

    @Test
    @DisplayName("where objects are missing nothing is absent for certain")
    void cut() throws IOException {
        Path made = bundle(CLOUD);
        Path file = made.resolve("cluster.yaml");
        List<String> objects = List.of(Files.readString(file).split("(?m)^---\n"));
        Files.writeString(file, String.join("---\n", objects.subList(0, objects.size() - 3)));

        Program.Run run = explain(made);

        assertThat(run.code()).isEqualTo(ExitCodes.UNSETTLED);
        assertThat(run.out()).contains("LB-CTL-004", "10 were read").doesNotContain("broken", "degraded");
    }

    @Test
    @DisplayName("where its cloud is missing that is said, and the cloud is unknown")
    void noCloud() throws IOException {
        Path made = bundle(CLOUD);
        Files.delete(made.resolve("cloud.yaml"));

        Program.Run run = explain(made, "-n", "shop/web");

        assertThat(run.code()).isEqualTo(ExitCodes.UNSETTLED);
        assertThat(run.out())
                .contains("shop/web: inconclusive,", "(possible)", "LB-CTL-004", "has the file cloud.yaml")
                .doesNotContain(">>FAIL");
    }

    @Test
    @DisplayName("cloud and cluster are those of the bundle")
    void knows() throws IOException {
        Path cloud = Files.writeString(
                folder.resolve("cloud.yaml"), Files.readString(CLOUD).replace("cluster: kubernetes", "cluster: night"));

        Program.Run run = explain(bundle(cloud, "--cluster-id", "night"), "-n", "shop/web");

        assertThat(run.out()).contains("shop/web: delivers, 2 of 2").doesNotContain("LB-EVD");
    }
}
