package io.lbkit.examples.propertytests;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.testkit.simulation.History;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MarathonTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Marathon marathon = new Marathon(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    @DisplayName("A run sums its histories up")
    void sumsUp() {
        assertThat(marathon.run(0, 3)).isTrue();
        assertThat(told()).startsWith("3 histories, ").contains("violations: 0");
    }

    @Test
    @DisplayName("The line of a history runs it again, with its trace")
    void replays() {
        assertThat(marathon.replay(History.parse("7: +0 deploy 0 3; +60 roll 0 1")))
                .isTrue();
        assertThat(told()).contains("> deploy 0 3", "> roll 0 1", "1 histories, 2 steps");
    }

    @Test
    @DisplayName("Wrong arguments are told apart from a broken rule, with the usage")
    void usage() {
        assertThat(marathon.start()).isEqualTo(2);
        assertThat(marathon.start("--help")).isEqualTo(2);
        assertThat(marathon.start("1", "many")).isEqualTo(2);
        assertThat(marathon.start("0", "1")).isZero();
        assertThat(told()).contains("a first seed and a number of histories", "\"many\"", "Usage: ");
    }

    private String told() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
