package io.lbkit.aws.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.AwsProvider;
import io.lbkit.aws.AwsSettings;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.kubernetes.ClusterReader;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.plan.Action;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the engine makes of the designs where two load balancers or two Services meet. */
class PlanTest {
    private static final Reconciler RECONCILER = Reconciler.builder()
            .provider(AwsProvider.of(AwsSettings.defaults()))
            .clusterId("demo")
            .build();

    private static final Map<String, Object> SERVICE = Documents.map(GoldenCase.FOLDER.resolve("service.yaml"));

    private static ClusterSnapshot cluster(List<Map<String, Object>> services) {
        ClusterReader reader = ClusterReader.create()
                .complete()
                .add("cluster.yaml", Documents.read(GoldenCase.FOLDER.resolve("cluster.yaml")));
        services.forEach(service -> reader.add("service", Documents.json(service)));
        return reader.read().snapshot();
    }

    private static Map<String, Object> service(Map<String, String> annotations) {
        Map<String, String> full = new java.util.TreeMap<>();
        annotations.forEach((name, value) -> full.put(AwsAnnotation.PREFIX + name, value));
        return Documents.merged(SERVICE, Map.of("metadata", Map.of("annotations", full)));
    }

    private static Observation observation(Iterable<Design> made) {
        List<Resource> resources = new ArrayList<>();
        for (Design design : made) {
            design.resources()
                    .forEach(resource -> resources.add(Resource.builder()
                            .from(resource)
                            .cloudId("arn:" + resource.id())
                            .build()));
        }
        return Observation.builder()
                .facts(CloudFacts.of(Documents.map(GoldenCase.FOLDER.resolve("vpc.yaml"))))
                .actual(ResourceGraph.of(resources))
                .build();
    }

    private static Observation nothing() {
        return observation(List.of());
    }

    private static List<String> steps(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.action().label() + " "
                        + step.resource()
                                .kind()
                                .substring(step.resource().kind().lastIndexOf(':') + 1) + " "
                        + step.resource().name())
                .toList();
    }

    @Test
    @DisplayName("what exists as it is designed needs no step")
    void nothingToDo() {
        ClusterSnapshot cluster = cluster(List.of(service(Map.of())));
        Observation all = observation(RECONCILER.design(cluster, nothing()).values());
        assertThat(RECONCILER.plan(cluster, all).steps()).isEmpty();
    }

    @Test
    @DisplayName("another scheme: the successor and its target group come first, the old ones go last")
    void anotherScheme() {
        ClusterSnapshot before = cluster(List.of(service(Map.of())));
        Observation all = observation(RECONCILER.design(before, nothing()).values());
        ClusterSnapshot after = cluster(List.of(service(Map.of("aws-load-balancer-scheme", "internet-facing"))));
        Plan plan = RECONCILER.plan(after, all);
        List<String> creations = new ArrayList<>();
        List<String> deletions = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (step.action() == Action.DELETE) {
                deletions.add(step.resource().name());
            } else {
                assertThat(deletions).as("%s", steps(plan)).isEmpty();
                creations.add(step.resource().name());
            }
        }
        assertThat(creations)
                .contains("k8s-shop-web-5c5d160fa6", "k8s-shop-web-5c5d160fa6:80", "k8s-shop-web-92d4374571");
        assertThat(deletions).contains("k8s-shop-web-e8ada1e5e8", "k8s-shop-web-10f56a5e61");
    }

    @Test
    @DisplayName("two Services with one name of a load balancer: the one that has it keeps it, the other is told")
    void oneName() {
        Map<String, Object> first = service(Map.of("aws-load-balancer-name", "one"));
        Map<String, Object> second = Documents.merged(
                first,
                Map.of(
                        "metadata",
                        Map.of("name", "second", "uid", "7e0f6f5e-0000-4000-8000-000000000009"),
                        "spec",
                        Map.of(
                                "ports",
                                List.of(Map.of("name", "http", "port", 80, "targetPort", 8080, "nodePort", 30099)))));
        Observation all = observation(
                RECONCILER.design(cluster(List.of(first)), nothing()).values());
        Plan plan = RECONCILER.plan(cluster(List.of(first, second)), all);
        assertThat(plan.steps())
                .as("%s", steps(plan))
                .noneMatch(step -> step.resource()
                        .equals(all.actual().resources().stream()
                                .filter(resource -> resource.kind().equals(AwsKinds.LOAD_BALANCER))
                                .findFirst()
                                .orElseThrow()
                                .id()));
        assertThat(plan.findings())
                .filteredOn(Finding::blocks)
                .extracting(finding -> finding.service().orElse(""))
                .contains("shop/second")
                .doesNotContain("shop/web");
    }

    @Test
    @DisplayName("a Service without our class or annotations costs nothing")
    void notOurs() {
        Map<String, Object> foreign =
                Documents.merged(service(Map.of()), Map.of("spec", Map.of("loadBalancerClass", "example.com/other")));
        assertThat(RECONCILER.plan(cluster(List.of(foreign)), nothing()).steps())
                .isEmpty();
    }
}
