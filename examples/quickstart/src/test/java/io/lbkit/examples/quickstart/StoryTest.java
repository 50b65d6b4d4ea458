package io.lbkit.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.kubernetes.ClusterInput;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StoryTest {
    @Test
    @DisplayName("The dumps of the shop are read without a finding")
    void shopIsReadable() {
        ClusterInput input = Shop.read();

        assertThat(input.findings()).isEmpty();
        assertThat(input.snapshot().services()).hasSizeGreaterThanOrEqualTo(12);
    }
}
