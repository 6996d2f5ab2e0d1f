package org.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The small arrows: every feature of every jar is a module, and uses only what its package-info allows. */
class ModularityTests {

    // In a whole build the domain's tests are a jar, which Modulith does not take for tests.
    private static final DescribedPredicate<JavaClass> FROM_THE_TEST_JAR = DescribedPredicate.describe(
            "come from a jar of tests",
            type -> type.getSource()
                    .filter(source -> source.getUri().toString().contains("-tests.jar"))
                    .isPresent());

    private static final ApplicationModules MODULES =
            ApplicationModules.of(CountersignApplication.class, FROM_THE_TEST_JAR);

    @Test
    void everyFeatureUsesOnlyWhatItNames() {
        MODULES.verify();
    }

    @Test
    void everyFeatureOfEveryJarIsAModule() {
        List<String> names = MODULES.stream()
                .map(module -> module.getIdentifier().toString())
                .toList();

        assertThat(names)
                .contains(
                        "shared",
                        "proof",
                        "verifier",
                        "consumer",
                        "audit",
                        "consent",
                        "suggestion",
                        "policy",
                        "bias",
                        "screening",
                        "review",
                        "allocation",
                        "delivery",
                        "rendering",
                        "archive",
                        "webhook",
                        "operations",
                        "monitoring",
                        "privacy",
                        "oversight",
                        "governance",
                        "rules",
                        "workflows",
                        "database",
                        "security",
                        "api",
                        "pages",
                        "demo");
    }

    @Test
    void everyModuleOfTheDomainSaysWhatItMayUse() {
        assertThat(MODULES.stream()
                        .filter(module -> module.getBasePackage().getName().startsWith("org.countersign")))
                .allSatisfy(module -> assertThat(module.getBasePackage()
                                .findAnnotation(org.springframework.modulith.ApplicationModule.class))
                        .as(module.getDisplayName())
                        .isPresent());
    }

    /** What {@link ApplicationModules#verify} would say if a feature reached into another's internals. */
    @Test
    void aReachIntoAnotherFeatureWouldBeFound() {
        ImportOption everything = location -> true;
        ApplicationModules broken = ApplicationModules.of("fixture.modules", everything);

        assertThat(broken.detectViolations().getMessages())
                .anyMatch(message -> message.contains("shop") && message.contains("till"));
    }
}
