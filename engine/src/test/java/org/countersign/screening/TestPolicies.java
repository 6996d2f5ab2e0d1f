package org.countersign.screening;

import java.util.List;
import org.countersign.policy.DrlReader;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicySource;
import org.countersign.policy.ReferenceLists;
import org.springframework.context.annotation.Primary;

/** A few rules for tests of screening, which are not about what real policies say; for {@code @Import}. */
@Primary
class TestPolicies extends PolicySource {

    private static final String RULES = """
            package policies.test

            rule "Nobody pays more than the list price"
                @id("TST-01")
                @source("ethics")
                @unknown("SKIP")
                @message("Offered {price.offered}, listed {price.list}.")
            when
                $v : Verdict()
                Facts( price.offered > price.list )
            then
                $v.block("TST-01");
            end

            rule "Large audiences are looked at by two people"
                @id("TST-02")
                @source("ethics")
                @approvals("PEOPLE")
                @message("It reaches {suggestion.audienceSize} customers.")
            when
                $v : Verdict()
                Facts( suggestion.audienceSize > 5000 )
            then
                $v.review("TST-02");
            end

            rule "Personalised prices are disclosed"
                @id("TST-03")
                @source("ethics")
                @unknown("SKIP")
                @message("The price was personalised.")
            when
                $v : Verdict()
                Facts( price.personalised == true )
            then
                $v.requireDisclosure("TST-03");
            end

            rule "Who withdrew consent is left alone"
                @id("TST-04")
                @source("GDPR Art. 7(3)")
                @unknown("BLOCK")
                @message("Consent to marketing stands at {consent.marketing}.")
            when
                $v : Verdict()
                Facts( suggestion.singleCustomer == true, consent.marketing != "GRANTED" )
            then
                $v.block("TST-04");
            end
            """;

    private int approvals = 2;

    @Override
    public List<PolicyRule> rules() {
        return DrlReader.read("test.drl", RULES.replace("PEOPLE", Integer.toString(approvals)), ReferenceLists.none());
    }

    /** Makes for another policy version. */
    void askForApprovals(int people) {
        approvals = people;
    }
}
