package io.lbkit.kubernetes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The arrows between the modules: model, then reconcile, then everything else side by side. */
class ModuleArrowsTest {
    private static final String MODEL = "io.lbkit.model..";
    private static final String RECONCILE = "io.lbkit.reconcile..";
    private static final String KUBERNETES = "io.lbkit.kubernetes..";
    private static final String TESTKIT = "io.lbkit.testkit..";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.lbkit");

    @Test
    @DisplayName("The scan sees the classes of every module")
    void scanSeesEveryModule() {
        for (String root :
                new String[] {"io.lbkit.model", "io.lbkit.reconcile", "io.lbkit.kubernetes", "io.lbkit.testkit"}) {
            assertThat(ALL.stream().filter(type -> type.getPackageName().startsWith(root)))
                    .as(root)
                    .hasSizeGreaterThan(20);
        }
    }

    @Test
    @DisplayName("The model knows no other module")
    void model() {
        never(MODEL, RECONCILE, KUBERNETES, TESTKIT).check(ALL);
    }

    @Test
    @DisplayName("The engine knows the model alone")
    void reconcile() {
        never(RECONCILE, KUBERNETES, TESTKIT).check(ALL);
    }

    @Test
    @DisplayName("The Kubernetes binding and the testkit do not know each other")
    void sideBySide() {
        never(KUBERNETES, TESTKIT).check(ALL);
        never(TESTKIT, KUBERNETES).check(ALL);
    }

    @Test
    @DisplayName("The Kubernetes client stays in the Kubernetes binding")
    void clientStaysInside() {
        never(MODEL, "io.fabric8..", "com.fasterxml..", "org.snakeyaml..").check(ALL);
        never(RECONCILE, "io.fabric8..", "com.fasterxml..", "org.snakeyaml..").check(ALL);
        never(TESTKIT, "io.fabric8..", "com.fasterxml..", "org.snakeyaml..").check(ALL);
    }

    @Test
    @DisplayName("jqwik is optional: only one package of the testkit uses it")
    void jqwikIsOptional() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lbkit.testkit.jqwik..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.jqwik..")
                .check(ALL);
    }

    private static ArchRule never(String from, String... to) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to);
    }
}
