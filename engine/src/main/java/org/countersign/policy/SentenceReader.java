package org.countersign.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.countersign.policy.DrlCursor.Mistake;
import org.countersign.policy.DrlToken.Kind;
import org.jspecify.annotations.Nullable;

/** Reads a rule from the sentences that {@link SentenceWriter} writes, with the same errors and limits as its text. */
public final class SentenceReader {

    private static final List<Operator> VERBS = SentenceWords.longestFirst();

    private final DrlCursor cursor;
    private final DrlConditions words;
    private int depth;

    private SentenceReader(String text, ReferenceLists lists) {
        this.cursor = new DrlCursor(DrlTokens.of(text));
        this.words = new DrlConditions(cursor, lists, new PolicyDraft.Builder());
    }

    /**
     * The rule that the sentences describe.
     *
     * @throws UnreadablePolicy with the first mistake and its place
     */
    public static PolicyRule read(String text, ReferenceLists lists) {
        if (text.length() > DrlReader.MAX_BYTES) {
            throw new UnreadablePolicy(List.of(new DrlError(
                    "",
                    "",
                    1,
                    1,
                    "The sentences have " + text.length() + " characters; " + DrlReader.MAX_BYTES + " are allowed.")));
        }
        try {
            return new SentenceReader(text, lists).rule();
        } catch (Mistake mistake) {
            DrlToken token = mistake.token();
            throw new UnreadablePolicy(
                    List.of(new DrlError("", "", token.line(), token.column(), String.valueOf(mistake.getMessage()))));
        }
    }

    private PolicyRule rule() {
        DrlToken start = cursor.peek();
        say("Rule");
        String id = cursor.string("the rule's id");
        cursor.sign(",");
        String name = cursor.string("the rule's name");
        cursor.sign(",");
        say("follows from");
        String source = cursor.string("its source");
        String owner = cursor.skipWord("and") ? owner() : null;
        cursor.sign(".");
        Period period = cursor.skipWord("It") ? period() : Period.ALWAYS;
        say("If");
        Condition when = either();
        say("then");
        Parts parts = outcome();
        cursor.sign(".");
        say("If that cannot be known then");
        Effect effect = unknown(parts);
        cursor.sign(".");
        say("Say");
        String message = cursor.string("the message");
        cursor.sign(".");
        if (!cursor.isAtEnd()) {
            throw cursor.unexpected("the end, because these sentences are one rule", List.of());
        }
        return DrlConditions.build(
                start,
                () -> new PolicyRule(id, name, new PolicyRule.Grounds(source, owner), period, when, effect, message));
    }

    private String owner() {
        say("is owned by");
        return cursor.string("its owner");
    }

    private Period period() {
        say("is in force");
        DrlToken start = cursor.peek();
        String from = cursor.skipWord("from") ? cursor.string("a date") : null;
        String until = cursor.skipWord("until") ? cursor.string("a date") : null;
        cursor.sign(".");
        return DrlConditions.build(
                start,
                () -> new Period(
                        from == null ? null : Period.date("from", from),
                        until == null ? null : Period.date("until", until)));
    }

    /** What the first half says of the effect. */
    private record Parts(
            DrlToken start,
            Outcome outcome,
            @Nullable Reviewers reviewers,
            @Nullable Redaction redaction) {}

    private Parts outcome() {
        DrlToken start = cursor.peek();
        if (start.kind() == Kind.NUMBER) {
            return new Parts(start, Outcome.REVIEW, decide(), null);
        }
        if (cursor.skipWord("block")) {
            say("it");
            return new Parts(start, Outcome.BLOCK, null, null);
        }
        if (cursor.skipWord("show")) {
            say("the message");
            return new Parts(start, Outcome.REQUIRE_DISCLOSURE, null, null);
        }
        if (cursor.skipWord("warn")) {
            return new Parts(start, Outcome.WARN, null, null);
        }
        if (cursor.skipWord("take")) {
            say("out");
            List<String> names =
                    Arrays.stream(Redaction.values()).map(Redaction::name).toList();
            int at = names.indexOf(cursor.peek().text());
            if (at < 0) {
                throw cursor.unexpected("one of " + String.join(", ", names), names);
            }
            cursor.next();
            return new Parts(start, Outcome.REDACT, null, Redaction.valueOf(names.get(at)));
        }
        throw cursor.unexpected(
                "block it, a number of people, take out, show the message or warn",
                List.of("block", "take", "show", "warn"));
    }

