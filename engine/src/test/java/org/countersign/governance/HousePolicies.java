package org.countersign.governance;

import java.util.List;
import java.util.Map;
import org.countersign.policy.DrlReader;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicySource;
import org.countersign.policy.ReferenceLists;
import org.springframework.context.annotation.Primary;

/** Two small rules to start from; for {@code @Import}. */
@Primary
class HousePolicies extends PolicySource {

    static final String LARGE = """
            rule "Large audiences are looked at by two people"
                @id("TST-02")
                @source("ethics")
                @approvals("2")
                @message("It reaches {suggestion.audienceSize} customers.")
            when
                $v : Verdict()
                Facts( suggestion.audienceSize > 50000 )
            then
                $v.review("TST-02");
            end
            """;

    private static final String RULES = "package policies.test\n" + LARGE + """
            rule "Nothing goes to outsiders"
                @id("TST-03")
                @source("ethics")
                @unknown("SKIP")
                @message("It goes to {suggestion.destination}.")
            when
                $v : Verdict()
                Facts( suggestion.destination memberOf list("outsiders") )
            then
                $v.block("TST-03");
            end
            """;

    @Override
    public List<PolicyRule> rules() {
        return DrlReader.read("test.drl", RULES, lists());
    }

    @Override
    public ReferenceLists lists() {
        return ReferenceLists.of(Map.of("outsiders", List.of("EXTERNAL_ADS")));
    }
}
