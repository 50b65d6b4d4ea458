package io.lbkit.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.finding.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestMatcherTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/rules,                /v1/rules,          true",
        "/v1/rules,                /v1/rules/,         false",
        "/v1/rules,                /v1/rules?x=1,      true",
        "/v1/{kind},               /v1/rules,          true",
        "/v1/{kind},               /v1/rules/r,        false",
        "/v1/{kind},               /v1/,               false",
        "/v1/{kind}:attach,        /v1/group:attach,   true",
        "/v1/{kind}:attach,        /v1/group:detach,   false",
        "/v1/**,                   /v1,                true",
        "/v1/**,                   /v1/a/b/c,          true",
        "/v1/**,                   /v10,               false",
        "/v1/a.c,                  /v1/abc,            false",
        "/V1/rules,                /v1/rules,          false",
    })
    void pathsMatch(String pattern, String target, boolean matches) {
        assertThat(RequestMatcher.any().path(pattern).matches(WireRequest.of("GET", target)))
                .isEqualTo(matches);
    }

    @Test
    void caseOfAPathMayNotMatter() {
        RoutedRequest routed = RequestMatcher.any()
                .pathIgnoringCase("/resourceGroups/{group}/loadBalancers")
                .route(WireRequest.of("GET", "/resourcegroups/Mine/LOADBALANCERS"))
                .orElseThrow();
        assertThat(routed.variable("group")).isEqualTo("Mine");
        assertThatThrownBy(() -> routed.variable("name"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("[group]");
    }

    @Test
    void allConditionsMustHold() {
        RequestMatcher matcher = RequestMatcher.request("post", "/v1/{x}")
                .header("If-Match", "\"1\"")
                .bodyContaining("name")
                .that("small", request -> request.body().size() < 10);
        WireRequest request = new WireRequest("POST", "/v1/a", Headers.of("if-match", "\"1\""), Body.of("name"));

        assertThat(matcher).hasToString("POST /v1/{x} header If-Match: \"1\" body containing 'name' small");
        assertThat(RequestMatcher.any()).hasToString("any request");
        assertThat(matcher.matches(request)).isTrue();
        assertThat(matcher.matches(request.withBody(Body.of("name and more")))).isFalse();
        assertThat(matcher.matches(request.withBody(Body.of("other")))).isFalse();
        assertThat(matcher.matches(new WireRequest("POST", "/v1/a", Headers.none(), Body.of("name"))))
                .isFalse();
        assertThat(matcher.matches(new WireRequest("PUT", "/v1/a", request.headers(), request.body())))
                .isFalse();
    }
}
