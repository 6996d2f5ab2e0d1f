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

    /** Form, sentences and text are three views of one rule; whichever way it goes, nothing is lost. */
    @Test
    void losesNothingOnItsWayThroughFormSentencesAndText() {
        RandomRules rules = new RandomRules(6);

        for (int i = 0; i < 1_500; i++) {
            PolicyRule rule = rules.next();
            RuleForm form = RuleForm.of(rule);
            String sentences = SentenceWriter.write(form.rule(RandomRules.LISTS));
            PolicyRule said = SentenceReader.read(sentences, RandomRules.LISTS);
            String text = DrlWriter.write("policies", List.of(said));
            PolicyRule back =
                    DrlReader.read("generated.drl", text, RandomRules.LISTS).getFirst();
            assertThat(said).as(sentences).isEqualTo(rule);
            assertThat(back).isEqualTo(rule);
            assertThat(RuleForm.of(back)).isEqualTo(form);
        }
    }

    @Test
    void answersAnyDamagedSentencesWithARuleOrARefusal() {
        RandomRules rules = new RandomRules(8);
        Random random = new Random(9);

        for (int i = 0; i < 3_000; i++) {
            String text = damaged(SentenceWriter.write(rules.next()), random);
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
        Random random = new Random(3);
        int refused = 0;

        for (int i = 0; i < 6_000; i++) {
            String text = damaged(DrlWriter.write("policies", List.of(rules.next())), random);
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

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), at + 1 + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> damaged.delete(at, end);
                case 1 -> damaged.insert(at, damaged.substring(at, end));
                case 2 -> damaged.setCharAt(at, (char) random.nextInt(0x300));
                default -> damaged.insert(at, "\"\\(){}!@$&|<=,;.-/*\n end".charAt(random.nextInt(24)));
            }
        }
        return damaged.toString();
    }
}
