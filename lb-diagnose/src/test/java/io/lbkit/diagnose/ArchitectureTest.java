package io.lbkit.diagnose;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.lbkit.diagnose", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule dependsOnTheModelAndTheEngineAlone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify.annotations..",
                    "org.immutables.value..",
                    "io.lbkit.model..",
                    "io.lbkit.reconcile..",
                    "io.lbkit.diagnose..");

    @ArchTest
    static final ArchRule dataFlowsOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("document")
            .definedBy("io.lbkit.diagnose.document..")
            .layer("root")
            .definedBy("io.lbkit.diagnose")
            .layer("rule")
            .definedBy("io.lbkit.diagnose.rule..")
            .layer("chain")
            .definedBy("io.lbkit.diagnose.chain..")
            .layer("evidence")
            .definedBy("io.lbkit.diagnose.evidence..")
            .layer("change")
            .definedBy("io.lbkit.diagnose.change..")
            .layer("traffic")
            .definedBy("io.lbkit.diagnose.traffic..")
            .layer("policy")
            .definedBy("io.lbkit.diagnose.policy..")
            .whereLayer("document")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("root")
            .mayOnlyBeAccessedByLayers("document")
            .whereLayer("rule")
            .mayOnlyBeAccessedByLayers("document", "root")
            .whereLayer("chain")
            .mayOnlyAccessLayers("evidence", "traffic", "policy")
            .whereLayer("change")
            .mayOnlyAccessLayers("evidence", "traffic", "policy")
            .whereLayer("evidence")
            .mayOnlyAccessLayers("traffic", "policy")
            .whereLayer("traffic")
            .mayNotAccessAnyLayer()
            .whereLayer("policy")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule packagesHaveNoCycle =
            slices().matching("io.lbkit.diagnose.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule knowsNeitherClockNorFiles = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio..", "java.net..")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
