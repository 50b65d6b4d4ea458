package io.lbkit.model.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class LabelDigestProperties {
    @Property(tries = 500)
    @Label("labels may contain each part of them, and none may contain only no labels")
    void contains(@ForAll @Size(max = 6) Map<String, String> part, @ForAll @Size(max = 6) Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.putAll(part);

        assertThat(LabelDigest.mayContain(LabelDigest.of(all), LabelDigest.of(part)))
                .isTrue();
        assertThat(LabelDigest.mayContain(LabelDigest.of(Map.of()), LabelDigest.of(part)))
                .isEqualTo(part.isEmpty());
    }

    @Property(tries = 500)
    @Label("each label has one bit, so that most labels that are missing are seen to be")
    void bits(@ForAll @Size(max = 6) Map<String, String> labels) {
        assertThat(Long.bitCount(LabelDigest.of(labels))).isLessThanOrEqualTo(labels.size());
    }

    @Property(tries = 100)
    @Label("pods and workloads know the bits of their labels")
    void objects(@ForAll @Size(max = 6) Map<String, String> labels) {
        Pod pod =
                Pod.builder().key(ObjectKey.of("shop", "web-1")).labels(labels).build();
        Workload workload = Workload.builder()
                .key(WorkloadKey.of(WorkloadKind.DEPLOYMENT, "shop", "web"))
                .selector(LabelSelector.builder().build())
                .templateLabels(labels)
                .build();

        assertThat(pod.labelDigest()).isEqualTo(LabelDigest.of(labels));
        assertThat(workload.templateDigest()).isEqualTo(LabelDigest.of(labels));
    }
}
