package io.lbkit.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.reconcile.execute.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EmbeddedTest {
    @Test
    @DisplayName("The example of the README brings the load balancers of one namespace in order")
    void embeds() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Path dump = Repository.root().resolve("examples/quickstart/src/main/resources/shop");

        Outcome outcome = Embedded.reconcile(dump, new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(outcome.status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(outcome.plan().services())
                .allMatch(service -> service.namespace().equals("shop"));
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("+ simulated#loadBalancer/shop-web-");
    }
}
