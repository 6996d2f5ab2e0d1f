package org.countersign.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.countersign.testing.Proposals;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class SuggestionSchemasTests {

    private final SuggestionSchemas schemas = new SuggestionSchemas();
    private final DocumentCheck check =
            new DocumentCheck(schemas, Clock.fixed(Instant.parse("2026-11-23T00:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @EnumSource
    void eachKindsExampleIsAcceptedAsItStands(Kind kind) {
        JsonNode example = schemas.document(kind).path("examples").path(0);

        assertThat(check.check(example).errors()).isEmpty();
        assertThat(check.check(example).valid().kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource
    void eachSchemaIsCompleteInItselfAndHoldsNothingItDoesNotUse(Kind kind) {
        JsonNode schema = schemas.document(kind);

        List<String> references = schema.findValuesAsString("$ref");
        assertThat(references)
                .allSatisfy(reference ->
                        assertThat(schema.at(reference.substring(1)).isObject()).isTrue());
        assertThat(schema.path("$defs").propertyNames())
                .allSatisfy(name -> assertThat(references).contains("#/$defs/" + name));
    }

    @ParameterizedTest
    @EnumSource
    void theBuildersOfTheTestsMakeValidSuggestions(Kind kind) {
        assertThat(check.check(Proposals.of(kind).document()).errors()).isEmpty();
        assertThat(check.check(Proposals.of(kind).subject("household-7").document())
                        .errors())
                .isEmpty();
    }
}
