package org.countersign.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.countersign.policy.DrlReader;
import org.junit.jupiter.api.Test;
import org.kie.api.KieServices;
import org.kie.internal.utils.KieHelper;

/** Compiling a rule's text is remote code execution, so no production class may even name a compiler of Drools. */
class NoTextIsCompiledTests {

    private static final ArchRule NO_COMPILER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.kie.api.builder..",
                    "org.kie.api.io..",
                    "org.kie.internal.builder..",
                    "org.kie.internal.utils..",
                    "org.drools.compiler..",
                    "org.drools.drl..",
                    "org.drools.model.codegen..",
                    "org.drools.mvel..",
                    "org.drools.decisiontable..",
                    "org.mvel2..",
                    "javax.script..",
                    "javax.tools..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(KieServices.class);

    @Test
    void namesNoCompilerInProduction() {
        JavaClasses production = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.countersign");

        assertThat(production.contain(DroolsPolicyEngine.class)).isTrue();
        assertThat(production.contain(DrlReader.class)).isTrue();
        NO_COMPILER.check(production);
    }

    @Test
    void noticesAClassThatDoes() {
        JavaClasses violating = new ClassFileImporter().importClasses(CompilesText.class, AsksForACompiler.class);

        assertThat(NO_COMPILER.evaluate(violating).getFailureReport().getDetails())
                .anyMatch(detail -> detail.contains("CompilesText"))
                .anyMatch(detail -> detail.contains("AsksForACompiler"));
    }

    /** Breaks the rule, to show that it bites. */
    static final class CompilesText {

        Object compile(String text) {
            return new KieHelper().addContent(text, "rules.drl").build();
        }
    }

    /** Breaks it in another way. */
    static final class AsksForACompiler {

        Object compiler() {
            return KieServices.get();
        }
    }
}
