package io.lbkit.model;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The shape of the module: what it may use, and what of it may be seen. */
class ArchitectureTest {
    private static final JavaClasses MODEL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lbkit.model");

    @Test
    void theScanSawTheModel() {
        assertThat(MODEL.size()).isGreaterThan(100);
    }

    @Test
    void usesNothingButTheJdkAndAnnotations() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.lbkit.model..", "java..", "org.jspecify..", "org.immutables..")
                .check(MODEL);
    }

    @Test
    void doesNoInputOrOutput() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..", "java.util.concurrent..")
                .check(MODEL);
    }

    @Test
    void everyPackageIsNullMarked() {
        TreeSet<String> packages = new TreeSet<>();
        MODEL.forEach(type -> packages.add(type.getPackageName()));
        packages.remove("");
        assertThat(packages)
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(MODEL.getPackage(name).isAnnotatedWith(NullMarked.class))
                        .as(name)
                        .isTrue());
    }

    @Test
    void signaturesForUsersShowNothingInternal() {
        classes()
                .that()
                .resideOutsideOfPackage("..internal..")
                .and()
                .arePublic()
                .should(showNothingInternal())
                .check(MODEL);
    }

    private static ArchCondition<JavaClass> showNothingInternal() {
        return new ArchCondition<>("show nothing internal") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getMembers().stream()
                        .filter(ArchitectureTest::isForUsers)
                        .filter(member ->
                                member.getAllInvolvedRawTypes().stream().anyMatch(resideInAPackage("..internal..")))
                        .forEach(member -> events.add(SimpleConditionEvent.violated(
                                member, member.getDescription() + " shows an internal type")));
            }
        };
    }

    private static boolean isForUsers(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    /** Resources hold members and sets of members have fingerprints; this one circle is known. */
    @Test
    void packagesFormNoOtherCircle() {
        slices().matching("io.lbkit.model.(*)..").should().beFreeOfCycles().check(MODEL);
    }
}
