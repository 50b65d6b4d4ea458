package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.aws.AwsProvider;
import io.lbkit.aws.AwsSettings;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderException;
import io.lbkit.testkit.aws.SampleNetwork;
import io.lbkit.testkit.wire.CloudError;
import io.lbkit.testkit.wire.ErrorStyle;
import io.lbkit.testkit.wire.RequestMatcher;
import io.lbkit.testkit.wire.WireFault;
import java.net.URI;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    private static final String CLUSTER = "demo";
    private static final RequestMatcher CREATION = RequestMatcher.action("CreateTargetGroup");

    private final StandInBed bed = StandInBed.withNodes(0);

    @AfterEach
    void close() {
        bed.close();
    }

    private static Resource targetGroup() {
        return Resource.builder()
                .kind(AwsKinds.TARGET_GROUP)
                .name("web")
                .addOwner(Owner.ofCluster(CLUSTER))
                .set(AwsKinds.TARGET_GROUP_PROTOCOL, "TCP")
                .set(AwsKinds.TARGET_GROUP_PORT, 30080L)
                .set(AwsKinds.TARGET_TYPE, "instance")
                .set(AwsKinds.VPC_ID, SampleNetwork.VPC)
                .build();
    }

    private static ChangeBatch batch(Change... changes) {
        return ChangeBatch.builder()
                .key(changes[0].id().toString())
                .addChanges(changes)
                .build();
    }

    private ProviderException failure(WireFault fault) {
        bed.proxy.add(fault);
        BatchResult result = bed.provider.apply(batch(new Change.Create(targetGroup())));
        bed.proxy.assertAllUsed();
        assertThat(result.results()).hasSize(1).first().isInstanceOf(ChangeResult.Failed.class);
        return ((ChangeResult.Failed) result.results().get(0)).error();
    }

    @ParameterizedTest
    @CsvSource({
        "400, Throttling, THROTTLED",
        "400, TooManyTargetGroups, QUOTA",
        "400, TargetGroupAssociationLimit, QUOTA",
        "400, DuplicateTargetGroupName, ALREADY_EXISTS",
        "400, ValidationError, INVALID",
        "400, InvalidConfigurationRequest, INVALID",
        "400, OperationNotPermitted, INVALID",
        "400, SomethingNew, INVALID",
        "400, PriorRequestNotComplete, TRANSIENT",
        "400, ResourceInUse, IN_USE",
        "403, AccessDenied, PERMISSION",
        "403, ExpiredToken, PERMISSION",
        "403, SomethingNew, PERMISSION",
        "500, InternalFailure, STATE_UNKNOWN",
        "503, ServiceUnavailable, STATE_UNKNOWN",
    })
    void codesAreTold(int status, String code, ErrorKind kind) {
        CloudError error = new CloudError(status, code, "As AWS puts it.");

        ProviderException failure =
                failure(WireFault.answering(ErrorStyle.awsQuery().write(error)).on(CREATION));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.detail()).startsWith(code + ": As AWS puts it.").contains("request 00000000");
        assertThat(failure.resource()).contains(targetGroup().id());
    }

    @Test
    void retryAfterIsToldWithThrottling() {
        ErrorStyle style = ErrorStyle.awsQuery();
        ProviderException failure =
                failure(WireFault.answering(style.write(style.throttled()).retryAfter(Duration.ofSeconds(7)))
                        .on(CREATION));

        assertThat(failure.kind()).isEqualTo(ErrorKind.THROTTLED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void aLostAnswerLeavesTheStateUnknownAndIsNotSentAgain() {
        ProviderException failure = failure(WireFault.losingAnswer().on(CREATION));

        assertThat(failure.kind()).isEqualTo(ErrorKind.STATE_UNKNOWN);
        assertThat(bed.proxy.recording().requests(CREATION)).hasSize(1);
        assertThat(bed.provider.apply(batch(new Change.Create(targetGroup()))).results())
                .as("making it again")
                .hasOnlyElementsOfType(ChangeResult.Done.class);
        assertThat(bed.standIn.calls().stream().filter(call -> call.action().equals("CreateTargetGroup")))
                .as("creations that reached AWS")
                .hasSize(1);
    }

    @Test
    void aCutAnswerLeavesTheStateUnknown() {
        assertThat(failure(WireFault.truncatingAnswer().on(CREATION)).kind()).isEqualTo(ErrorKind.STATE_UNKNOWN);
    }

    @Test
    void aLostReadIsTransient() {
        RequestMatcher reading = RequestMatcher.action("DescribeTargetGroups");

        assertThat(failure(WireFault.losingAnswer().on(reading)).kind()).isEqualTo(ErrorKind.TRANSIENT);
    }

    @Test
    void nobodyAtTheEndpointIsTransient() {
        bed.proxy.close();

        BatchResult result = bed.provider.apply(batch(new Change.Create(targetGroup())));

        assertThat(result.results().get(0))
                .asInstanceOf(InstanceOfAssertFactories.type(ChangeResult.Failed.class))
                .extracting(failed -> failed.error().kind())
                .isEqualTo(ErrorKind.TRANSIENT);
    }

    @Test
    void throttlingOfEc2IsTold() {
        bed.proxy.add(WireFault.throttling(ErrorStyle.awsEc2()).on(RequestMatcher.action("DescribeSubnets")));

        assertThatThrownBy(() -> bed.provider.observe(ObservationScope.cluster(CLUSTER)))
                .asInstanceOf(InstanceOfAssertFactories.type(ProviderException.class))
                .extracting(ProviderException::kind)
                .isEqualTo(ErrorKind.THROTTLED);
    }

    @Test
    void aProviderThatOnlyReadsRefusesEveryChange() {
        try (AwsProvider reader = AwsProvider.of(bed.settings().readOnly(true).build())) {
            reader.observe(ObservationScope.cluster(CLUSTER));

            assertThatThrownBy(() -> reader.apply(batch(new Change.Create(targetGroup()))))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("read only")
                    .extracting(failure -> ((ProviderException) failure).kind())
                    .isEqualTo(ErrorKind.PERMISSION);
        }
        assertThat(bed.standIn.calls()).allMatch(call -> call.action().startsWith("Describe"));
    }

    @Test
    void anUnknownVpcIsToldWithTheSetting() {
        AwsSettings elsewhere = bed.settings().vpcId("vpc-0123456789abcdef0").build();
        try (AwsProvider provider = AwsProvider.of(elsewhere)) {
            assertThatThrownBy(() -> provider.observe(ObservationScope.cluster(CLUSTER)))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("vpc-0123456789abcdef0");
        }
    }

    @Test
    void nothingIsAskedBeforeTheFirstCall() {
        try (AwsProvider provider = AwsProvider.of(
                AwsSettings.builder().endpoint(URI.create("http://127.0.0.1:1")).build())) {
            assertThat(provider.kinds()).isNotEmpty();
        }
        assertThat(bed.standIn.calls()).isEmpty();
    }
}
