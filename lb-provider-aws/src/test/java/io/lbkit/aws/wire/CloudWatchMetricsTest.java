package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.AwsSettings;
import io.lbkit.aws.CloudWatchMetrics;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.diagnose.change.HealthDrop;
import io.lbkit.diagnose.traffic.Metric;
import io.lbkit.diagnose.traffic.Series;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.diagnose.traffic.TrafficIndex;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.Unread;
import io.lbkit.testkit.aws.SampleNetwork;
import io.lbkit.testkit.wire.WireFault;
import io.lbkit.testkit.wire.WireResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the metrics of CloudWatch, through the real SDK")
class CloudWatchMetricsTest {
    private static final String CLUSTER = Measurements.CLUSTER;
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Window HOUR = new Window(START, minute(59));

    private CloudWatchStandIn cloud = CloudWatchStandIn.start();

    @AfterEach
    void close() {
        cloud.close();
    }

    private static Instant minute(int number) {
        return START.plus(Duration.ofMinutes(number));
    }

    private void put(int service, int port, int minute, int healthy, int unhealthy) {
        String loadBalancer = Measurements.loadBalancer(CLUSTER, service);
        String group = Measurements.targetGroup(CLUSTER, service, port);
        cloud.put("HealthyHostCount", loadBalancer, group, minute(minute), healthy);
        cloud.put("UnHealthyHostCount", loadBalancer, group, minute(minute), unhealthy);
    }

    private TrafficEvidence seen(Observation observation) {
        return seen(observation, HOUR, minute(60));
    }

    private TrafficEvidence seen(Observation observation, Window span, Instant now) {
        AwsSettings settings =
                AwsSettings.builder().region(Bed.REGION).endpoint(cloud.uri()).build();
        try (CloudWatchMetrics metrics =
                CloudWatchMetrics.of(settings, CLUSTER, observation, Clock.fixed(now, ZoneOffset.UTC))) {
            return metrics.seen(span);
        }
    }

    private static SortedMap<Instant, Double> points(TrafficEvidence evidence, Metric metric, int service) {
        List<Series> series = evidence.series(metric, "Service/shop/web-" + service);
        assertThat(series).as(metric + " of web-" + service).hasSize(1);
        assertThat(series.get(0).peer()).isEmpty();
        return series.get(0).points();
    }

    private static SortedMap<Instant, Double> healthy(TrafficEvidence evidence, int service) {
        return points(evidence, Metric.HEALTHY_TARGETS, service);
    }

    private static SortedMap<Instant, Double> expected(TrafficEvidence evidence, int service) {
        return points(evidence, Metric.EXPECTED_TARGETS, service);
    }

    private static Finding only(TrafficEvidence evidence) {
        assertThat(evidence.findings()).hasSize(1);
        Finding finding = evidence.findings().get(0);
        assertThat(finding.code()).hasToString("LB-AWS-010");
        return finding;
    }

    @Test
    void healthyAndExpectedTargetsOfAService() {
        put(1, 1, 0, 3, 0);
        put(1, 1, 1, 1, 2);
        put(1, 1, 59, 0, 3);
        put(1, 1, 60, 9, 9);

        TrafficEvidence evidence = seen(Measurements.services(1, 1));

        assertThat(healthy(evidence, 1)).isEqualTo(Map.of(minute(0), 3.0, minute(1), 1.0, minute(59), 0.0));
        assertThat(expected(evidence, 1)).isEqualTo(Map.of(minute(0), 3.0, minute(1), 3.0, minute(59), 3.0));
        assertThat(evidence.findings()).isEmpty();
        assertThat(evidence.completeWindows()).isEmpty();
    }

    @Test
    void minutesInWhichNotEveryGroupWasMeasuredAreUnknown() {
        put(1, 1, 0, 3, 0);
        put(1, 2, 0, 2, 1);
        put(1, 1, 1, 3, 0);
        put(1, 2, 2, 2, 1);
        put(1, 1, 3, 1, 2);
        put(1, 2, 3, 0, 3);

        TrafficEvidence evidence = seen(Measurements.services(1, 2));

        assertThat(healthy(evidence, 1)).isEqualTo(Map.of(minute(0), 5.0, minute(3), 1.0));
        assertThat(expected(evidence, 1)).isEqualTo(Map.of(minute(0), 6.0, minute(3), 6.0));
    }

    @Test
    void whereOnlyHealthyTargetsAreMeasuredNothingIsExpected() {
        put(1, 1, 0, 3, 0);
        cloud.put(
                "HealthyHostCount",
                Measurements.loadBalancer(CLUSTER, 1),
                Measurements.targetGroup(CLUSTER, 1, 1),
                minute(1),
                2);

        TrafficEvidence evidence = seen(Measurements.services(1, 1));

        assertThat(healthy(evidence, 1)).isEqualTo(Map.of(minute(0), 3.0, minute(1), 2.0));
        assertThat(expected(evidence, 1)).isEqualTo(Map.of(minute(0), 3.0));
    }

