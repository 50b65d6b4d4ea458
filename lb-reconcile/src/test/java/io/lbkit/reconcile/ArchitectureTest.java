package io.lbkit.reconcile;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "io.lbkit.reconcile", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static void theScanSawTheModule(JavaClasses seen) {
        assertThat(seen).hasSizeGreaterThan(30);
    }

    @ArchTest
    static final ArchRule dependsOnTheModelAndLittleElse = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.lbkit.reconcile..",
                    "io.lbkit.model..",
                    "org.slf4j..",
                    "dev.failsafe..",
                    "org.jspecify.annotations..",
                    // annotations that only the compiler reads
                    "org.immutables.value..",
                    "java..");

    @ArchTest
    static final ArchRule usesNoInternalsOfOtherModules =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.lbkit.model..internal..");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked =
            classes().that().areTopLevelClasses().should(residesInANullMarkedPackage());

    @ArchTest
    static final ArchRule packagesPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("root")
            .definedBy("io.lbkit.reconcile")
            .layer("document")
            .definedBy("io.lbkit.reconcile.document..")
            .layer("execute")
            .definedBy("io.lbkit.reconcile.execute..")
            .layer("fleet")
            .definedBy("io.lbkit.reconcile.fleet..")
            .layer("guard")
            .definedBy("io.lbkit.reconcile.guard..")
            .layer("plan")
            .definedBy("io.lbkit.reconcile.plan..")
            .layer("spi")
            .definedBy("io.lbkit.reconcile.spi..")
            .layer("backend")
            .definedBy("io.lbkit.reconcile.backend..")
            .whereLayer("root")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("document")
            .mayOnlyAccessLayers("plan", "guard", "execute", "spi", "backend")
            .whereLayer("execute")
            .mayOnlyAccessLayers("plan", "guard", "spi")
            .whereLayer("fleet")
            .mayOnlyAccessLayers("plan", "spi", "backend")
            .whereLayer("guard")
            .mayOnlyAccessLayers("plan", "spi")
            .whereLayer("plan")
            .mayOnlyAccessLayers("spi", "backend")
            .whereLayer("spi")
            .mayOnlyAccessLayers("backend")
            .whereLayer("backend")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule packagesHaveNoCycle =
            slices().matching("io.lbkit.reconcile.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    private static ArchCondition<JavaClass> residesInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package with @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " marked: " + marked));
            }
        };
    }
}
