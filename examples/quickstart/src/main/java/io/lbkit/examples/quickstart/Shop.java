package io.lbkit.examples.quickstart;

import io.lbkit.kubernetes.ClusterInput;
import io.lbkit.kubernetes.ClusterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The shop as its cluster reports it: the answers of {@code kubectl get -o yaml}. */
final class Shop {
    private static final List<String> DUMPS = List.of("nodes", "services", "endpointslices", "pods");

    private Shop() {}

    static ClusterInput read() {
        ClusterReader reader = ClusterReader.create().complete();
        for (String dump : DUMPS) {
            reader.add(dump + ".yaml", text("/shop/" + dump + ".yaml"));
        }
        return reader.read();
    }

    private static String text(String resource) {
        try (InputStream bytes = Objects.requireNonNull(Shop.class.getResourceAsStream(resource), resource)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
