package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.aws.SampleNetwork;
import io.lbkit.testkit.wire.RequestMatcher;
import io.lbkit.testkit.wire.WireFault;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Somebody deletes an object after it was listed and before the call about it, which AWS then refuses for all objects that it names.
 * What is still there is observed all the same.
 */
class GoneMeanwhileTest {
    private static final int NODES = 1;
    private static final int SERVICES = 3;

    private final StandInBed bed = StandInBed.withNodes(NODES);
    private final Console console = new Console(bed.standIn.uri());
    private String loadBalancer = "";
    private String targetGroup = "";

    @BeforeEach
    void makeThree() {
        World.reconciler(bed.provider)
                .reconcile(World.cluster(
                        NODES,
                        IntStream.rangeClosed(1, SERVICES)
                                .mapToObj(number -> World.service(number, Map.of()))
                                .toArray(Service[]::new)));
        loadBalancer = cloudId(AwsKinds.LOAD_BALANCER);
        targetGroup = cloudId(AwsKinds.TARGET_GROUP);
    }

    @AfterEach
    void close() {
        console.close();
        bed.close();
    }

    private Observation observe() {
        return bed.provider.observe(ObservationScope.cluster(SampleNetwork.CLUSTER));
    }

    private static List<Resource> of(Observation observation, ResourceKind kind) {
        return observation.actual().resources().stream()
                .filter(resource -> resource.kind().equals(kind))
                .toList();
    }

    /** {@return the id of an object of the second Service} */
    private String cloudId(ResourceKind kind) {
        return of(observe(), kind).stream()
                .filter(resource -> resource.name().startsWith("k8s-shop-web2-"))
                .findFirst()
                .flatMap(Resource::cloudId)
                .orElseThrow();
    }

    private void deleteLoadBalancer() {
        console.elb.deleteLoadBalancer(request -> request.loadBalancerArn(loadBalancer));
    }

    private void deleteTargetGroup() {
        deleteLoadBalancer();
        console.elb.deleteTargetGroup(request -> request.targetGroupArn(targetGroup));
    }

    private Observation observeWhile(RequestMatcher call, Runnable deletion) {
        bed.proxy.add(WireFault.meanwhile("somebody deletes it", deletion).on(call));
        Observation observation = observe();
        bed.proxy.assertAllUsed();
        return observation;
    }

    /** A call for tags that names an object, by the end of its ARN, which the encoding of the call leaves alone. */
    private static RequestMatcher tagsOf(String arn) {
        return RequestMatcher.action("DescribeTags").bodyContaining(arn.substring(arn.lastIndexOf('/') + 1));
    }

    private static void assertOthersAreThere(Observation observation, ResourceKind kind) {
        assertThat(of(observation, kind))
                .as("the others of " + kind)
                .hasSize(SERVICES - 1)
                .noneMatch(resource -> resource.name().startsWith("k8s-shop-web2-"));
        assertThat(observation.unread()).isEmpty();
    }

    @Test
    void aLoadBalancerThatGoesBeforeItsTagsAreRead() {
        Observation observation = observeWhile(tagsOf(loadBalancer), this::deleteLoadBalancer);

        assertOthersAreThere(observation, AwsKinds.LOAD_BALANCER);
        assertOthersAreThere(observation, AwsKinds.LISTENER);
    }

    @Test
    void aTargetGroupThatGoesBeforeItsTagsAreRead() {
        assertOthersAreThere(observeWhile(tagsOf(targetGroup), this::deleteTargetGroup), AwsKinds.TARGET_GROUP);
    }

    @Test
    void aLoadBalancerThatGoesBeforeItsListenersAreRead() {
        RequestMatcher listeners =
                RequestMatcher.action("DescribeListeners").parameter("LoadBalancerArn", loadBalancer);

        assertOthersAreThere(observeWhile(listeners, this::deleteLoadBalancer), AwsKinds.LISTENER);
    }

    @Test
    void aListenerThatGoesBeforeItsTagsAreRead() {
        String listener = cloudId(AwsKinds.LISTENER);

        Observation observation = observeWhile(
                tagsOf(listener), () -> console.elb.deleteListener(request -> request.listenerArn(listener)));

        assertOthersAreThere(observation, AwsKinds.LISTENER);
        assertThat(of(observation, AwsKinds.LOAD_BALANCER)).hasSize(SERVICES);
    }

    @Test
    void aLoadBalancerThatGoesBeforeItsSettingsAreReadIsUnknownAlone() {
        RequestMatcher settings =
                RequestMatcher.action("DescribeLoadBalancerAttributes").parameter("LoadBalancerArn", loadBalancer);

        Observation observation = observeWhile(settings, this::deleteLoadBalancer);

        assertThat(of(observation, AwsKinds.LOAD_BALANCER)).hasSize(SERVICES - 1);
        assertThat(observation.unread())
                .singleElement()
                .satisfies(part -> assertThat(part.name())
                        .hasValueSatisfying(name -> assertThat(name).startsWith("k8s-shop-web2-")));
        assertThat(observe().unread()).as("the next time").isEmpty();
    }
}
