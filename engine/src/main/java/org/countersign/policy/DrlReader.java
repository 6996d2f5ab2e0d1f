package org.countersign.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.policy.DrlCursor.Mistake;
import org.countersign.policy.DrlToken.Kind;
import org.countersign.policy.PolicyRule.Grounds;
import org.jspecify.annotations.Nullable;

/**
 * Reads policies written in the safe subset of DRL into the typed model. Nothing of the text is compiled or run: what the
 * model cannot hold is refused with its place. One pass, time linear in the length.
 */
public final class DrlReader {

    /** Size of one file, in bytes of UTF-8. */
    public static final int MAX_BYTES = 64 * 1024;

    /** Rules in one file. */
    public static final int MAX_RULES = PolicyVersion.MAX_RULES;

    private static final List<String> ANNOTATIONS = List.of(
            "id", "source", "owner", "effective", "expires", "group", "approvals", "redaction", "unknown", "message");
    private static final Map<String, Outcome> ACTIONS = Map.of(
            "block", Outcome.BLOCK,
            "review", Outcome.REVIEW,
            "redact", Outcome.REDACT,
            "requireDisclosure", Outcome.REQUIRE_DISCLOSURE,
            "warn", Outcome.WARN);

    private final String file;
    private final DrlCursor cursor;
    private final ReferenceLists lists;
    private final List<DrlError> errors = new ArrayList<>();
    private final PolicyDraft.Builder draft = new PolicyDraft.Builder();
    private String ruleName = "";

    private DrlReader(String file, String text, ReferenceLists lists) {
        this.file = file;
        this.cursor = new DrlCursor(DrlTokens.of(text));
        this.lists = lists;
    }

    /**
     * The rules of a file, in its order.
     *
     * @param file its name, for messages
     * @throws UnreadablePolicy with every mistake found, at most one a rule
     */
    public static List<PolicyRule> read(String file, String text, ReferenceLists lists) {
        return draft(file, text, lists).rules();
    }

    /** As {@link #read}, with the places of what was read. */
    static PolicyDraft draft(String file, String text, ReferenceLists lists) {
        int size = text.length() > MAX_BYTES ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
        if (size > MAX_BYTES) {
            throw new UnreadablePolicy(List.of(new DrlError(
                    file, "", 1, 1, "The file has " + size + " bytes; " + MAX_BYTES + " are allowed. Split it.")));
        }
        return new DrlReader(file, text, lists).draft();
    }

    /** Reads back what {@link DrlWriter} wrote of a whole version, which may be longer than a file. */
    static List<PolicyRule> readStored(String text, ReferenceLists lists) {
        return new DrlReader("stored version", text, lists).draft().rules();
    }

    private PolicyDraft draft() {
        attempt(this::packageLine);
        while (!cursor.isAtEnd() && errors.size() + draft.size() <= MAX_RULES) {
            ruleName = "";
            attempt(this::rule);
        }
        if (!cursor.isAtEnd()) {
            errors.add(error(cursor.peek(), "A file has at most " + MAX_RULES + " rules; split it."));
        }
        if (!errors.isEmpty()) {
            throw new UnreadablePolicy(errors);
        }
        return draft.build();
    }

    /** Runs one step; after a mistake goes on behind the next {@code end}, so that every rule gets its message. */
    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (Mistake mistake) {
            errors.add(error(mistake.token(), String.valueOf(mistake.getMessage())));
            cursor.skipBehind("end");
        }
    }

    private DrlError error(DrlToken token, String message) {
        return new DrlError(file, ruleName, token.line(), token.column(), message);
    }

    private void packageLine() {
        cursor.word("package");
        do {
            if (cursor.peek().kind() != Kind.WORD) {
                throw cursor.unexpected("the name of the package", List.of());
            }
            cursor.next();
        } while (cursor.skipSign("."));
        cursor.skipSign(";");
    }

    private void rule() {
        DrlToken start = cursor.peek();
        cursor.word("rule");
        String name = cursor.string("the rule's name, a sentence,");
        ruleName = name;
        Map<String, String> annotations = annotations();
        if (!cursor.skipWord("when")) {
            throw cursor.unexpected("when, or an annotation such as @message(\"...\")", List.of("when"));
        }
        verdictPattern();
        cursor.word("Facts");
        cursor.sign("(");
        Condition when = new DrlConditions(cursor, lists, draft).conjunction();
        cursor.sign(")");
        cursor.skipSign(";");
        cursor.word("then");
        Outcome outcome = action(annotations.get("id"));
        if (!cursor.peek().isWord("end")) {
            throw cursor.unexpected("end, because a rule has one action", List.of());
        }
        PolicyRule rule = build(start, name, annotations, when, outcome);
        cursor.next();
        draft.add(start, rule);
    }

    private static PolicyRule build(
            DrlToken start, String name, Map<String, String> annotations, Condition when, Outcome outcome) {
        try {
            return new PolicyRule(
                    required(annotations, "id", start),
                    name,
                    new Grounds(required(annotations, "source", start), annotations.get("owner")),
                    RuleAnnotations.period(annotations),
                    when,
                    RuleAnnotations.effect(annotations, outcome),
                    required(annotations, "message", start));
        } catch (IllegalArgumentException e) {
            throw new Mistake(start, String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> annotations() {
        Map<String, String> found = new LinkedHashMap<>();
        while (cursor.skipSign("@")) {
            DrlToken name = cursor.peek();
            if (name.kind() != Kind.WORD || !ANNOTATIONS.contains(name.text())) {
                throw cursor.unexpected("one of @" + String.join(", @", ANNOTATIONS), ANNOTATIONS);
            }
            cursor.next();
            cursor.sign("(");
            String value = cursor.string("the value of @" + name.text());
            cursor.sign(")");
            if (found.put(name.text(), value) != null) {
                throw new Mistake(name, "@" + name.text() + " stands here twice; leave one out.");
            }
        }
        return found;
    }

    private void verdictPattern() {
        cursor.word("$v");
        cursor.sign(":");
        cursor.word("Verdict");
        cursor.sign("(");
        cursor.sign(")");
        cursor.skipSign(";");
    }

    private Outcome action(@Nullable String id) {
        cursor.word("$v");
        cursor.sign(".");
        DrlToken verb = cursor.peek();
        Outcome outcome = verb.kind() == Kind.WORD ? ACTIONS.get(verb.text()) : null;
        if (outcome == null) {
            throw cursor.unexpected("block, review, redact, requireDisclosure or warn", ACTIONS.keySet());
        }
        cursor.next();
        cursor.sign("(");
        DrlToken argument = cursor.peek();
        String named = cursor.string("the rule's id");
        if (id != null && !named.equals(id)) {
            throw new Mistake(
                    argument,
                    "The action names " + PolicyText.quoted(named) + " but the rule's @id is " + PolicyText.quoted(id)
                            + "; write the same in both places.");
        }
        cursor.sign(")");
        cursor.sign(";");
        return outcome;
    }

    private static String required(Map<String, String> annotations, String name, DrlToken rule) {
        String value = annotations.get(name);
        if (value == null) {
            throw new Mistake(rule, "The rule has no @" + name + "(\"...\"); add it below the rule's name.");
        }
        return value;
    }
}