    @Test
    void aDropIsFound() {
        for (int minute = 0; minute < 20; minute++) {
            put(1, 1, minute, minute < 12 ? 4 : 1, minute < 12 ? 0 : 3);
        }

        Optional<HealthDrop> drop = HealthDrop.first(
                TrafficIndex.of(seen(Measurements.services(1, 1))), "Service/shop/web-1", Duration.ofSeconds(30));

        assertThat(drop.map(HealthDrop::at)).contains(minute(12));
        assertThat(drop.map(HealthDrop::after)).contains(0.25);
    }

    @Test
    void aServiceThatWasNotMeasuredIsUnknownAndTold() {
        put(2, 1, 0, 3, 0);

        TrafficEvidence evidence = seen(Measurements.services(2, 1));

        assertThat(evidence.series()).extracting(Series::subject).containsOnly("Service/shop/web-2");
        assertThat(only(evidence).severity()).isEqualTo(Severity.INFO);
        assertThat(only(evidence).message()).contains("1 Service");
        assertThat(only(evidence).evidence().get(0).object()).isEqualTo("Service/shop/web-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void everyPageIsRead(int pointsPerPage) {
        cloud.close();
        cloud = CloudWatchStandIn.withPages(pointsPerPage);
        for (int minute = 0; minute < 5; minute++) {
            put(1, 1, minute, minute, 1);
            put(2, 1, minute, 10 + minute, 2);
        }

        TrafficEvidence evidence = seen(Measurements.services(2, 1));

        assertThat(healthy(evidence, 1).values()).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
        assertThat(expected(evidence, 2).values()).containsExactly(12.0, 13.0, 14.0, 15.0, 16.0);
        assertThat(evidence.findings()).isEmpty();
        assertThat(cloud.calls()).hasSize((20 + pointsPerPage - 1) / pointsPerPage);
    }

    @Test
    void tenThousandServicesAreFortyCalls() {
        put(1, 1, 0, 1, 0);
        put(10_000, 1, 0, 7, 1);

        TrafficEvidence evidence = seen(Measurements.services(10_000, 1));

        assertThat(cloud.calls()).hasSize(40);
        assertThat(healthy(evidence, 1)).isEqualTo(Map.of(minute(0), 1.0));
        assertThat(expected(evidence, 10_000)).isEqualTo(Map.of(minute(0), 8.0));
        assertThat(only(evidence).message()).contains("9998 Services");
    }

    @Test
    void onlyThePublishedCallIsMade() {
        put(1, 1, 0, 1, 0);
        seen(Measurements.services(1, 1));

        assertThat(cloud.calls()).containsExactlyElementsOf(Policy.published().metrics());
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, aws-permissions.json",
        "400, ExpiredToken, aws-permissions.json",
        "400, Throttling, later",
        "400, ThrottlingException, later",
        "429, SomethingNew, later",
    })
    void whereAwsRefusesNothingMoreIsAsked(int status, String code, String remedy) {
        put(1, 1, 0, 1, 0);
        put(300, 1, 0, 1, 0);
        WireResponse refusal = CloudWatchStandIn.error(status, code, "As AWS puts it.");
        cloud.proxy.add(WireFault.answering(refusal));

        TrafficEvidence evidence = seen(Measurements.services(600, 1));

        assertThat(evidence.series()).isEmpty();
        assertThat(only(evidence).severity()).isEqualTo(Severity.WARNING);
        assertThat(only(evidence).message()).contains("600 Services", code, "As AWS puts it.");
        assertThat(only(evidence).remedy()).contains(remedy);
        assertThat(cloud.proxy.recording().requests()).hasSize(1);
    }

    @Test
    void aCallThatFailsCostsItsOwnServices() {
        Observation observation = Measurements.services(600, 1);
        for (int service = 1; service <= 600; service++) {
            put(service, 1, 0, 1, 0);
        }
        cloud.proxy.add(WireFault.losingAnswer().on(CloudWatchStandIn.READING).after(1));

        TrafficEvidence evidence = seen(observation);

        assertThat(evidence.series()).hasSize(2 * 350);
        assertThat(only(evidence).message()).contains("250 Services");
    }

