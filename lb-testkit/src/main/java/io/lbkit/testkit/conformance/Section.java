package io.lbkit.testkit.conformance;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.resource.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** A part of the contract: a harness for each test, and what the tests of all parts need. */
@ExtendWith(RuleReport.class)
abstract class Section {
    final LoadBalancerProviderContract contract;
    final List<ProviderHarness> opened = new ArrayList<>();
    ProviderHarness harness;
    Bench bench;
    SampleCluster sample;
    private TestReporter reporter;

    // JUnit calls open before each test.
    @SuppressWarnings("NullAway.Init")
    Section(LoadBalancerProviderContract contract) {
        this.contract = contract;
    }

    @BeforeEach
    void open(TestInfo test, TestReporter testReporter) {
        reporter = testReporter;
        test.getTestMethod()
                .map(method -> method.getAnnotation(Rule.class))
                .map(rule -> contract.brokenByCloud().get(rule.id()))
                .ifPresent(why -> skipUnless(false, "the cloud of the harness breaks the rule: " + why));
        fresh();
    }

    /** Goes on with another empty cloud. */
    final void fresh() {
        harness = contract.open();
        opened.add(harness);
        bench = Bench.of(harness);
        sample = new SampleCluster(harness);
    }

    @AfterEach
    void closeAll() {
        opened.forEach(ProviderHarness::close);
    }

    final List<String> history() {
        return bench == null ? List.of() : bench.history();
    }

    final ClusterSnapshot oneService() {
        return sample.with(sample.service(1));
    }

    final ClusterSnapshot noService() {
        return sample.with();
    }

    /** Says in the report what a test could not reach. */
    final void notTested(TestInfo test, Iterable<String> what) {
        what.forEach(text -> reporter.publishEntry(test.getDisplayName() + ": not tested", text));
    }

    /** Skips the test if a question about the provider was answered with no. */
    static void ask(boolean answer, String question) {
        skipUnless(answer, question + " says no");
    }

    static void skipUnless(boolean condition, String why) {
        Assumptions.assumeTrue(condition, "skipped: " + why);
    }

    final List<ResourceKind> kinds() {
        return new ArrayList<>(new TreeSet<>(bench.provider().kinds()));
    }

    /** Each edit that the provider does not refuse, on its own. */
    final void forEachEdit(TestInfo test, Consumer<EditedCluster> body) {
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < sample.edits().size(); i++) {
            if (i > 0) {
                closeAll();
                opened.clear();
                fresh();
            }
            ServiceEdit edit = sample.edits().get(i);
            Optional<String> leftOut = harness.leavesOut(edit);
            if (leftOut.isPresent()) {
                refused.add(edit.name() + ": " + leftOut.get());
                continue;
            }
            ClusterSnapshot before = oneService();
            ClusterSnapshot after = sample.with(edit.change().apply(sample.service(1)));
            if (bench.plan(after).held().isEmpty()) {
                body.accept(new EditedCluster(edit.name(), before, after));
            } else {
                refused.add(edit.name() + ": the design has errors");
            }
        }
        notTested(test, refused);
    }

    /** A cluster before and after an edit of its Service. */
    record EditedCluster(String name, ClusterSnapshot before, ClusterSnapshot after) {}
}
