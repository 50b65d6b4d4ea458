package io.lbkit.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.TestInfo;

/** Rules 1xx. */
abstract class SchemaRules extends Section {
    SchemaRules(LoadBalancerProviderContract contract) {
        super(contract);
    }

    @Rule(id = "LBP-101", text = "Name, version of designs and kinds are the same each time")
    void constantsAreConstant() {
        assertThat(bench.provider().kinds()).as("kinds").isNotEmpty();
        assertThat(described(bench.provider().kinds()))
                .as("kinds, asked a second time")
                .isEqualTo(described(bench.provider().kinds()));
        assertThat(bench.provider().id()).as("id").isEqualTo(bench.provider().id());
        assertThat(bench.provider().designVersion())
                .as("design version")
                .isEqualTo(bench.provider().designVersion())
                .isNotEmpty();
    }

    @Rule(id = "LBP-102", text = "Every designed resource is of a declared kind with the declared attributes")
    void designsKeepToTheSchema(TestInfo test) {
        forEachEdit(
                test,
                cluster -> cluster.after()
                        .services()
                        .forEach(service -> requireDeclared(
                                "designed for " + cluster.name(),
                                bench.design(cluster.after(), service.key()).resources())));
    }

    @Rule(id = "LBP-103", text = "Every observed object of ours is of a declared kind with the declared attributes")
    void observationsKeepToTheSchema() {
        bench.apply("one Service", oneService());

        requireDeclared("observed", bench.ours());
    }

    @Rule(id = "LBP-104", text = "A provider may be closed twice")
    void closesTwice() {
        bench.apply("one Service", oneService());
        bench.provider().close();

        assertThatCode(() -> bench.provider().close()).as("the second close()").doesNotThrowAnyException();
    }

    @Rule(
            id = "LBP-105",
            level = Level.UNTESTABLE,
            text = "A provider never waits longer than for its calls, and never retries by itself")
    void neverRetries() {
        skipUnless(false, "only the cloud sees retries; the stand-in servers of a provider's own tests can count them");
    }

    private void requireDeclared(String what, Collection<Resource> resources) {
        Map<String, List<String>> declared = described(bench.provider().kinds());
        Map<String, List<String>> used = new TreeMap<>();
        resources.forEach(resource -> used.putAll(described(List.of(resource.kind()))));
        assertThat(declared).as("declared kinds, compared with those " + what).containsAllEntriesOf(used);
    }

    private static Map<String, List<String>> described(Collection<ResourceKind> kinds) {
        Map<String, List<String>> described = new TreeMap<>();
        kinds.forEach(kind -> described.put(
                kind.name(),
                new ArrayList<>(kind.attributes().stream().map(Attribute::name).toList())));
        return described;
    }
}
