package org.countersign.pages;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** How values look on a page: moments, money, numbers. In templates it is {@code show}. */
@Component
class Show {

    // Control characters, overrides of the writing direction, and what takes no width; joiners belong to scripts.
    private static final Pattern DECEPTIVE =
            Pattern.compile("[\\p{Cc}&&[^\\n\\t\\r]]|[\\u202A-\\u202E\\u2066-\\u2069\\u200B\\u2060\\uFEFF]");

    private final Clock clock;
    private final MessageSource messages;
    private final ZoneId zone;

    Show(Clock clock, MessageSource messages, PagesSettings settings) {
        this.clock = clock;
        this.messages = messages;
        this.zone = settings.timeZone();
    }

    /** Percent of a width for an SVG attribute, for example {@code 12.5%}. */
    static String percent(double percent) {
        return String.format(Locale.ROOT, "%.2f%%", percent);
    }

    /** A share as a width that stays within its box. */
    public String percentOf(double share) {
        return percent(100 * Math.min(Math.max(share, 0), 1));
    }

    public Badge badge(String key) {
        return Badge.of(key);
    }

    public List<Bar> bars(List<Bar.Amount> amounts) {
        return Bar.of(amounts);
    }

    /** How long ago, in the largest unit that fits; further away than a week the date. */
    public String ago(Instant at) {
        Duration age = Duration.between(at, clock.instant());
        if (age.toDays() >= 7 || age.isNegative()) {
            return at(at);
        }
        if (age.toDays() > 0) {
            return message("time.days", age.toDays());
        }
        if (age.toHours() > 0) {
            return message("time.hours", age.toHours());
        }
        return age.toMinutes() > 0 ? message("time.minutes", age.toMinutes()) : message("time.now");
    }

    /** How long until then, in the largest unit that fits. */
    public String left(Instant at) {
        Duration left = Duration.between(clock.instant(), at);
        if (left.isNegative()) {
            return message("time.over");
        }
        if (left.toDays() > 1) {
            return message("time.left.days", left.toDays());
        }
        return left.toHours() > 1
                ? message("time.left.hours", left.toHours())
                : message("time.left.minutes", Math.max(1, left.toMinutes()));
    }

    /** For example 23 Nov 2026, 06:20. */
    public String at(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale())
                .format(at.atZone(zone));
    }

    /** To the second and with the zone. */
    public String exact(Instant at) {
        return DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss zzz", locale())
                .format(at.atZone(zone));
    }

    /** For example €812.40. */
    public String money(BigDecimal amount, String currency) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale());
        try {
            format.setCurrency(Currency.getInstance(currency));
        } catch (IllegalArgumentException e) {
            // What a producer sent as a currency is checked at intake; a page still shows whatever is stored.
            return amount.toPlainString() + " " + currency;
        }
        return format.format(amount);
    }

    /** With the grouping of the language and at most {@code digits} decimals. */
    public String number(Number value, int digits) {
        NumberFormat format = NumberFormat.getNumberInstance(locale());
        format.setMaximumFractionDigits(digits);
        return format.format(value);
    }

    /** Exactly two decimals; a dash for nothing. */
    public String ratio(@Nullable Double value) {
        return value == null ? "–" : String.format(locale(), "%.2f", value);
    }

    /** A share as a percentage with one decimal; a dash for nothing. */
    public String share(@Nullable Double value) {
        return value == null ? "–" : String.format(locale(), "%.1f %%", 100 * value);
    }

    /** A p-value to three decimals; smaller ones are told to be smaller, since none is 0. */
    public String probability(double value) {
        return value < 0.001 ? "< 0.001" : String.format(locale(), "%.3f", value);
    }

    /** Foreign text with the characters made visible that would change how the text around them reads. */
    public String plain(String text) {
        return DECEPTIVE
                .matcher(text)
                .replaceAll(found ->
                        String.format(Locale.ROOT, "‹U+%04X›", found.group().codePointAt(0)));
    }

    /** A code as words: {@code LEGITIMATE_INTERESTS} becomes Legitimate interests. */
    public String code(String code) {
        String words = code.replace('_', ' ').toLowerCase(Locale.ROOT);
        return plain(words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1));
    }

    /** Yes, no, or unknown. */
    public String yesNo(@Nullable Boolean value) {
        return message(value == null ? "value.unknown" : value ? "value.yes" : "value.no");
    }

    /** Reduction in percent of the list price; a dash where there is no list price. */
    public String discount(BigDecimal list, BigDecimal offered) {
        return list.signum() == 0 ? "–" : share(1 - offered.doubleValue() / list.doubleValue());
    }

    /** The first twelve digits of a hash; the whole of it belongs into the title. */
    public String digest(String hash) {
        String digits = hash.substring(hash.indexOf(':') + 1);
        return digits.length() <= 12 ? digits : digits.substring(0, 12) + "…";
    }

    /** {@code PERSON:ana} is ana; parts of the system have words of their own. */
    public String actor(String actor) {
        String name = actor.substring(actor.indexOf(':') + 1);
        if (!actor.startsWith("SYSTEM:")) {
            return plain(name);
        }
        return "automatic".equals(name) ? message("actor.automatic") : message("actor.system", name);
    }

    /** A path with those parameters that have a value, given as name, value, name, value. */
    public String link(String path, @Nullable Object... parameters) {
        UriComponentsBuilder link = UriComponentsBuilder.fromPath(path);
        for (int i = 0; i < parameters.length; i += 2) {
            if (parameters[i + 1] != null) {
                link.queryParam(String.valueOf(parameters[i]), "{" + i + "}");
            }
        }
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            values.put(String.valueOf(i), parameters[i + 1]);
        }
        return link.encode().buildAndExpand(values).toUriString();
    }

    /** With its sign and two decimals. */
    public String signed(double value) {
        return String.format(locale(), "%+.2f", value).replace('-', '−');
    }

    String message(String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale());
    }

    private static Locale locale() {
        return LocaleContextHolder.getLocale();
    }
}
