package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DrlRoundTripTests {

    @Test
    void readsBackWhatItWrote() {
        RandomRules rules = new RandomRules(1);

        for (int i = 0; i < 1_500; i++) {
            PolicyRule rule = rules.next();
            String text = DrlWriter.write("policies", List.of(rule));
            List<PolicyRule> read = DrlReader.read("generated.drl", text, RandomRules.LISTS);
            assertThat(read).as(text).containsExactly(rule);
            assertThat(DrlWriter.write("policies", read)).isEqualTo(text);
        }
    }

    /** Sentences and text are views of one rule, as the form of the editor is; whichever way it goes, nothing is lost. */
    @Test
    void losesNothingOnItsWayThroughSentencesAndText() {
        RandomRules rules = new RandomRules(6);

        for (int i = 0; i < 1_500; i++) {
            PolicyRule rule = rules.next();
            String sentences = SentenceWriter.write(rule);
            PolicyRule said = SentenceReader.read(sentences, RandomRules.LISTS);
            String text = DrlWriter.write("policies", List.of(said));
            PolicyRule back =
                    DrlReader.read("generated.drl", text, RandomRules.LISTS).getFirst();
            assertThat(said).as(sentences).isEqualTo(rule);
            assertThat(back).isEqualTo(rule);
        }
    }

    @Test
    void answersAnyDamagedSentencesWithARuleOrARefusal() {
        RandomRules rules = new RandomRules(8);
        Damage damage = new Damage(new Random(9));

        for (int i = 0; i < 3_000; i++) {
            String text = damage.bitten(SentenceWriter.write(rules.next()));
            try {
                SentenceReader.read(text, RandomRules.LISTS);
            } catch (UnreadablePolicy e) {
                assertThat(e.errors())
                        .allSatisfy(error -> assertThat(error.line()).isPositive());
            } catch (RuntimeException e) {
                fail("Neither read nor refused: " + text, e);
            }
        }
    }

    @Test
    void answersAnyDamagedTextWithRulesOrARefusal() {
        RandomRules rules = new RandomRules(2);
        Damage damage = new Damage(new Random(3));
        int refused = 0;

        for (int i = 0; i < 6_000; i++) {
            String text = damage.bitten(DrlWriter.write("policies", List.of(rules.next())));
            try {
                DrlReader.read("damaged.drl", text, RandomRules.LISTS);
            } catch (UnreadablePolicy e) {
                refused++;
                assertThat(e.errors())
                        .allSatisfy(error -> assertThat(error.line()).isPositive());
            } catch (RuntimeException e) {
                fail("Neither read nor refused: " + text, e);
            }
        }

        assertThat(refused).isGreaterThan(3_000);
    }
}
