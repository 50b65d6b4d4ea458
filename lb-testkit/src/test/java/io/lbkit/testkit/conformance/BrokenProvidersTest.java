package io.lbkit.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.reflect.Method;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The kit is tested by providers that break the contract: each breaks exactly the rules that it should. */
class BrokenProvidersTest {
    private static final Launcher LAUNCHER = LauncherFactory.create();

    @ParameterizedTest
    @EnumSource
    void breaksExactly(Breach breach) {
        assertThat(broken(breach.contract())).isEqualTo(breach.rules());
    }

    static SortedSet<String> broken(Class<?> contract) {
        return new TreeSet<>(failures(contract).keySet());
    }

    static SortedMap<String, Throwable> failures(Class<?> contract) {
        SortedMap<String, Throwable> failures = new TreeMap<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(contract))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build();
        LAUNCHER.execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    failures.put(rule(test), result.getThrowable().orElseThrow());
                }
            }
        });
        return failures;
    }

    private static String rule(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getJavaMethod())
                .map((Method method) -> method.getAnnotation(Rule.class).id())
                .orElse(test.getDisplayName());
    }

    @Test
    @DisplayName("A failure names the rule, what was found, what was done before, and how to see it again")
    void failuresExplainThemselves() {
        Throwable failure = failures(BrokenCalls.PromisesTooManyMembers.class).get("LBP-502");

        assertThat(failure)
                .isInstanceOf(ContractViolation.class)
                .hasMessageContaining(
                        "LBP-502 (required): Members come and go, more of them than one call may move is broken.")
                .hasMessageContaining("changes that failed")
                .hasMessageContaining("1. 2 nodes:")
                .hasMessageContaining(
                        "run manyMembersComeAndGo of " + BrokenCalls.PromisesTooManyMembers.class.getName());
    }
}
