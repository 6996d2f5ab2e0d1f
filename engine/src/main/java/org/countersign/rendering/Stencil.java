package org.countersign.rendering;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;

/**
 * A template in its sandbox. It sees the item's data and nothing else: no Java object, no other template, no text that is
 * not escaped; it is small, nests a little and cannot write without end.
 */
final class Stencil {

    private static final int LONGEST_TEXT = 32_768;
    private static final int LONGEST_OUTPUT = 262_144;
    private static final int DEEPEST = 4;

    private static final Pattern TAG = Pattern.compile("\\{\\{\\s*([#^/>&!={]?)\\s*([^}]*?)\\s*}?}}", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("\\.|[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z][A-Za-z0-9]*)*");

    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .escapeHTML(true)
            .defaultValue("")
            .emptyStringIsFalse(true)
            .withCollector(new OnlyMaps())
            .withLoader(name -> {
                throw new MustacheException("Partials are not read.");
            });

    private final Template template;

    private Stencil(Template template) {
        this.template = template;
    }

    /**
     * Reads a template.
     *
     * @throws Refusal.Invalid with everything that is wrong with it
     */
    static Stencil of(String text) {
        List<String> wrong = new ArrayList<>();
        if (text.length() > LONGEST_TEXT) {
            wrong.add("It has " + text.length() + " characters; at most " + LONGEST_TEXT + " are accepted.");
        } else {
            checkTags(text, wrong);
        }
        if (!text.contains("{{#disclosures}}")) {
            wrong.add("It never shows the disclosures: put {{#disclosures}}{{message}}{{/disclosures}} in it.");
        }
        if (wrong.isEmpty()) {
            try {
                return new Stencil(COMPILER.compile(text));
            } catch (MustacheException e) {
                wrong.add("It is no Mustache template: " + e.getMessage());
            }
        }
        throw new Refusal.Invalid(
                "The template cannot be used.",
                wrong.stream().map(each -> new FieldError("/text", each)).toList());
    }

    private static void checkTags(String text, List<String> wrong) {
        int depth = 0;
        Matcher tag = TAG.matcher(text);
        while (tag.find()) {
            String kind = tag.group(1);
            String name = tag.group(2);
            switch (kind) {
                case "#", "^" -> depth++;
                case "/" -> depth--;
                case "&", "{" ->
                    wrong.add("{{" + kind + name + "}} would show text unescaped; write {{" + name + "}}.");
                case ">", "=" ->
                    wrong.add("{{" + kind + name + "}} is not accepted: no partials, no other delimiters.");
                default -> {
                    // A value or a comment.
                }
            }
            if (!kind.equals("!") && wrong.isEmpty() && !NAME.matcher(name).matches()) {
                wrong.add("{{" + name + "}} is no name: use letters, digits and dots.");
            }
            if (depth > DEEPEST) {
                wrong.add("Sections are nested deeper than " + DEEPEST + ".");
                return;
            }
        }
    }

    /**
     * Fills it in.
     *
     * @throws Refusal.Conflict if that becomes too long
     */
    String fill(Map<String, Object> data) {
        Bounded out = new Bounded();
        template.execute(data, out);
        return out.toString();
    }

    /** What the template makes of a text: escaped for HTML and XML. */
    static String escaped(String text) {
        return Escapers.HTML.escape(text);
    }

    /** Reads members of maps; what has no such member has nothing, whatever methods its class may have. */
    private static final class OnlyMaps extends DefaultCollector {

        OnlyMaps() {
            super(false);
        }

        @Override
        public Mustache.VariableFetcher createFetcher(Object context, String name) {
            return (from, wanted) -> {
                if (wanted.equals(".")) {
                    return from;
                }
                if (from instanceof Map<?, ?> map && map.containsKey(wanted)) {
                    Object value = map.get(wanted);
                    return value == null ? "" : value;
                }
                return Template.NO_FETCHER_FOUND;
            };
        }
    }

    private static final class Bounded extends Writer {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(char[] characters, int from, int length) {
            if (text.length() + length > LONGEST_OUTPUT) {
                throw new Refusal.Conflict(
                        "rendering-too-long", "The rendering would exceed " + LONGEST_OUTPUT + " characters.");
            }
            text.append(characters, from, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
