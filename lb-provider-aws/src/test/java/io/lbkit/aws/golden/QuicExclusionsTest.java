package io.lbkit.aws.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.lb.ExclusionReason;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.reconcile.spi.Design;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("why pods are no targets of QUIC")
class QuicExclusionsTest {
    private static final String OUT = ": endpoint-without-routing-id (";

    private static List<PortBackends> ports(String name) {
        Design design = GoldenCase.all()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow()
                .design();
        return design.backends().orElseThrow().ports();
    }

    private static List<String> out(PortBackends port) {
        return port.excluded().stream()
                .filter(out -> out.reason() == ExclusionReason.ENDPOINT_WITHOUT_ROUTING_ID)
                .map(Object::toString)
                .toList();
    }

    @Test
    @DisplayName("no container has the variable")
    void none() {
        assertThat(out(ports("QUIC to a pod without a server id").get(0)))
                .containsExactly("10.0.33.1:5353" + OUT
                        + "Pod/shop/web-2 has no variable AWS_LBC_QUIC_SERVER_ID in a container)");
    }

    @Test
    @DisplayName("its value is none, or not known")
    void unusable() {
        assertThat(out(ports("QUIC to pods whose server ids cannot be used").get(0)))
                .containsExactly(
                        "10.0.17.1:5353" + OUT
                                + "Pod/shop/web-1 has AWS_LBC_QUIC_SERVER_ID = '0x00000000000000AA', which is neither"
                                + " eight bytes in Base64 nor 0x with 16 lower hexadecimal digits)",
                        "10.0.33.1:5353" + OUT
                                + "Pod/shop/web-2 takes AWS_LBC_QUIC_SERVER_ID from elsewhere, so that its value is not"
                                + " known)");
    }

    @Test
    @DisplayName("another pod has it too")
    void claimedTwice() {
        assertThat(out(ports("QUIC to pods with one server id").get(0)))
                .containsExactly(
                        "10.0.17.1:5353" + OUT + "the server id 0x00000000000000aa is that of 10.0.33.1:5353 too)",
                        "10.0.33.1:5353" + OUT + "the server id 0x00000000000000aa is that of 10.0.17.1:5353 too)");
        assertThat(out(ports("QUIC to pods with one server id, one of them registered")
                        .get(0)))
                .containsExactly(
                        "10.0.33.1:5353" + OUT + "the server id 0x00000000000000aa is that of 10.0.17.1:5353)");
    }

    @Test
    @DisplayName("both ports of a number show the targets of their group, and other ports show theirs")
    void ports() {
        assertThat(ports("TCP_QUIC to pods with server ids"))
                .allSatisfy(port -> assertThat(port.members())
                        .allSatisfy(member -> assertThat(member.routingId()).isPresent()));
        List<PortBackends> beside = ports("QUIC beside TCP, whose targets have no server id");
        assertThat(beside.get(0).members()).hasSize(1);
        assertThat(beside.get(1).members())
                .hasSize(2)
                .allSatisfy(member -> assertThat(member.routingId()).isEmpty());
        assertThat(out(beside.get(1))).isEmpty();
    }
}