    @Test
    void aPageThatFailsIsNotHalfAnAnswer() {
        cloud.close();
        cloud = CloudWatchStandIn.withPages(3);
        for (int minute = 0; minute < 5; minute++) {
            put(1, 1, minute, 1, 0);
        }
        cloud.proxy.add(WireFault.answering(CloudWatchStandIn.error(500, "InternalServiceFault", "Oh."))
                .on(CloudWatchStandIn.READING)
                .after(2));

        TrafficEvidence evidence = seen(Measurements.services(1, 1));

        assertThat(evidence.series()).isEmpty();
        assertThat(only(evidence).message()).contains("InternalServiceFault");
    }

    @ParameterizedTest
    @CsvSource({"Forbidden, aws-permissions.json", "InternalError, later", "PartialData, later"})
    void aGroupThatWasNotReadToTheEndIsUnknown(String status, String remedy) {
        put(1, 1, 0, 1, 0);
        put(2, 1, 0, 1, 0);
        cloud.status(Measurements.targetGroup(CLUSTER, 2, 1), status);

        TrafficEvidence evidence = seen(Measurements.services(2, 1));

        assertThat(evidence.series()).extracting(Series::subject).containsOnly("Service/shop/web-1");
        assertThat(only(evidence).message()).contains("1 Service", status);
        assertThat(only(evidence).remedy()).contains(remedy);
    }

    @Test
    void aServiceWithOneSuchGroupIsUnknownAsAWhole() {
        put(1, 1, 0, 1, 0);
        put(1, 2, 0, 1, 0);
        cloud.status(Measurements.targetGroup(CLUSTER, 1, 2), "InternalError");

        TrafficEvidence evidence = seen(Measurements.services(1, 2));

        assertThat(evidence.series()).isEmpty();
        assertThat(only(evidence).message()).contains("1 Service", "InternalError");
    }

    @Test
    void failuresOfOneKindAreToldOnce() {
        for (int service : List.of(2, 400, 401)) {
            cloud.status(Measurements.targetGroup(CLUSTER, service, 1), "InternalError");
        }
        Observation observation = Measurements.services(500, 1);
        for (int service = 1; service <= 500; service++) {
            put(service, 1, 0, 1, 0);
        }

        assertThat(only(seen(observation)).message()).contains("3 Services");
        assertThat(cloud.calls()).hasSize(2);
    }

    @Test
    void whatIsTooOldIsNotAskedFor() {
        put(1, 1, 0, 2, 0);
        put(1, 1, 30, 3, 0);
        Instant now = minute(20).plus(Duration.ofDays(15));

        TrafficEvidence evidence = seen(Measurements.services(1, 1), HOUR, now);

        assertThat(healthy(evidence, 1)).isEqualTo(Map.of(minute(30), 3.0));
        assertThat(only(evidence).message()).contains("15 days", HOUR.toString());
    }

    @Test
    void aSpanThatIsWhollyTooOldNeedsNoCall() {
        TrafficEvidence evidence = seen(Measurements.services(1, 1), HOUR, START.plus(Duration.ofDays(40)));

        assertThat(only(evidence).message()).contains("15 days");
        assertThat(cloud.calls()).isEmpty();
    }

    @Test
    void whereThereIsNoServiceNothingIsAsked() {
        assertThat(seen(Observation.empty())).isEqualTo(TrafficEvidence.NONE);
        assertThat(cloud.calls()).isEmpty();
    }

    @Test
    void anotherClustersServiceOfTheSameNameIsAnother() {
        put(1, 1, 0, 2, 0);
        cloud.put(
                "HealthyHostCount",
                Measurements.loadBalancer("other", 1),
                Measurements.targetGroup("other", 1, 1),
                minute(0),
                50);
        List<Resource> both = new ArrayList<>(Measurements.service(CLUSTER, 1, 1));
        both.addAll(Measurements.service("other", 1, 1));

        TrafficEvidence evidence =
                seen(Observation.builder().actual(ResourceGraph.of(both)).build());

        assertThat(healthy(evidence, 1)).isEqualTo(Map.of(minute(0), 2.0));
    }

    /** Two Services with two ports each, without some objects. */
    private static Observation.Builder without(String... names) {
        Observation whole = Measurements.services(2, 2);
        return Observation.builder()
                .actual(ResourceGraph.of(whole.actual().resources().stream()
                        .filter(resource ->
                                !List.of(names).contains(resource.id().toString()))
                        .toList()));
    }

    private void putBoth() {
        for (int service = 1; service <= 2; service++) {
            for (int port = 1; port <= 2; port++) {
                put(service, port, 0, 2, 0);
            }
        }
    }

