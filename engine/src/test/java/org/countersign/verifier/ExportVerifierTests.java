package org.countersign.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.JsonText;
import org.countersign.proof.NoteKey;
import org.countersign.proof.SignedNote;
import org.countersign.shared.SigningKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything an owner of database, server and even keys can do to a log, and what the verifier says to it. */
class ExportVerifierTests {

    @TempDir
    private Path directory;

    private final TestLog log = TestLog.with(5);

    @Test
    void believesALogThatHolds() throws IOException {
        ExportVerifier.Report report = verify(log.export(directory));

        assertThat(report.findings().errors()).isEmpty();
        assertThat(report.findings().remarks()).isEmpty();
        assertThat(report.entries()).isEqualTo(18);
        assertThat(report.items()).isEqualTo(5);
        assertThat(report.types()).containsEntry("PUBLISHED", 5L);
    }

    @Test
    @Tag("A06")
    void namesTheEntryOfWhichOneBitWasFlipped() throws IOException {
        for (int index = 0; index < log.leaves.size(); index++) {
            List<String> lines = log.lines();
            lines.set(index, flipped(lines.get(index), index));

            List<String> errors = verify(log.export(directory, lines, log.checkpoint()))
                    .findings()
                    .errors();

            assertThat(errors).first().asString().startsWith("Entry " + index + ":");
        }
    }

    @Test
    void boundsTheChangeWhereItsHashesWereChangedToo() throws IOException {
        log.history.add(log.checkpoint(6, log.signer).toString());
        log.history.add(log.checkpoint(12, log.signer).toString());
        SignedNote signed = log.checkpoint();
        log.leaves.set(8, log.leaves.get(8).replace("SYSTEM:test", "SYSTEM:evil"));

        List<String> errors =
                verify(log.export(directory, log.lines(), signed)).findings().errors();

        assertThat(errors).first().asString().contains("entries 6 to 11 is not what was signed");
    }

    @Test
    void saysWhichEntriesAreMissing() throws IOException {
        List<String> lines = log.lines();

        List<String> errors = verify(log.export(directory, lines.subList(0, 15), log.checkpoint()))
                .findings()
                .errors();

        assertThat(errors).first().asString().startsWith("Entry 15 is missing");
    }

    /** The newest entry is gone and the head was signed anew; only who kept a checkpoint can know. */
    @Test
    @Tag("A07")
    void findsALogThatWasCutByACheckpointKeptFromEarlier() throws IOException {
        Checkpoint kept = Checkpoint.verified(log.checkpoint().toString(), log.key);
        log.leaves.removeLast();
        log.items.removeLast();

        assertThat(verify(log.export(directory)).isGood()).isTrue();
        assertThat(verify(log.export(directory), Set.of(), kept).findings().errors())
                .first()
                .asString()
                .contains("The log was cut: a known checkpoint is of 18 entries");
    }

    /** Somebody with the key rewrote history consistently; the copy elsewhere shows the split view. */
    @Test
    @Tag("A08")
    void findsARewrittenHistoryByACheckpointPublishedElsewhere() throws IOException {
        Checkpoint published = Checkpoint.verified(log.checkpoint(9, log.signer).toString(), log.key);
        log.leaves.set(4, log.leaves.get(4).replace("SYSTEM:test", "PERSON:somebody-else"));

        assertThat(verify(log.export(directory)).isGood()).isTrue();
        assertThat(verify(log.export(directory), Set.of(), published).findings().errors())
                .first()
                .asString()
                .contains("known checkpoint of size 9")
                .contains("entries 0 to 8");
    }

    @Test
    void asksForTheWitness() throws IOException {
        SigningKey witness = SigningKey.generate();
        NoteKey witnessKey = NoteKey.ofWitness("witness.example/w", witness.publicKey());
        SignedNote alone = log.checkpoint();
        SignedNote seen = alone.with(List.of(witnessKey.cosign(alone.text(), 1_790_000_000, witness::sign)));

        assertThat(verify(log.export(directory, log.lines(), seen), Set.of(witnessKey))
                        .isGood())
                .isTrue();
        assertThat(verify(log.export(directory, log.lines(), alone), Set.of(witnessKey))
                        .findings()
                        .errors())
                .containsExactly("The newest checkpoint is not signed by witness witness.example/w.");
    }

