package io.lbkit.aws.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.Container;
import io.lbkit.model.cluster.ContainerPort;
import io.lbkit.model.cluster.EnvVariable;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.net.Protocol;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuicServerIdTest {
    @Property
    @Label("eight bytes are an id, in Base64 and in the form of AWS alike")
    void eightBytes(@ForAll @Size(8) byte[] bytes) {
        String id = "0x" + HexFormat.of().formatHex(bytes);
        assertThat(QuicServerId.parse(Base64.getEncoder().encodeToString(bytes)))
                .contains(id);
        assertThat(QuicServerId.parse(id)).contains(id);
    }

    @Property
    @Label("any other number of bytes is none")
    void otherLengths(@ForAll byte[] bytes) {
        boolean eight = bytes.length == 8;
        assertThat(QuicServerId.parse(Base64.getEncoder().encodeToString(bytes)).isPresent())
                .isEqualTo(eight);
        assertThat(QuicServerId.parse("0x" + HexFormat.of().formatHex(bytes)).isPresent())
                .isEqualTo(eight);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0x",
                "0x00000000000000AB",
                "00000000000000ab",
                "0x00000000000000ab\n",
                " AAAAAAAAAKs=",
                "AAAAAAAAAKs",
                "AAAAAAAA_Ks=",
                "$(SERVER_ID)"
            })
    @DisplayName("what is no id")
    void malformed(String value) {
        assertThat(QuicServerId.parse(value)).isEmpty();
    }

    private static Container container(String name, Optional<String> value, int... ports) {
        Container.Builder container =
                Container.builder().name(name).addVariable(new EnvVariable(QuicServerId.VARIABLE, value));
        for (int port : ports) {
            container.addPort(new ContainerPort("", port, Protocol.TCP));
        }
        return container.build();
    }

    private static Pod pod(Container... containers) {
        return Pod.builder()
                .key(ObjectKey.of("shop", "web"))
                .addContainers(containers)
                .build();
    }

    private static String id(int last) {
        return "0x000000000000000" + last;
    }

    @Example
    @Label("the last container that declares the port decides, else the first with an id")
    void containers() {
        Pod pod = pod(
                container("a", Optional.of(id(1))),
                container("b", Optional.of(id(2)), 443),
                container("c", Optional.of(id(3)), 443, 8443),
                container("d", Optional.of("none"), 443));
        assertThat(QuicServerId.of(pod, 443)).contains(id(3));
        assertThat(QuicServerId.of(pod, 80)).contains(id(1));
        assertThat(QuicServerId.of(pod(container("a", Optional.empty(), 443)), 443))
                .isEmpty();
    }
}
