package io.lbkit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ObjectType;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Large input is streamed: the text is made while it is read, and is never there as a whole. */
class ScaleTest {
    private static InputStream generated(String head, int count, IntFunction<String> part, String tail) {
        Iterator<InputStream> bytes = IntStream.rangeClosed(-1, count)
                .mapToObj(i -> i < 0 ? head : i == count ? tail : part.apply(i))
                .map(text -> (InputStream) new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return bytes.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return bytes.next();
            }
        });
    }

    @Test
    @DisplayName("2,000 Services in one stream of documents")
    void manyDocuments() {
        InputStream text = generated("", 2_000, i -> """
                        ---
                        apiVersion: v1
                        kind: Service
                        metadata: {name: web-%d, namespace: ns-%d}
                        spec:
                          type: LoadBalancer
                          selector: {app: web}
                          ports:
                          - {name: http, port: 80, targetPort: 8080, nodePort: %d}
                          - {name: https, port: 443, targetPort: 8443}
                        """.formatted(i, i % 50, 30_000 + i), "");

        ClusterInput input =
                ClusterReader.create().complete().add("stdin", text).read();

        assertThat(input.findings()).isEmpty();
        assertThat(input.documents()).isEqualTo(2_000);
        assertThat(input.snapshot().services()).hasSize(2_000);
        assertThat(input.snapshot().coverage(ObjectType.SERVICE)).isEqualTo(Coverage.COMPLETE);
    }

    @Test
    @DisplayName("10,000 pods in one list whose kind comes last, as kubectl writes it")
    void oneLongList() {
        InputStream text = generated(
                "apiVersion: v1\nitems:\n",
                10_000,
                i -> """
                        - apiVersion: v1
                          kind: Pod
                          metadata: {name: web-%d, namespace: shop, labels: {app: web}}
                          spec:
                            nodeName: n1
                            containers:
                            - {name: web, ports: [{name: http, containerPort: 8080}]}
                          status:
                            phase: Running
                            podIPs: [{ip: 10.%d.%d.1}]
                            conditions: [{type: Ready, status: "True"}]
                        """.formatted(i, i / 250, i % 250),
                "kind: List\nmetadata: {resourceVersion: ''}\n");

        ClusterInput input = ClusterReader.create().add("stdin", text).read();

        assertThat(input.findings()).isEmpty();
        assertThat(input.snapshot().pods()).hasSize(10_000);
        assertThat(input.snapshot().coverage(ObjectType.POD)).isEqualTo(Coverage.COMPLETE);
    }
}
