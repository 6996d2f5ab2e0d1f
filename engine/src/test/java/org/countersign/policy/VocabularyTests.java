package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.countersign.policy.Fact.Origin;
import org.junit.jupiter.api.Test;

class VocabularyTests {

    private static final Path PAGE = Path.of("../docs/policy-vocabulary.md");

    @Test
    void takesEveryFieldOfASchemaThatHasAValue() {
        assertThat(Vocabulary.require("price.lowest30d"))
                .returns(FactType.NUMBER, Fact::type)
                .returns("/content/price/lowest30d", Fact::pointer)
                .returns("Lowest price of the 30 days before; null for unknown.", Fact::meaning);
        assertThat(Vocabulary.require("customer.ageBand").known())
                .containsExactly("0-12", "13-15", "16-17", "18+", "21+");
        assertThat(Vocabulary.require("suggestion.channels").type()).isEqualTo(FactType.TEXTS);
        assertThat(Vocabulary.require("message.hasOptOut").type()).isEqualTo(FactType.FLAG);
        assertThat(Vocabulary.require("suggestion.destination").origin()).isEqualTo(Origin.SUGGESTION);
    }

    @Test
    void leavesOutWhatNamesAPerson() {
        assertThat(Vocabulary.find("customer.subject")).isEmpty();
        assertThat(Vocabulary.find("suggestion.externalId")).isEmpty();
        assertThat(Vocabulary.find("customer.tcf")).isEmpty();
        assertThat(Vocabulary.find("suggestion.validFrom")).isEmpty();
    }

    @Test
    void namesEachFactOnceAndDescribesIt() {
        assertThat(Vocabulary.facts())
                .extracting(Fact::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z]+\\.[a-z][A-Za-z0-9]*"));
        assertThat(Vocabulary.facts())
                .allSatisfy(fact -> assertThat(fact.meaning()).endsWith("."));
    }

    /** Run with {@code -Dpolicy.vocabulary.write} to write the page anew. */
    @Test
    void isDocumentedAsItIs() throws IOException {
        if (System.getProperty("policy.vocabulary.write") != null) {
            Files.writeString(PAGE, page());
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page());
    }

    private static String page() {
        List<String> rows = Vocabulary.facts().stream()
                .map(fact -> "| `" + fact.name() + "` | " + fact.type().described() + " | " + fact.meaning()
                        + (fact.known().isEmpty() ? "" : " One of: " + String.join(", ", fact.known()) + ".") + " | "
                        + fact.origin().described() + " |")
                .toList();
        return """
                # The words of the policy language

                Made from the schemas of suggestions and from what is computed beside them; `VocabularyTests` keeps this page
                equal to the product. A fact that nobody supplied is unknown, whatever its type.

                | fact | type | meaning | from |
                |---|---|---|---|
                """ + rows.stream().collect(Collectors.joining("\n", "", "\n"));
    }
}