    @Test
    void believesNoOtherKey() throws IOException {
        Path export = log.export(directory, log.lines(), log.checkpoint(18, SigningKey.generate()));

        assertThat(verify(export).findings().errors())
                .first()
                .asString()
                .contains("signed by none of the trusted keys");
    }

    @Test
    void followsTheLogFromOneKeyToTheNext() throws IOException {
        SigningKey next = SigningKey.generate();
        NoteKey nextKey = NoteKey.of(TestLog.ORIGIN, next.publicKey());
        log.entry("KEY", "key:log", Map.of("use", "log", "key", nextKey.toString()));
        SignedNote byBoth = log.checkpoint(log.leaves.size(), next, log.signer);
        log.publish("suggestion:later", "sha256:p1");
        SignedNote byNext = log.checkpoint(log.leaves.size(), next);

        Path unlinked = log.export(directory, log.lines(), byNext);
        log.history.add(byBoth.toString());
        Path linked = log.export(directory, log.lines(), byNext);

        assertThat(verify(linked).findings().errors()).isEmpty();
        assertThat(verify(unlinked).isGood()).isFalse();
    }

    @Test
    void goesBackFromTheKeyOfTodayToThoseOfFormerDays() throws IOException {
        SigningKey next = SigningKey.generate();
        NoteKey nextKey = NoteKey.of(TestLog.ORIGIN, next.publicKey());
        log.history.add(log.checkpoint(6, log.signer).toString());
        log.entry("KEY", "key:log", Map.of("use", "log", "key", log.key.toString()));
        log.entry("KEY", "key:log", Map.of("use", "log", "key", nextKey.toString()));
        Path export = log.export(directory, log.lines(), log.checkpoint(log.leaves.size(), next));
        log.history.add(log.checkpoint(12, SigningKey.generate()).toString());
        Path withForeign = log.export(directory, log.lines(), log.checkpoint(log.leaves.size(), next));
        ExportVerifier verifier = new ExportVerifier(Set.of(nextKey), Set.of(), List.of());
        ExportVerifier another = new ExportVerifier(Set.of(nextKey), Set.of(), List.of());

        assertThat(verifier.verify(export).findings().errors()).isEmpty();
        assertThat(another.verify(withForeign).findings().errors())
                .singleElement()
                .asString()
                .startsWith("The checkpoint of size 12 of log");
    }

    @Test
    void findsWhatWasPublishedWithoutApproval() throws IOException {
        String screening = log.entry(
                "SCREENING", "suggestion:x", Map.of("policyVersion", "sha256:p1", "record", "r", "revision", "1"));
        log.publishAfter("suggestion:x", "sha256:p1", 18, screening);

        assertThat(verify(log.export(directory)).findings().errors())
                .first()
                .asString()
                .contains("Entry 19: it publishes suggestion:x, revision 1, without an approval");
    }

    @Test
    void findsAnApprovalOfAnotherSuggestion() throws IOException {
        String approval = JsonText.string(JsonText.parseObject(log.leaves.get(4)), "id");
        log.publishAfter("suggestion:y", "sha256:p1", 4, approval);

        assertThat(verify(log.export(directory)).findings().errors())
                .first()
                .asString()
                .contains("without an approval");
    }

    @Test
    @Tag("A17")
    void findsADecisionUnderPoliciesThatNobodyHas() throws IOException {
        log.publish("suggestion:z", "sha256:unknown");

        assertThat(verify(log.export(directory)).findings().errors())
                .first()
                .asString()
                .contains("Entry 18: it was decided under policies sha256:unknown, which the log does not have");
    }

    @Test
    void findsEntriesThatChangedPlaces() throws IOException {
        Collections.swap(log.leaves, 4, 5);

        assertThat(verify(log.export(directory)).findings().errors())
                .first()
                .asString()
                .contains("Entry 4: it builds on entry");
    }

    @Test
    @Tag("A17")
    void findsAnItemThatIsNotWhatWasApproved() throws IOException {
        Map<String, Object> item = new TreeMap<>(JsonText.parseObject(log.items.get(2)));
        item.put("content", Map.of("text", "Ninety percent off"));
        item.remove("signature");
        log.items.set(2, log.signed(item));

        assertThat(verify(log.export(directory)).findings().errors())
                .singleElement()
                .asString()
                .contains("Entry 11: The content of item c11 has hash");
    }