    private Reviewers decide() {
        DrlToken number = cursor.next();
        if (!cursor.skipWord("person")) {
            say("people");
        }
        say("of");
        String group = cursor.string("a group");
        if (!cursor.skipWord("decides")) {
            say("decide");
        }
        return DrlConditions.build(number, () -> {
            String text = number.text();
            return new Reviewers(group, text.length() == 1 ? text.charAt(0) - '0' : 0);
        });
    }

    private Effect unknown(Parts parts) {
        WhenUnknown unknown;
        Reviewers reviewers = parts.reviewers();
        if (cursor.skipWord("block")) {
            say("it");
            unknown = WhenUnknown.BLOCK;
        } else if (cursor.peek().kind() == Kind.NUMBER) {
            reviewers = decide();
            unknown = WhenUnknown.REVIEW;
        } else {
            say("the");
            boolean same = cursor.skipWord("same");
            say(same ? "people decide" : "rule does not apply");
            unknown = same ? WhenUnknown.REVIEW : WhenUnknown.SKIP;
        }
        Reviewers asked = reviewers;
        return DrlConditions.build(parts.start(), () -> new Effect(parts.outcome(), unknown, asked, parts.redaction()));
    }

    private Condition either() {
        DrlToken start = cursor.peek();
        List<Condition> parts = new ArrayList<>(List.of(single()));
        String word = cursor.peek().isWord("or") ? "or" : "and";
        while (cursor.skipWord(word)) {
            parts.add(single());
        }
        return DrlConditions.build(start, () -> word.equals("or") ? Condition.Any.of(parts) : Condition.All.of(parts));
    }

    private Condition single() {
        if (cursor.skipWord("not")) {
            return new Condition.Not(bracketed());
        }
        return cursor.peek().isSign("(") ? bracketed() : test();
    }

    private Condition bracketed() {
        DrlToken start = cursor.peek();
        cursor.sign("(");
        if (++depth > PolicyRule.MAX_NESTING) {
            throw new Mistake(start, "Brackets are nested more than " + PolicyRule.MAX_NESTING + " deep.");
        }
        Condition inner = either();
        cursor.sign(")");
        depth--;
        return inner;
    }

    private Condition test() {
        DrlToken start = cursor.peek();
        String fact = words.fact();
        Operator operator = VERBS.stream()
                .filter(verb -> cursor.skipWords(SentenceWords.verb(verb)))
                .findFirst()
                .orElseThrow(() -> cursor.unexpected(
                        "is, is not, is one of, contains, mentions any of or another comparison",
                        List.of("is", "contains", "mentions", "does")));
        Operand operand = operand(operator);
        return DrlConditions.build(start, () -> new Condition.Test(fact, operator, operand));
    }

    private Operand operand(Operator operator) {
        if (cursor.skipWord("the")) {
            if (cursor.skipWord("list")) {
                return words.namedList();
            }
            boolean highest = cursor.skipWord("highest");
            if (!highest) {
                say("lowest");
            }
            say("of the table");
            return words.table(highest, () -> say("for"));
        }
        if (words.isFact()) {
            return new Operand.OtherFact(words.fact());
        }
        return switch (operator) {
            case IN, NOT_IN, CONTAINS_ANY, CONTAINS_ALL, CONTAINS_ONLY, MENTIONS -> words.values();
            case EQUAL, NOT_EQUAL, LESS, AT_MOST, MORE, AT_LEAST, CONTAINS, NOT_CONTAINS -> {
                DrlToken start = cursor.peek();
                Object value = words.value();
                yield DrlConditions.build(start, () -> new Operand.Value(value));
            }
        };
    }

    private void say(String phrase) {
        for (String word : phrase.split(" ", -1)) {
            cursor.word(word);
        }
    }
}
