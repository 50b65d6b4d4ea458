package io.lbkit.aws.internal.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.Service;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AwsNamesProperties {
    private static final String UID = "7e0f6f5e-0000-4000-8000-000000000001";

    @Provide
    Arbitrary<Service> services() {
        Arbitrary<String> labels = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars('-')
                .ofMaxLength(60)
                .map(text -> "a" + text + "b");
        return Combinators.combine(labels, labels, Arbitraries.strings().ascii().ofLength(8))
                .as((namespace, name, uid) ->
                        Service.builder().key(namespace, name).uid(uid).build());
    }

    @Property
    void awsTakesEveryName(@ForAll("services") Service service, @ForAll("clusters") String cluster) {
        List<String> names = List.of(
                AwsNames.loadBalancer(cluster, service, "internal"),
                AwsNames.targetGroup(cluster, service, "30080", "80", "instance", "TCP", "TCP", "10"),
                AwsNames.targetGroupFor(cluster, service, service, "30080"));
        assertThat(names)
                .allSatisfy(name -> assertThat(name)
                        .matches("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?")
                        .hasSizeLessThanOrEqualTo(32)
                        .doesNotStartWith("internal-"));
        assertThat(AwsNames.backendGroup(cluster)).hasSizeLessThanOrEqualTo(255).doesNotStartWith("sg-");
        assertThat(AwsNames.frontendGroup(cluster, service)).hasSizeLessThanOrEqualTo(255);
    }

    @Provide
    Arbitrary<String> clusters() {
        return Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(300);
    }

    @Property
    void schemesAndUidsHaveNamesOfTheirOwn(@ForAll("services") Service service) {
        Service again = Service.builder().from(service).uid("other").build();
        assertThat(AwsNames.loadBalancer("demo", service, "internal"))
                .isNotEqualTo(AwsNames.loadBalancer("demo", service, "internet-facing"))
                .isNotEqualTo(AwsNames.loadBalancer("demo", again, "internal"));
    }

    /** The digits were computed by another program: SHA-256 over the parts one after the other. */
    @Example
    void exactNames() {
        Service service = Service.builder().key("shop", "web").uid(UID).build();
        assertThat(AwsNames.loadBalancer("demo", service, "internal")).isEqualTo("k8s-shop-web-e8ada1e5e8");
        assertThat(AwsNames.loadBalancer("demo", service, "internet-facing")).isEqualTo("k8s-shop-web-5c5d160fa6");
        assertThat(AwsNames.targetGroup("demo", service, "30080", "80", "instance", "TCP", "TCP", "10"))
                .isEqualTo("k8s-shop-web-10f56a5e61");
        assertThat(AwsNames.frontendGroup("demo", service)).isEqualTo("k8s-shop-web-3e54a464dc");
        assertThat(AwsNames.backendGroup("demo")).isEqualTo("k8s-traffic-demo-2a97516c35");
        Service canary = Service.builder()
                .key("shop", "canary")
                .uid("7e0f6f5e-0000-4000-8000-000000000002")
                .build();
        assertThat(AwsNames.targetGroupFor("demo", service, canary, "30090", "8080", "instance", "TCP", "TCP", "10"))
                .isEqualTo("k8s-shop-canary-30ec8ee8d5");
    }

    @Example
    void headsAreCleanedBeforeTheyAreCut() {
        Service service = Service.builder()
                .key("my-name-space", "a-b-c-d-e-f-g-h-i")
                .uid(UID)
                .build();
        assertThat(AwsNames.loadBalancer("demo", service, "internal")).startsWith("k8s-mynamesp-abcdefgh-");
    }
}
