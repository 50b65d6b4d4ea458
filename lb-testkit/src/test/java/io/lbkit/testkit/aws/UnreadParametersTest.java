package io.lbkit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A parameter that AWS knows and the stand-in does nothing with must not pass for one that was obeyed. */
@Timeout(60)
class UnreadParametersTest {
    @Test
    void itFailsLoudly() {
        try (AwsStandIn standIn = AwsStandIn.start(SampleNetwork.create());
                Sdk sdk = new Sdk(standIn.uri())) {
            assertThatThrownBy(() -> sdk.ec2.describeSecurityGroups(request -> request.groupNames("demo-nodes")))
                    .isInstanceOfSatisfying(
                            AwsServiceException.class,
                            error -> assertThat(error.statusCode()).isEqualTo(500));
            assertThat(standIn.failures()).singleElement().asString().contains("[GroupName] of DescribeSecurityGroups");
        }
    }
}
