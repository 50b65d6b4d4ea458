package io.lbkit.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code docs/how-to/stand-in-servers.md} shows. */
@Timeout(60)
class StandInServersHowToTest {
    private static StandInServer google(List<String> rules) {
        // docs: google
        Pagination pages = new Pagination("maxResults", "pageToken", 500);
        StandInServer cloud = StandInServer.builder()
                .errors(ErrorStyle.google())
                .on(RequestMatcher.request("POST", "/projects/{project}/rules"), call -> {
                    String name = call.request().bodyText();
                    if (rules.contains(name)) {
                        throw new CloudErrorException(new CloudError(409, "alreadyExists", name + " exists"));
                    }
                    rules.add(name);
                    return WireResponse.json(200, "{\"status\":\"DONE\"}");
                })
                .on(RequestMatcher.request("GET", "/projects/{project}/rules"), call -> {
                    Page<String> page = pages.page(call.request(), rules);
                    return WireResponse.json(
                            200, page.items() + " " + page.next().orElse("end"));
                })
                .start();
        // docs: end
        return cloud;
    }

    private static StandInServer aws() {
        // docs: aws
        StandInServer cloud = StandInServer.builder()
                .errors(ErrorStyle.awsQuery())
                .on(RequestMatcher.action("DescribeLoadBalancers"), call -> {
                    String name = call.request().parameter("Names.member.1").orElse("all");
                    return WireResponse.xml(200, "<LoadBalancerName>" + name + "</LoadBalancerName>");
                })
                .start();
        // docs: end
        return cloud;
    }

    private static HttpResponse<String> create(URI cloud, String name) throws IOException, InterruptedException {
        return Client.post(cloud, "/projects/p/rules", name);
    }

    private static HttpResponse<String> list(URI cloud) throws IOException, InterruptedException {
        return Client.get(cloud, "/projects/p/rules");
    }

    @Test
    void actionsAreAnswered() throws Exception {
        try (StandInServer cloud = aws()) {
            String form = "Action=DescribeLoadBalancers&Names.member.1=shop";
            assertThat(Client.action(cloud.uri(), form).body()).contains(">shop<");
        }
    }

    @Test
    void aLostAnswerIsReadBack() throws Exception {
        List<String> rules = new ArrayList<>();
        try (StandInServer cloud = google(rules)) {
            // docs: lost
            try (FaultProxy proxy = FaultProxy.to(cloud.uri())) {
                RequestMatcher creating = RequestMatcher.request("POST", "/projects/{project}/rules");
                proxy.add(WireFault.losingAnswer().on(creating));

                assertThatThrownBy(() -> create(proxy.uri(), "shop")).isInstanceOf(IOException.class);

                assertThat(rules).containsExactly("shop");
                assertThat(proxy.recording().requests(creating)).hasSize(1);
                proxy.assertAllUsed();
                assertThat(cloud.failures()).isEmpty();
            }
            // docs: end
            assertThat(create(cloud.uri(), "shop").body()).contains("alreadyExists");
        }
    }

    @Test
    void faultsCombine() throws Exception {
        List<String> rules = new ArrayList<>(List.of("a", "b"));
        List<Duration> waits = new ArrayList<>();
        ErrorStyle google = ErrorStyle.google();
        try (StandInServer cloud = google(rules);
                FaultProxy proxy =
                        FaultProxy.builder(cloud.uri()).sleeper(waits::add).start()) {
            // docs: combined
            RequestMatcher listing = RequestMatcher.request("GET", "/projects/{project}/rules");
            proxy.add(WireFault.pageSize("maxResults", 1).on(listing))
                    .add(WireFault.delayingAnswer(Duration.ofSeconds(30))
                            .on(listing)
                            .after(1))
                    .add(WireFault.answering(google.write(google.throttled()).retryAfter(Duration.ofSeconds(2)))
                            .on(listing)
                            .times(2));
            // docs: end
            assertThat(list(proxy.uri()).statusCode()).isEqualTo(429);
            assertThat(waits).isEmpty();
            assertThat(list(proxy.uri()).headers().firstValue("Retry-After")).contains("2");
            assertThat(waits).containsExactly(Duration.ofSeconds(30));
            assertThat(list(proxy.uri()).body()).startsWith("[a] ").doesNotEndWith("end");
            proxy.assertAllUsed();
        }
    }
}
