package org.countersign.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A C2SP signed note: text that ends in a line feed, a blank line, and one line per signature.
 *
 * @param text what is signed, with its last line feed
 */
public record SignedNote(String text, List<Signature> signatures) {

    private static final Pattern LINE = Pattern.compile("— ([^\\s+]+) ([A-Za-z0-9+/=]+)");

    /**
     * A signature line.
     *
     * @param key name of the signer
     * @param encoded base64 of the first four bytes of the key's id and the signature
     */
    public record Signature(String key, String encoded) {

        /** The line itself, without its line feed. */
        @Override
        public String toString() {
            return "— " + key + " " + encoded;
        }

        /** The key's id and the signature, one after the other. */
        byte[] bytes() {
            try {
                return Base64.getDecoder().decode(encoded);
            } catch (IllegalArgumentException e) {
                throw new ProofRejectedException("The signature of " + key + " is no base64.");
            }
        }
    }

    public SignedNote {
        requireText(text);
        signatures = List.copyOf(signatures);
    }

    /** @throws ProofRejectedException if {@code note} is no signed note */
    public static SignedNote parse(String note) {
        int blankLine = note.lastIndexOf("\n\n");
        if (blankLine < 0 || !note.endsWith("\n") || blankLine + 2 == note.length()) {
            throw new ProofRejectedException(
                    "No signed note: it needs a blank line, signatures after it, and a last line feed.");
        }
        List<Signature> signatures = new ArrayList<>();
        // Not lines(): a carriage return is no line end here, but makes the line malformed.
        for (String line : note.substring(blankLine + 2, note.length() - 1).split("\n", -1)) {
            signatures.add(parseLine(line));
        }
        return new SignedNote(note.substring(0, blankLine + 1), signatures);
    }

    private static Signature parseLine(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new ProofRejectedException("No signature line: \"" + line + "\".");
        }
        return new Signature(matcher.group(1), matcher.group(2));
    }

    /**
     * Checks that the holder of {@code key} signed it. Signatures of others are neither needed nor looked at.
     *
     * @throws ProofRejectedException if there is no signature of that key, or a wrong one
     */
    public void verify(NoteKey key) {
        boolean signed = false;
        for (Signature signature : signatures) {
            if (signature.key().equals(key.name()) && key.isIdOf(signature.bytes())) {
                if (!key.verifies(text, signature.bytes())) {
                    throw new ProofRejectedException("The signature of " + key + " does not fit the note.");
                }
                signed = true;
            }
        }
        if (!signed) {
            throw new ProofRejectedException("The note is signed by " + signers() + " and not by " + key + ".");
        }
    }

    /** Whether the holder of {@code key} signed it. */
    public boolean isSignedBy(NoteKey key) {
        return signatures.stream()
                .anyMatch(signature -> signature.key().equals(key.name())
                        && key.isIdOf(signature.bytes())
                        && key.verifies(text, signature.bytes()));
    }

    /** The same note with further signatures below those it has. */
    public SignedNote with(List<Signature> further) {
        List<Signature> all = new ArrayList<>(signatures);
        further.stream().filter(each -> !all.contains(each)).forEach(all::add);
        return new SignedNote(text, all);
    }

    /**
     * Reads signature lines, as a witness answers them.
     *
     * @throws ProofRejectedException if one is none
     */
    public static List<Signature> parseLines(String lines) {
        return lines.lines().map(SignedNote::parseLine).toList();
    }

    /** The exact text of the note. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(each -> note.append(each).append('\n'));
        return note.toString();
    }

    private List<String> signers() {
        return signatures.stream().map(Signature::key).toList();
    }

    private static void requireText(String text) {
        if (!text.endsWith("\n")) {
            throw new ProofRejectedException("A note's text ends with a line feed.");
        }
        if (text.chars().anyMatch(c -> c < ' ' && c != '\n') || !isUnicode(text)) {
            throw new ProofRejectedException("A note's text has no control characters but the line feed.");
        }
    }

    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