    @Test
    void findsAnItemWhoseHashWasChangedToo() throws IOException {
        Map<String, Object> item = new TreeMap<>(JsonText.parseObject(log.items.get(2)));
        item.put("contentHash", "AAAA");
        item.remove("signature");
        log.items.set(2, log.signed(item));

        assertThat(verify(log.export(directory)).findings().errors())
                .singleElement()
                .asString()
                .contains("item c11 has content hash AAAA, the log has");
    }

    @Test
    void findsAnItemThatNobodySigned() throws IOException {
        log.items.set(1, log.items.get(1).replace("nur heute", "nur morgen"));

        assertThat(verify(log.export(directory)).findings().errors())
                .singleElement()
                .asString()
                .contains("Entry 8: The signature of item c8 does not fit it");
    }

    @Test
    void findsAnItemWithoutItsDisclosures() throws IOException {
        Map<String, Object> item = new TreeMap<>(JsonText.parseObject(log.items.get(0)));
        item.put("disclosures", List.of());
        item.remove("signature");
        log.items.set(0, log.signed(item));

        assertThat(verify(log.export(directory)).findings().errors())
                .singleElement()
                .asString()
                .contains("Entry 5: item c5 comes with 0 disclosures, and 1 are required");
    }

    @Test
    @Tag("A18")
    void remarksThatTheClockWasSetBack() throws IOException {
        log.entryAt(Instant.parse("2026-10-31T00:00:00Z"), "SLOTS", "slots:all", Map.of());

        ExportVerifier.Report report = verify(log.export(directory));

        assertThat(report.isGood()).isTrue();
        assertThat(report.findings().remarks())
                .singleElement()
                .asString()
                .startsWith("Entry 18 is of 2026-10-31T00:00:00Z");
    }

    @Test
    void findsALineThatShowsOtherThanItsBytes() throws IOException {
        List<String> lines = log.lines();
        String shown = lines.get(3);
        lines.set(
                3,
                shown.substring(0, shown.length() / 2)
                        + shown.substring(shown.length() / 2).replace("test", "tost"));

        assertThat(verify(log.export(directory, lines, log.checkpoint()))
                        .findings()
                        .errors())
                .singleElement()
                .asString()
                .isEqualTo("Entry 3: what the line shows is not what its bytes say.");
    }

    @Test
    void readsLinesInAnyOtherShape() throws IOException {
        List<String> lines = new ArrayList<>(log.lines());
        lines.replaceAll(line -> " " + JsonText.canonical(JsonText.parse(line)));

        assertThat(verify(log.export(directory, lines, log.checkpoint())).isGood())
                .isTrue();
    }

    @Test
    void tellsOnTheCommandLineWithAnExitCode() throws IOException {
        Path good = log.export(directory);
        List<String> lines = log.lines();
        lines.set(7, flipped(lines.get(7), 7));
        Path bad = log.export(directory, lines, log.checkpoint());
        Path kept = Files.writeString(
                directory.resolve("kept"), log.checkpoint(9, log.signer).toString());

        assertThat(run(good.toString(), "--key", log.key.toString(), "--known", kept.toString()))
                .startsWith("0 ")
                .endsWith("VERIFIED\n")
                .contains("18 entries");
        assertThat(run(good.toString())).startsWith("0 ").contains("NOTE  no --key given");
        assertThat(run(bad.toString(), "--key", log.key.toString()))
                .startsWith("1 ")
                .contains("BAD   Entry 7:")
                .endsWith("REJECTED\n");
        assertThat(run()).startsWith("2 ");
        assertThat(run(good.toString(), "--colour", "red")).startsWith("2 ").contains("Unknown argument --colour");
        assertThat(run(directory.resolve("nothing.zip").toString())).startsWith("2 ");
    }

    private String flipped(String line, int at) {
        String leaf = JsonText.string(JsonText.parseObject(line), "leaf");
        byte[] bytes = Base64.getDecoder().decode(leaf);
        bytes[(at * 31) % bytes.length] ^= 1;
        return line.replace(leaf, Base64.getEncoder().encodeToString(bytes));
    }

    private ExportVerifier.Report verify(Path export) throws IOException {
        return verify(export, Set.of());
    }

    private ExportVerifier.Report verify(Path export, Set<NoteKey> witnesses, Checkpoint... known) throws IOException {
        return new ExportVerifier(Set.of(log.key), witnesses, List.of(known)).verify(export);
    }

    private static String run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Main.run(new PrintStream(out, true, StandardCharsets.UTF_8), arguments);
        return code + " " + out.toString(StandardCharsets.UTF_8);
    }
}
