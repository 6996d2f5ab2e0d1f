package org.countersign.policy;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.countersign.policy.DrlToken.Kind;

/** Walks over the tokens of a policy and words what is wrong where it stops. */
final class DrlCursor {

    /** Words that Drools knows and this language leaves out on purpose: they run code or reach beyond one suggestion. */
    private static final Set<String> CODE = Set.of(
            "accumulate",
            "activation",
            "agenda",
            "collect",
            "declare",
            "dialect",
            "do",
            "drools",
            "duration",
            "enabled",
            "entry",
            "eval",
            "exists",
            "extends",
            "forall",
            "from",
            "function",
            "global",
            "import",
            "insert",
            "matches",
            "modify",
            "new",
            "not",
            "over",
            "query",
            "retract",
            "salience",
            "soundslike",
            "str",
            "timer",
            "unit",
            "update");

    private final List<DrlToken> tokens;
    private int at;

    DrlCursor(List<DrlToken> tokens) {
        this.tokens = tokens;
    }

    DrlToken peek() {
        return tokens.get(at);
    }

    DrlToken next() {
        DrlToken token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    boolean isAtEnd() {
        return peek().kind() == Kind.END;
    }

    /** Takes the sign if it is next. */
    boolean skipSign(String sign) {
        boolean there = peek().isSign(sign);
        if (there) {
            at++;
        }
        return there;
    }

    /** Takes the word if it is next. */
    boolean skipWord(String word) {
        boolean there = peek().isWord(word);
        if (there) {
            at++;
        }
        return there;
    }

    /** Takes several words if they are all next, one after the other. */
    boolean skipWords(String phrase) {
        String[] words = phrase.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).isWord(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    /** Goes on behind the next such word, or to the end of the file. */
    void skipBehind(String word) {
        boolean found = false;
        while (!found && !isAtEnd()) {
            found = next().isWord(word);
        }
    }

    void sign(String sign) {
        if (!skipSign(sign)) {
            throw unexpected(sign, List.of());
        }
    }

    void word(String word) {
        if (!skipWord(word)) {
            throw unexpected(word, List.of(word));
        }
    }

    String string(String what) {
        if (peek().kind() != Kind.STRING) {
            throw unexpected(what + " in double quotes", List.of());
        }
        return next().text();
    }

    /** What stands here is not what had to come. */
    Mistake unexpected(String expected, Collection<String> words) {
        DrlToken found = peek();
        if (found.kind() == Kind.ERROR) {
            return new Mistake(found, found.text());
        }
        String why = found.kind() == Kind.WORD && CODE.contains(found.text())
                ? " Of Drools, \"" + found.text() + "\" is left out here: policies run no code."
                : "";
        String hint = found.kind() == Kind.WORD ? Nearest.hint(found.text(), words) : "";
        return new Mistake(found, "Expected " + expected + ", found " + found.shown() + "." + hint + why);
    }

    /** Thrown inside the reader only, to leave the rule at hand. */
    static final class Mistake extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient DrlToken token;

        Mistake(DrlToken token, String message) {
            super(message, null, false, false);
            this.token = token;
        }

        DrlToken token() {
            return token;
        }
    }
}