    @Test
    void aGroupThatNoListenerUsesIsNotMeasuredAndNotMissed() {
        putBoth();

        TrafficEvidence evidence = seen(
                without("AWS::ElasticLoadBalancingV2::Listener/demo-web-1:2").build());

        assertThat(healthy(evidence, 1)).isEqualTo(Map.of(minute(0), 2.0));
        assertThat(healthy(evidence, 2)).isEqualTo(Map.of(minute(0), 4.0));
        assertThat(evidence.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AWS::ElasticLoadBalancingV2::Listener, demo-web-1:2",
        "AWS::ElasticLoadBalancingV2::TargetGroup, demo-web-1-2",
        "AWS::ElasticLoadBalancingV2::LoadBalancer, demo-web-1",
    })
    void aServiceThatWasObservedInPartIsUnknownAndOthersAreNot(String kind, String name) {
        putBoth();
        Observation observation = without(kind + "/" + name)
                .addUnread(new Unread(kind, Optional.of(name), ErrorKind.THROTTLED, "Rate exceeded"))
                .build();

        TrafficEvidence evidence = seen(observation);

        assertThat(evidence.series()).extracting(Series::subject).containsOnly("Service/shop/web-2");
        assertThat(healthy(evidence, 2)).isEqualTo(Map.of(minute(0), 4.0));
        assertThat(only(evidence).message()).contains(kind + "/" + name, "Rate exceeded", "1 Service ");
    }

    @Test
    void listenersOfAnUnreadLoadBalancerAreUnread() {
        putBoth();
        Observation observation = without(
                        "AWS::ElasticLoadBalancingV2::LoadBalancer/demo-web-1",
                        "AWS::ElasticLoadBalancingV2::Listener/demo-web-1:1",
                        "AWS::ElasticLoadBalancingV2::Listener/demo-web-1:2")
                .addUnread(new Unread(
                        AwsKinds.LOAD_BALANCER.name(), Optional.of("demo-web-1"), ErrorKind.TRANSIENT, "Oh."))
                .build();

        TrafficEvidence evidence = seen(observation);

        assertThat(evidence.series()).extracting(Series::subject).containsOnly("Service/shop/web-2");
        assertThat(only(evidence).message()).contains("1 Service ", "Oh.");
    }

    @Test
    void withoutTheListOfTargetGroupsNoServiceIsKnown() {
        List<Resource> listeners = Measurements.services(2, 2).actual().resources().stream()
                .filter(resource -> resource.kind().equals(AwsKinds.LISTENER))
                .map(listener -> Resource.builder()
                        .from(listener)
                        .unset(AwsKinds.DEFAULT_ACTIONS)
                        .build())
                .toList();
        Observation observation = Observation.builder()
                .actual(ResourceGraph.of(listeners))
                .addUnread(new Unread(
                        AwsKinds.TARGET_GROUP.name(), Optional.empty(), ErrorKind.PERMISSION, "You may not."))
                .build();

        TrafficEvidence evidence = seen(observation);

        assertThat(evidence.series()).isEmpty();
        assertThat(only(evidence).message()).contains("2 Services", "You may not.");
        assertThat(cloud.calls()).isEmpty();
    }

    @Test
    void withoutAnyListServicesCannotBeNamed() {
        Observation observation = Observation.builder()
                .addUnread(new Unread(
                        AwsKinds.TARGET_GROUP.name(), Optional.empty(), ErrorKind.PERMISSION, "You may not."))
                .build();

        assertThat(only(seen(observation)).message()).contains("some Services", "You may not.");
    }

    @Test
    void theTargetGroupsOfARealObservationAreAskedFor() {
        try (StandInBed bed = StandInBed.withNodes(2)) {
            Reconciler engine = World.reconciler(bed.provider);
            engine.reconcile(World.cluster(2, World.service(1, Map.of())));
            Observation observation = bed.provider.observe(ObservationScope.cluster(SampleNetwork.CLUSTER));
            String loadBalancer = last(observation, AwsKinds.LOAD_BALANCER.name(), "loadbalancer/");
            String group = "targetgroup/" + last(observation, AwsKinds.TARGET_GROUP.name(), "targetgroup/");
            assertThat(loadBalancer).startsWith("net/k8s-shop-web1");
            cloud.put("HealthyHostCount", loadBalancer, group, minute(0), 2);
            cloud.put("UnHealthyHostCount", loadBalancer, group, minute(0), 0);

            TrafficEvidence evidence = seen(observation);

            assertThat(healthy(evidence, 1)).isEqualTo(Map.of(minute(0), 2.0));
            assertThat(evidence.findings()).isEmpty();
        }
    }

    private static String last(Observation observation, String kind, String mark) {
        String arn = observation.actual().resources().stream()
                .filter(resource -> resource.kind().name().equals(kind))
                .flatMap(resource -> resource.cloudId().stream())
                .findFirst()
                .orElseThrow();
        return arn.substring(arn.indexOf(mark) + mark.length());
    }
}
