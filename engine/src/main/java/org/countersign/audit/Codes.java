package org.countersign.audit;

import java.util.regex.Pattern;

/**
 * What may stand in a log entry for ever: ids, enum names, hashes, times and numbers, as printable ASCII without blanks.
 * Everything that looks like a person's words, e-mail address or telephone number is refused where it is written, since
 * no one could take it out again.
 */
final class Codes {

    /** Long enough for the ids of all rules of a policy version, too short for prose. */
    private static final int MAX_LENGTH = 1024;

    private static final Pattern CODE = Pattern.compile("[!-~&&[^@\"\\\\]]{1," + MAX_LENGTH + "}");
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,63}");
    private static final Pattern SUBJECT = Pattern.compile("[a-z][a-z-]{0,31}:[A-Za-z0-9._:/+=-]{1,200}");
    // +49301234567, 0049301234567, 030-1234567, 030/1234567. Bare numbers and ISO dates are not telephone numbers.
    private static final Pattern TELEPHONE =
            Pattern.compile("(\\+|00)[1-9][0-9/()-]{6,}|0[1-9][0-9]{0,4}[/-][0-9/-]{4,}");

    private Codes() {}

    /** Whether {@code text} may stand in a log entry. */
    static boolean isCode(String text) {
        return CODE.matcher(text).matches() && !TELEPHONE.matcher(text).matches();
    }

    /** @throws IllegalArgumentException if the fact's name or value may not stand in a log entry */
    static void requireFact(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Fact name \"" + name + "\" is none: use camelCase letters and digits, at most 64.");
        }
        if (!isCode(value)) {
            // Says nothing of the value: it may be exactly what must not get around.
            throw new IllegalArgumentException(
                    "Fact " + name + " (" + value.length() + " characters) is no plain code. "
                            + "Entries last for ever: put text and personal data into the payload, which can be erased.");
        }
    }

    /** @throws IllegalArgumentException if the subject is not of the form {@code suggestion:7f3a} */
    static void requireSubject(String subject) {
        if (!SUBJECT.matcher(subject).matches()
                || TELEPHONE
                        .matcher(subject.substring(subject.indexOf(':') + 1))
                        .matches()) {
            throw new IllegalArgumentException(
                    "An entry's subject is a lower-case word, a colon and an id, for example suggestion:7f3a.");
        }
    }
}
