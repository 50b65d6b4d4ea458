package io.lbkit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in as a program of its own. */
@Timeout(60)
class AwsStandInMainTest {
    private static Process program(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AwsStandInMain.class.getName()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void itTellsItsAddressAndAnswersUntilItIsStopped() throws Exception {
        Process program = program("--port", "0", "--slow");
        try {
            String line = program.inputReader().readLine();
            assertThat(line).startsWith("listening on http://127.0.0.1:");
            try (Sdk sdk = new Sdk(URI.create(line.substring("listening on ".length())))) {
                assertThat(sdk.ec2.describeVpcs().vpcs()).hasSize(1);
                assertThat(sdk.loadBalancer("shop", request -> {}).state().codeAsString())
                        .isEqualTo("provisioning");
            }
        } finally {
            program.destroy();
        }
        assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fast", "--port", "--port=1", "--port x", "--port 65536"})
    void wrongUsageIsTold(String options) throws Exception {
        Process program = program(options.split(" "));

        assertThat(program.waitFor()).isEqualTo(2);
    }
}
