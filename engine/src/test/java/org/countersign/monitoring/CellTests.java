package org.countersign.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.countersign.shared.Json;
import org.countersign.suggestion.Proposal;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;

class CellTests {

    private static final String EVERYBODY_THE_MODEL_LOOKED_AT = """
            [{"attribute": "age", "groups": [{"group": "19-24", "eligible": 368, "favoured": 312},
                                             {"group": "65+", "eligible": 576, "favoured": 552}]},
             {"attribute": "income", "groups": [{"group": "under 35K", "eligible": 1696, "favoured": 1536}]}]
            """;

    private static final String THE_CUSTOMER = """
            [{"attribute": "age", "groups": [{"group": "19-24", "eligible": 1, "favoured": 1}]},
             {"attribute": "income", "groups": [{"group": "under 35K", "eligible": 1, "favoured": 1}]}]
            """;

    private static Proposal forOneCustomer(String composition) {
        return Proposals.cartRecovery()
                .with("/audience/composition", Json.MAPPER.readTree(composition))
                .proposal();
    }

    @Test
    void makesNoPairsOfACompositionThatIsNotTheCustomersOwn() {
        assertThat(Cell.of(forOneCustomer(EVERYBODY_THE_MODEL_LOOKED_AT)))
                .filteredOn(cell -> cell.attribute().contains("income") && Cell.isPair(cell.attribute()))
                .isEmpty();
    }

    @Test
    void makesEveryPairOfWhatIsSaidOfTheCustomer() {
        assertThat(Cell.of(forOneCustomer(THE_CUSTOMER)))
                .contains(new Cell("age × income", "19-24 × under 35K", 1L, 1));
    }

    @Test
    void neverCountsMoreFavouredThanEligible() {
        assertThat(Cell.measurable(forOneCustomer(EVERYBODY_THE_MODEL_LOOKED_AT)))
                .isNotEmpty()
                .allSatisfy(cell -> assertThat(cell.eligible()).isNotNull().isGreaterThanOrEqualTo(cell.favoured()));
    }
}
