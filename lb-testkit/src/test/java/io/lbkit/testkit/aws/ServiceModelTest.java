package io.lbkit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service models refuse, which the real client cannot always be made to send. */
class ServiceModelTest extends StandInFixture {
    private static final String ELB = "Version=2015-12-01&Action=";
    private static final String EC2 = "Version=2016-11-15&Action=";

    private String post(String form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(standIn.uri())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "DescribeLoadBalancers&Colour=red | InvalidQueryParameter | The parameter Colour is not recognized",
                "DescribeTags&ResourceArns.member.x=1 | InvalidQueryParameter | ResourceArns.member.x",
                "CreateTargetGroup&Name.First=a | InvalidQueryParameter | Name.First",
                "DescribeLoadBalancers&Names=shop | ValidationError | 'Names' failed to satisfy constraint: Member must not be a text",
                "CreateTargetGroup&Name=a&Matcher=200 | ValidationError | 'Matcher'",
                "CreateTargetGroup | ValidationError | 1 validation error detected: Value null at 'Name'",
                "RegisterTargets | ValidationError | 2 validation errors detected: Value null at 'TargetGroupArn'",
                "AddTags&ResourceArns.member.1=a&Tags= | ValidationError | 'Tags' failed to satisfy constraint: Member must have length greater than or equal to 1",
                "AddTags&ResourceArns.member.1=a&Tags.member.1.Value=b | ValidationError | 'Tags.member.1.Key'",
                "AddTags&ResourceArns.member.1=a&Tags.member.1.Key=%21 | ValidationError | regular expression pattern",
                "CreateTargetGroup&Name=a&Port=0 | ValidationError | greater than or equal to 1",
                "CreateTargetGroup&Name=a&Port=65536 | ValidationError | less than or equal to 65535",
                "CreateTargetGroup&Name=a&Port=x | ValidationError | must be an integer",
                "CreateTargetGroup&Name=a&Protocol=SCTP | ValidationError | enum value set: [HTTP, HTTPS, TCP,",
                "CreateTargetGroup&Name=a&HealthCheckIntervalSeconds=4 | ValidationError | greater than or equal to 5",
                "CreateTargetGroup&Name=a&HealthCheckEnabled=yes | ValidationError | must be true or false",
                "DescribeLoadBalancers&PageSize=401 | ValidationError | less than or equal to 400",
                "MakeCoffee | InvalidAction | MakeCoffee"
            })
    void elasticLoadBalancingRefuses(String request, String code, String message) throws Exception {
        assertThat(post(ELB + request))
                .startsWith("<ErrorResponse>")
                .contains("<Type>Sender</Type>", "<Code>" + code + "</Code>", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "DescribeVpcs&Colour=red | UnknownParameter | The parameter Colour is not recognized",
                "CreateSecurityGroup&GroupName=a | MissingParameter | GroupDescription",
                "CreateSecurityGroup&GroupName=a&GroupDescription=b&TagSpecification.1.ResourceType=teapot | InvalidParameterValue | Value (teapot) for parameter TagSpecification.1.ResourceType is invalid",
                "DescribeVpcs&MaxResults=4 | InvalidParameterValue | greater than or equal to 5",
                "DescribeVpcs&DryRun=true | DryRunOperation | would have succeeded",
                "MakeCoffee | InvalidAction | MakeCoffee"
            })
    void ec2Refuses(String request, String code, String message) throws Exception {
        assertThat(post(EC2 + request))
                .startsWith("<Response><Errors><Error>")
                .contains("<Code>" + code + "</Code>", message, "<RequestID>");
    }

    @Test
    void aVersionOfNoServiceIsRefused() throws Exception {
        assertThat(post("Version=1&Action=DescribeVpcs")).contains("<Code>NoSuchVersion</Code>");
    }

    @Test
    void whatTheModelAllowsIsCarriedOut() throws Exception {
        assertThat(post(EC2 + "DescribeVpcs&MaxResults=5&Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-*"))
                .contains("<vpcId>" + SampleNetwork.VPC + "</vpcId>");
    }

    @Test
    void aGetIsReadLikeAForm() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(standIn.uri().resolve("/?" + EC2 + "DescribeAvailabilityZones"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("<zoneName>us-east-1c</zoneName>");
    }
}
