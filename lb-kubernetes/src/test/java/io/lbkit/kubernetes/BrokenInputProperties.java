package io.lbkit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.ServiceKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever happens to one document, its neighbours are read and nothing is thrown. */
class BrokenInputProperties {
    private static final String SEPARATOR = "\n---\n";
    private static final List<String> NAMES = List.of("alpha", "bravo-two", "charlie-three");

    private static final String BLOCK = """
            # a Service
            apiVersion: v1
            kind: Service
            metadata:
              name: %s
              annotations:
                example.com/note: |
                  first line
                  second "line"
                'quoted': "a\\tb"
            spec:
              type: LoadBalancer
              selector: &selector {app: web}
              ports:
              - {name: http, port: 80, targetPort: web}
              - name: https
                port: 443""";

    private static final String FLOW = """
            {
              "apiVersion": "v1", "kind": "Service",
              "metadata": {"name": "%s", "labels": {"a": "ä€😀"}},
              "spec": {"type": "LoadBalancer", "ports": [{"port": 80}]}
            }""";

    private static final String LIST = """
            apiVersion: v1
            items:
            - apiVersion: v1
              kind: Service
              metadata: {name: %s}
              spec: {ports: [{port: 80}]}
            kind: List""";

    private static List<byte[]> documents() {
        List<String> forms = List.of(BLOCK, FLOW, LIST);
        List<byte[]> documents = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            documents.add(forms.get(i).formatted(NAMES.get(i)).getBytes(StandardCharsets.UTF_8));
        }
        return documents;
    }

    private static ClusterInput readWith(int which, byte[] changed) {
        List<byte[]> documents = documents();
        documents.set(which, changed);
        byte[] all = new byte[0];
        for (byte[] document : documents) {
            byte[] separator = SEPARATOR.getBytes(StandardCharsets.UTF_8);
            byte[] longer = Arrays.copyOf(all, all.length + separator.length + document.length);
            System.arraycopy(separator, 0, longer, all.length, separator.length);
            System.arraycopy(document, 0, longer, all.length + separator.length, document.length);
            all = longer;
        }
        return ClusterReader.create()
                .complete()
                .add("stdin", new ByteArrayInputStream(all))
                .read();
    }

    private static void neighboursAreThere(ClusterInput input, int which) {
        for (int i = 0; i < NAMES.size(); i++) {
            if (i != which) {
                assertThat(input.snapshot().service(ServiceKey.of("default", NAMES.get(i))))
                        .as(NAMES.get(i))
                        .isPresent();
            }
        }
    }

    /** Bad input must never look like an absent object. */
    private static void nothingVanishes(ClusterInput input, int which) {
        boolean errors = input.hasErrors();
        boolean there = input.snapshot()
                .service(ServiceKey.of("default", NAMES.get(which)))
                .isPresent();
        if (errors && !there) {
            assertThat(input.snapshot().coverage(ObjectType.SERVICE)).isNotEqualTo(Coverage.COMPLETE);
        }
    }

    @Property(tries = 600)
    @Label("a document that ends anywhere")
    void truncated(@ForAll @IntRange(max = 2) int which, @ForAll @IntRange(max = 999) int permille) {
        byte[] document = documents().get(which);
        byte[] cut = Arrays.copyOf(document, document.length * permille / 1000);

        ClusterInput input = readWith(which, cut);

        neighboursAreThere(input, which);
        nothingVanishes(input, which);
    }

    @Property(tries = 1500)
    @Label("a document with one byte changed, to text or to no text")
    void oneByteChanged(
            @ForAll @IntRange(max = 2) int which, @ForAll @IntRange(max = 999) int permille, @ForAll byte value) {
        byte[] document = documents().get(which);
        document[document.length * permille / 1000] = value;

        ClusterInput input = readWith(which, document);

        neighboursAreThere(input, which);
        nothingVanishes(input, which);
    }

    @Property(tries = 500)
    @Label("a document of any bytes")
    void anyBytes(@ForAll @IntRange(max = 2) int which, @ForAll @Size(max = 200) byte[] bytes) {
        neighboursAreThere(readWith(which, bytes), which);
    }

    @Property(tries = 500)
    @Label("a document of the characters that mean something to YAML")
    void yamlNoise(
            @ForAll @IntRange(max = 2) int which, @ForAll @Size(max = 60) List<@IntRange(max = 25) Integer> picks) {
        String meaningful = "{}[],:-?&*!|>'\"%@`#~ \t\n\rab";
        StringBuilder noise = new StringBuilder();
        picks.forEach(pick -> noise.append(meaningful.charAt(pick)));

        neighboursAreThere(readWith(which, noise.toString().getBytes(StandardCharsets.UTF_8)), which);
    }

    @Property(tries = 300)
    @Label("a whole stream of any bytes is no exception")
    void anyStream(@ForAll @Size(max = 300) byte[] bytes) {
        ClusterInput input = ClusterReader.create()
                .add("stdin", new ByteArrayInputStream(bytes))
                .read();

        assertThat(input.findings()).isNotEmpty();
    }
}
