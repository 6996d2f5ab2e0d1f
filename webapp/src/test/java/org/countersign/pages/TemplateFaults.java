package org.countersign.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What no template may contain: a way for foreign text to become markup, or text that is not in the messages. */
final class TemplateFaults {

    private static final Map<String, Pattern> FORBIDDEN = Map.of(
            "unescaped text", Pattern.compile("th:utext|\\[\\(|\\[\\["),
            "an expression made of values", Pattern.compile("__\\$\\{"),
            "an inline style", Pattern.compile("\\s(th:)?style=|<style"),
            "an inline script", Pattern.compile("<script(?![^>]*src=)|\\son[a-z]+=|th:on[a-z]+|javascript:"),
            "a condition that a fragment overrides",
                    Pattern.compile("<[^<>]*th:(replace|insert)=[^<>]*\\sth:(if|unless|each|with)=|"
                            + "<[^<>]*\\sth:(if|unless|each|with)=[^<>]*th:(replace|insert)="),
            "a label that is not in the messages",
                    Pattern.compile("\\s(aria-label|title|placeholder|alt)=\"[^\"]*\\p{L}"));

    private static final Pattern NOT_TEXT = Pattern.compile(
            "<!--.*?-->|<!DOCTYPE[^>]*>|<(code|kbd)\\b.*?</\\1>|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", Pattern.DOTALL);
    private static final Pattern SAMPLE = Pattern.compile("<!--.*?-->|<code>.*?</code>", Pattern.DOTALL);
    private static final Pattern ENTITY = Pattern.compile("&[a-z]+;");
    private static final Pattern MESSAGE = Pattern.compile("#\\{([A-Za-z0-9._-]+)");
    private static final Pattern COLUMNS = Pattern.compile("fragments/table :: [^\"]*\\$\\{ \\{([^}]*)\\} \\}");
    private static final Pattern BETWEEN_KEYS = Pattern.compile("[',+ ]+");

    private static final Pattern FRAGMENT = Pattern.compile("<[^<>]*th:fragment=\"(\\w+)");

    private TemplateFaults() {}

    /** Everything wrong with a template, each with the place; {@code keys} are the messages there are. */
    static List<String> of(String template, Set<String> keys) {
        List<String> faults = new ArrayList<>();
        FORBIDDEN.forEach((what, pattern) -> {
            Matcher matcher = pattern.matcher(template);
            while (matcher.find()) {
                faults.add(what + ": " + matcher.group());
            }
        });
        Matcher message = MESSAGE.matcher(SAMPLE.matcher(template).replaceAll(" "));
        while (message.find()) {
            if (!keys.contains(message.group(1))) {
                faults.add("a message that does not exist: " + message.group(1));
            }
        }
        COLUMNS.matcher(template)
                .results()
                .flatMap(columns -> BETWEEN_KEYS.splitAsStream(columns.group(1)))
                .filter(key -> !key.isEmpty() && !keys.contains(key))
                .forEach(key -> faults.add("a message that does not exist: " + key));
        takenAlong(template).forEach(faults::add);
        String text = ENTITY.matcher(NOT_TEXT.matcher(template).replaceAll(" ")).replaceAll(" ");
        text.lines()
                .map(String::strip)
                .filter(line -> line.codePoints().anyMatch(Character::isLetter))
                .forEach(line -> faults.add("text that is not in the messages: " + line));
        return faults;
    }

    /**
     * A fragment is found by its name and by its element's: one called "select" comes with every select element of its file
     * that belongs to another fragment.
     */
    private static List<String> takenAlong(String template) {
        List<MatchResult> fragments = FRAGMENT.matcher(template).results().toList();
        List<String> faults = new ArrayList<>();
        for (int at = 0; at < fragments.size(); at++) {
            int end = at + 1 < fragments.size() ? fragments.get(at + 1).start() : template.length();
            String body = template.substring(fragments.get(at).start(), end);
            for (MatchResult other : fragments) {
                String name = other.group(1);
                if (!name.equals(fragments.get(at).group(1))
                        && Pattern.compile("<" + name + "\\b").matcher(body).find()) {
                    faults.add("an element that the fragment " + name + " takes along");
                }
            }
        }
        return faults;
    }
}
