package io.lbkit.aws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.lbkit.aws", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("provider")
            .definedBy("io.lbkit.aws")
            .layer("driver")
            .definedBy("io.lbkit.aws.internal.driver..")
            .layer("design")
            .definedBy("io.lbkit.aws.internal.design..")
            .layer("network")
            .definedBy("io.lbkit.aws.internal.network..")
            .layer("request")
            .definedBy("io.lbkit.aws.internal.request..")
            .layer("facts")
            .definedBy("io.lbkit.aws.facts..")
            .layer("schema")
            .definedBy("io.lbkit.aws.schema..")
            .whereLayer("provider")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("driver")
            .mayOnlyBeAccessedByLayers("provider")
            .whereLayer("design")
            .mayOnlyBeAccessedByLayers("provider")
            .whereLayer("network")
            .mayOnlyBeAccessedByLayers("provider", "design")
            .whereLayer("request")
            .mayOnlyBeAccessedByLayers("provider", "design", "network")
            .whereLayer("facts")
            .mayOnlyBeAccessedByLayers("provider", "driver", "design", "network", "request")
            .whereLayer("schema")
            .mayOnlyBeAccessedByLayers("provider", "driver", "design", "network", "request", "facts");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.lbkit.aws.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_DRIVER_CALLS_AWS = noClasses()
            .that()
            .resideOutsideOfPackages("io.lbkit.aws.internal.driver..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..")
            .allowEmptyShould(true);
}
