package org.countersign.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import fixture.architecture.Breaches;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Controller;

/** Every rule holds for the product and fails for its breach: a guard that cannot fail guards nothing. */
class ArchitectureTests {

    private static final String DOMAIN =
            "org.countersign.(shared|proof|verifier|consumer|audit|consent|suggestion|policy|bias|screening|review"
                    + "|allocation|delivery|rendering|archive|webhook|operations|governance)..";

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar") && !location.contains("/test-classes/"))
            .importPackages("org.countersign");

    private static final JavaClasses BREACHES = new ClassFileImporter().importClasses(nested());

    private static final List<ArchRule> RULES = List.of(
            noClasses()
                    .that()
                    .areMetaAnnotatedWith(Controller.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.kie..", "org.drools..", "io.camunda..", "org.countersign.rules..")
                    .as("Controllers know neither the rule engine nor the process engine"),
            noClasses()
                    .that(resideInAPackage(DOMAIN).or(isBreach("DomainThatKnowsRules")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.kie..",
                            "org.drools..",
                            "io.camunda..",
                            "jakarta.servlet..",
                            "org.springframework.web..",
                            "org.springframework.security..")
                    .as("The domain knows no rule engine, no process engine and no web"),
            noClasses()
                    .that(describe(
                            "take part in planning",
                            type -> type.getAnnotations().stream()
                                    .anyMatch(annotation -> annotation
                                            .getRawType()
                                            .getPackageName()
                                            .startsWith("org.optaplanner.core.api.domain"))))
                    .should()
                    .beAnnotatedWith(Entity.class)
                    .as("Planning classes are not stored"),
            classes()
                    .that()
                    .areAnnotatedWith(Entity.class)
                    .should()
                    .notBePublic()
                    .as("Stored classes belong to their feature alone"),
            classes()
                    .that()
                    .areAssignableTo(Repository.class)
                    .should()
                    .notBePublic()
                    .as("Repositories belong to their feature alone"),
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(LocalDate.class, "now")
                    .orShould()
                    .callMethod(LocalDateTime.class, "now")
                    .orShould()
                    .callMethod(ZonedDateTime.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .as("Everything asks the injected clock"),
            classes()
                    .that(describe("are packed for those without the server", ArchitectureTests::standsAlone)
                            .or(isBreach("VerifierThatNeedsMore")))
                    .should()
                    .onlyDependOnClassesThat(describe(
                            "come with them or with the JDK",
                            type -> standsAlone(type)
                                    || type.getPackageName().startsWith("java.")
                                    || type.getPackageName().startsWith("org.jspecify.")
                                    || type.isPrimitive()
                                    || type.isArray()))
                    .as("The offline verifier and the consumer's client need the JDK alone"),
            noFields()
                    .should()
                    .beAnnotatedWith(Autowired.class)
                    .orShould()
                    .beAnnotatedWith(Value.class)
                    .as("Dependencies come through the constructor"),
            noClasses()
                    .should()
                    .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Dto|DTO)")
                    .as("Names say what a thing is"),
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.kie.api.builder..")
                    .orShould()
                    .dependOnClassesThat()
                    .haveSimpleName("KieHelper")
                    .as("No rule text is ever compiled"));

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void failsForItsBreach(ArchRule rule) {
        assertThatThrownBy(() -> rule.check(BREACHES)).isInstanceOf(AssertionError.class);
    }

    @Test
    void seeTheWholeProduct() {
        assertThat(PRODUCT)
                .extracting(JavaClass::getPackageName)
                .contains(
                        "org.countersign.shared",
                        "org.countersign.suggestion",
                        "org.countersign.rules",
                        "org.countersign.api",
                        "org.countersign.pages",
                        "org.countersign.security");
        assertThat(PRODUCT).noneMatch(type -> type.getSimpleName().endsWith("Tests"));
    }

    static List<Named<ArchRule>> rules() {
        return RULES.stream().map(rule -> Named.of(rule.getDescription(), rule)).toList();
    }

    /** Annotations of packages say where a class belongs and are not looked for when it runs. */
    private static boolean standsAlone(JavaClass type) {
        String name = type.getPackageName();
        return !type.getSimpleName().equals("package-info")
                && (name.equals("org.countersign.proof")
                        || name.equals("org.countersign.verifier")
                        || name.equals("org.countersign.consumer")
                        || type.getFullName().matches("org\\.countersign\\.shared\\.(Ed25519|Sha256|Signer)"));
    }

    private static DescribedPredicate<JavaClass> isBreach(String name) {
        return describe("are the breach " + name, type -> type.getSimpleName().equals(name));
    }

    private static Class<?>[] nested() {
        return Breaches.class.getDeclaredClasses();
    }
}
