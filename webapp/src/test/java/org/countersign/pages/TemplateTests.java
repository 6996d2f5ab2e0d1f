package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.bias.BiasResult;
import org.countersign.governance.ChangeState;
import org.countersign.governance.DraftRule;
import org.countersign.governance.Edit;
import org.countersign.governance.GlassReview;
import org.countersign.governance.ImpactView;
import org.countersign.policy.Outcome;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyRemark;
import org.countersign.policy.Redaction;
import org.countersign.policy.ReferenceListVersion;
import org.countersign.policy.Route;
import org.countersign.policy.Vocabulary;
import org.countersign.policy.WhenUnknown;
import org.countersign.review.Concern;
import org.countersign.review.Decision;
import org.countersign.review.ReasonCode;
import org.countersign.review.ReviewOutcome;
import org.countersign.security.Role;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class TemplateTests {

    private static final Set<String> KEYS = keys();

    static Stream<Resource> templates() throws IOException {
        return Arrays.stream(new PathMatchingResourcePatternResolver().getResources("classpath*:/templates/**/*.html"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void hasNoFault(Resource template) throws IOException {
        assertThat(TemplateFaults.of(template.getContentAsString(StandardCharsets.UTF_8), KEYS))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p th:utext=\"${text}\"></p>",
                "<p>[(${text})]</p>",
                "<p th:text=\"__${text}__\"></p>",
                "<p style=\"width: 3em\"></p>",
                "<p th:style=\"|width: ${w}|\"></p>",
                "<script>go()</script>",
                "<button onclick=\"go()\"></button>",
                "<a href=\"javascript:go()\"></a>",
                "<p th:if=\"${a}\" th:replace=\"~{b :: c}\"></p>",
                "<p th:replace=\"~{b :: c}\" th:each=\"a : ${as}\"></p>",
                "<button aria-label=\"Close\"></button>",
                "<p>Hello</p>",
                "<p th:text=\"#{no.such.message}\"></p>",
                "<div th:fragment=\"select(a)\"></div><div th:fragment=\"pick(b)\"><select></select></div>",
                "<i th:replace=\"~{fragments/table :: columned(${ {'layout.close', '+no.such'} }, ~{})}\"></i>"
            })
    void findsEachFault(String template) {
        assertThat(TemplateFaults.of(template, KEYS)).hasSizeGreaterThanOrEqualTo(1);
    }

    @Test
    void findsNoFaultWhereThereIsNone() {
        assertThat(TemplateFaults.of("""
                        <!--/* A comment. */-->
                        <p class="soft" th:text="#{layout.close}"></p> <kbd>Enter</kbd> <code>&lt;p&gt; text</code> &middot;
                        <script th:src="@{/countersign.js}" src="" defer></script>
                        """, KEYS)).isEmpty();
    }

    static Stream<String> neededByValue() {
        return Stream.of(
                        named("state.", SuggestionState.values()),
                        named("kind.", Kind.values()),
                        named("route.", Route.values()),
                        named("outcome.", Outcome.values()),
                        named("bias.", BiasResult.values()),
                        named("bias.means.", BiasResult.values()),
                        named("concern.", Concern.values()),
                        named("decision.", Decision.values()),
                        named("decided.", Decision.values()),
                        named("review.done.", Decision.values()),
                        named("code.", ReasonCode.values()),
                        named("review.", ReviewOutcome.values()),
                        named("claim.", Proposal.ClaimType.values()),
                        named("role.", Role.values()),
                        named("change.", ChangeState.values()),
                        named("fate.", DraftRule.Fate.values()),
                        named("item.", Edit.Item.values()),
                        named("remark.", PolicyRemark.Kind.values()),
                        named("list.", ReferenceListVersion.State.values()),
                        named("edit.", Edit.Action.values()),
                        named("case.", PolicyCase.Sort.values()),
                        named("expect.", Outcome.values()),
                        named("effect.", Outcome.values()),
                        named("unknown.", WhenUnknown.values()),
                        named("redaction.", Redaction.values()),
                        named("glass.", GlassReview.values()),
                        named("impact.", ImpactView.State.values()),
                        operators())
                .flatMap(keys -> keys);
    }

    /** Every comparison that the form of a rule can offer. */
    private static Stream<String> operators() {
        return Vocabulary.facts().stream()
                .flatMap(fact -> OperatorChoice.all(fact).stream())
                .map(choice -> "op." + choice.operator() + "." + choice.operand())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("neededByValue")
    void hasAMessageForEveryValue(String key) {
        assertThat(KEYS).contains(key);
    }

    private static Stream<String> named(String prefix, Enum<?>[] values) {
        return Arrays.stream(values).map(value -> prefix + value.name());
    }

    private static Set<String> keys() {
        try (Reader in = new InputStreamReader(
                new ClassPathResource("messages.properties").getInputStream(), StandardCharsets.UTF_8)) {
            Properties messages = new Properties();
            messages.load(in);
            return messages.stringPropertyNames();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
