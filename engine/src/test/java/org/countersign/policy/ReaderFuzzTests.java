package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.countersign.shared.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Whatever is thrown at the readers, they answer with rules or with a refusal, at once, and nothing runs. Seconds in a
 * build; by hand for as long as one likes: {@code -Dpolicy.fuzz=PT10M}, from another start with {@code -Dpolicy.fuzzSeed}.
 */
class ReaderFuzzTests {

    private static final Duration TIME = Duration.parse(System.getProperty("policy.fuzz", "PT2S"));
    private static final long SEED = Long.getLong("policy.fuzzSeed", 20_261_129);

    /** A reader that takes this long over 64 KB hangs. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final Damage damage = new Damage(random);
    private final RandomRules rules = new RandomRules(SEED);
    private final List<String> hostile = new ArrayList<>();
    private long inputs;
    private long read;
    private Duration longest = Duration.ZERO;

    @BeforeEach
    void readTheCorpus() throws IOException {
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath:hostile/*.drl")) {
            hostile.add(file.getContentAsString(StandardCharsets.UTF_8)
                    .replace("MARKER", folder.resolve("pwned").toString()));
        }
    }

    @Test
    void answersAnythingWithRulesOrARefusal() {
        long end = System.nanoTime() + TIME.toNanos();

        while (System.nanoTime() < end) {
            String drl = damaged(DrlWriter.write("policies", List.of(rules.next())));
            answer(drl, () -> DrlReader.read("fuzz.drl", drl, RandomRules.LISTS));
            String sentences = damaged(SentenceWriter.write(rules.next()));
            answer(sentences, () -> SentenceReader.read(sentences, RandomRules.LISTS));
            byte[] sheet =
                    damaged("US-CT,9\n\"don't miss, out\"\n# no\n=1+1,2\n").getBytes(StandardCharsets.UTF_8);
            answer(sentences, () -> ListSheet.read(sheet));
        }

        assertThat(folder).isEmptyDirectory();
        assertThat(read).as("inputs that were read, of %s", inputs).isPositive();
        System.out.printf("%,d inputs, %,d of them read, the slowest in %s%n", inputs, read, longest);
    }

    private String damaged(String good) {
        String bad = hostile.get(random.nextInt(hostile.size()));
        return switch (random.nextInt(8)) {
            case 0 -> damage.spliced(good, bad);
            case 1 -> damage.spliced(bad, good);
            case 2 -> damage.repeated(good);
            case 3 -> damage.soup();
            case 4 -> damage.bitten(bad);
            case 5 -> damage.bitten(damage.spliced(good, good));
            default -> damage.bitten(good);
        };
    }

    private void answer(String text, Runnable reader) {
        long begun = System.nanoTime();
        inputs++;
        try {
            reader.run();
            read++;
        } catch (UnreadablePolicy e) {
            assertThat(e.errors()).allSatisfy(error -> assertThat(error.line()).isPositive());
        } catch (Refusal.Invalid e) {
            assertThat(e.detail()).isNotBlank();
        } catch (RuntimeException | StackOverflowError e) {
            fail("Input " + inputs + " of seed " + SEED + " was neither read nor refused: " + text, e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        longest = took.compareTo(longest) > 0 ? took : longest;
        assertThat(took).as("input %s of seed %s: %s", inputs, SEED, text).isLessThan(LONGEST);
    }
}
