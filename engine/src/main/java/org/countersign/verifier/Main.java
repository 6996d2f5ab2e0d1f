package org.countersign.verifier;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.NoteKey;
import org.countersign.proof.ProofRejectedException;
import org.countersign.proof.TlogProof;
import org.jspecify.annotations.Nullable;

/** The verifier's command line. */
public final class Main {

    private static final int GOOD = 0;
    private static final int REJECTED = 1;
    private static final int MISUSED = 2;

    private static final String USAGE = """
            Checks the audit log of a Countersign installation without it.

              java -jar countersign-verifier.jar EXPORT.zip [--key KEY]... [--known CHECKPOINT]... [--witness KEY]...
              java -jar countersign-verifier.jar DOSSIER.zip [--key KEY]...
              java -jar countersign-verifier.jar PROOF.tlog-proof --entry FILE --key KEY

              --key      the log's verifier key (name+id+key), or a file that holds it: the one you got another way
              --known    a checkpoint of this log that you kept from earlier, or got from somewhere else
              --witness  a witness's verifier key; the newest checkpoint must carry its signature
              --entry    the exact bytes of the entry that the proof is about

            Ends with 0 if everything holds, 1 if something does not, 2 if it was called in another way.
            """;

    private final PrintStream out;
    private final Set<NoteKey> keys = new HashSet<>();
    private final Set<NoteKey> witnesses = new HashSet<>();
    private final List<Path> known = new ArrayList<>();
    private @Nullable Path subject;
    private @Nullable Path entry;

    private Main(PrintStream out) {
        this.out = out;
    }

    /** Runs and ends the process. */
    public static void main(String[] arguments) {
        System.exit(run(new PrintStream(System.out, true, StandardCharsets.UTF_8), arguments));
    }

    /** Runs and tells the process's exit code. */
    public static int run(PrintStream out, String... arguments) {
        Main main = new Main(out);
        try {
            main.read(Arrays.asList(arguments).iterator());
            Path file = main.subject;
            if (file == null) {
                out.print(USAGE);
                return MISUSED;
            }
            return file.toString().endsWith(".tlog-proof") ? main.checkProof(file) : main.checkExport(file);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.print(USAGE);
            return MISUSED;
        } catch (ProofRejectedException e) {
            out.println("REJECTED: " + e.getMessage());
            return REJECTED;
        } catch (IOException e) {
            out.println("Cannot read the file: " + e);
            return MISUSED;
        }
    }

    private void read(Iterator<String> arguments) throws IOException {
        while (arguments.hasNext()) {
            String argument = arguments.next();
            if (argument.startsWith("--") && !arguments.hasNext()) {
                throw new IllegalArgumentException("Option " + argument + " needs a value.");
            }
            switch (argument) {
                case "--key" -> keys.add(key(arguments.next()));
                case "--witness" -> witnesses.add(key(arguments.next()));
                case "--known" -> known.add(Path.of(arguments.next()));
                case "--entry" -> entry = Path.of(arguments.next());
                default -> {
                    if (argument.startsWith("-") || subject != null) {
                        throw new IllegalArgumentException("Unknown argument " + argument + ".");
                    }
                    subject = Path.of(argument);
                }
            }
        }
    }

    private static NoteKey key(String keyOrFile) throws IOException {
        return NoteKey.parse(
                keyOrFile.contains("+")
                        ? keyOrFile
                        : Files.readString(Path.of(keyOrFile)).strip());
    }

    private int checkExport(Path archive) throws IOException {
        if (keys.isEmpty()) {
            NoteKey claimed = claimedKey(archive);
            keys.add(claimed);
            out.println("NOTE  no --key given: believing the export's own, " + claimed
                    + ". That shows that nothing was " + "damaged, not who made it.");
        }
        ExportVerifier.Report report = isDossier(archive)
                ? new DossierVerifier(keys).verify(archive)
                : new ExportVerifier(keys, witnesses, knownCheckpoints()).verify(archive);
        Findings findings = report.findings();
        out.println("      " + report.entries() + " entries, root " + report.root());
        new TreeMap<>(report.types()).forEach((type, count) -> out.println("      " + count + " " + type));
        out.println("      " + report.items() + " items of the feed");
        findings.remarks().forEach(remark -> out.println("NOTE  " + remark));
        findings.errors().forEach(error -> out.println("BAD   " + error));
        if (findings.errorCount() > findings.errors().size()) {
            out.println(
                    "BAD   and " + (findings.errorCount() - findings.errors().size()) + " more");
        }
        out.println(report.isGood() ? "VERIFIED" : "REJECTED");
        return report.isGood() ? GOOD : REJECTED;
    }

    private int checkProof(Path file) throws IOException {
        Path bytes = entry;
        if (bytes == null || keys.size() != 1) {
            throw new IllegalArgumentException("A proof is checked with --entry and one --key.");
        }
        TlogProof proof = TlogProof.parse(Files.readString(file));
        proof.verify(Files.readAllBytes(bytes), keys.iterator().next());
        for (NoteKey witness : witnesses) {
            proof.checkpoint().verify(witness);
        }
        out.println("VERIFIED: the log has this entry at index " + proof.index() + ".");
        return GOOD;
    }

    private static boolean isDossier(Path archive) throws IOException {
        try (ExportFile file = new ExportFile(archive)) {
            return file.find("dossier.json").isPresent();
        }
    }

    private static NoteKey claimedKey(Path archive) throws IOException {
        try (ExportFile export = new ExportFile(archive)) {
            return NoteKey.parse(export.text("log-key").lines().findFirst().orElse(""));
        }
    }

    /** Each must be signed by a trusted key, or, where it is older than that, by a witness. */
    private List<Checkpoint> knownCheckpoints() throws IOException {
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (Path file : known) {
            Checkpoint checkpoint = Checkpoint.unverified(Files.readString(file));
            boolean signed = keys.stream().anyMatch(checkpoint.note()::isSignedBy)
                    || witnesses.stream().anyMatch(checkpoint.note()::isSignedBy);
            if (!signed) {
                throw new ProofRejectedException(
                        "The known checkpoint " + file + " is signed by none of the given keys.");
            }
            checkpoints.add(checkpoint);
        }
        return checkpoints;
    }
}
