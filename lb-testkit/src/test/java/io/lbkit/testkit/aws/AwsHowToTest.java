package io.lbkit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code docs/how-to/stand-in-servers.md} shows of AWS. */
@Timeout(60)
class AwsHowToTest {
    private static AwsStandIn started() {
        // docs: aws-stand-in
        AwsStandIn aws = AwsStandIn.builder(SampleNetwork.create())
                .times(AwsTimes.slow())
                .quotas(AwsQuotas.standard().with(AwsQuotas.Quota.LISTENERS, 2))
                .pageLimit(3)
                .start();
        // docs: end
        return aws;
    }

    @Test
    void timeAndHealthAreTheTestsOwn() {
        try (AwsStandIn aws = started();
                Sdk sdk = new Sdk(aws.uri())) {
            assertThat(sdk.ec2.describeSubnets().subnets()).hasSize(3);
            // docs: aws-time
            aws.setHealth(SampleNetwork.instance("a"), AwsTargetHealth.timingOut());
            aws.advance(Duration.ofMinutes(5));
            assertThat(aws.calls()).extracting(AwsCall::toString).contains("ec2:DescribeSubnets");
            // docs: end
            assertThat(aws.now()).isEqualTo("2026-01-01T00:05:00Z");
        }
    }
}
