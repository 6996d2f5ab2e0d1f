package org.countersign.privacy;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.validator.routines.CreditCardValidator;
import org.apache.commons.validator.routines.EmailValidator;
import org.apache.commons.validator.routines.IBANValidator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/**
 * The front door: finds personal data in text. Patterns say where to look, and check digits, number plans and address
 * syntax whether it is one: a random row of digits is no card. What it does not find is not proven absent. Every pattern
 * is linear in the length of the text.
 */
@Service
public class PersonalData {

    /** What stands in place of what was taken out. */
    public static final String REMOVED = "[removed]";

    private static final Pattern CARD = Pattern.compile("(?<![\\w.])\\d(?:[ -]?\\d){11,18}(?![\\w])");
    private static final Pattern IBAN =
            Pattern.compile("(?<!\\w)[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}(?!\\w)", Pattern.CASE_INSENSITIVE);
    private static final Pattern EMAIL = Pattern.compile(
            "(?<![\\w.+-])[\\w.+'-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8}", Pattern.UNICODE_CHARACTER_CLASS);

    /** A country calling code must be written where nobody says which country the audience is in. */
    private static final String NO_REGION = "ZZ";

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final CreditCardValidator CARDS = CreditCardValidator.genericCreditCardValidator();

    private final Set<String> ownContacts;

    /** The sorts of personal data that are looked for. */
    public enum Sort {
        CARD,
        IBAN,
        EMAIL,
        PHONE
    }

    /**
     * One find.
     *
     * @param start index of its first character
     * @param end index behind its last one
     */
    public record Find(Sort sort, int start, int end) {}

    /**
     * Who writes to whom.
     *
     * @param sender as the customer sees it, for example {@code Shop <hello@shop.example>}; addresses of that domain are
     *     the sender's own. Empty where there is none
     * @param region ISO 3166-1 code of the audience's country, for telephone numbers without a country calling code; empty
     *     where unknown
     */
    public record Setting(String sender, String region) {

        /** Nothing known of sender or audience. */
        public static final Setting UNKNOWN = new Setting("", "");

        /** The first country of the audience decides how telephone numbers are read. */
        public static Setting of(String sender, List<String> jurisdictions) {
            return new Setting(
                    sender,
                    jurisdictions.stream()
                            .findFirst()
                            .map(code -> code.substring(0, 2))
                            .orElse(""));
        }
    }

    @Autowired
    PersonalData(PrivacyProperties properties) {
        this(properties.ownContacts());
    }

    /** @param ownContacts the shop's own addresses, domains and numbers, which are no personal data */
    public PersonalData(List<String> ownContacts) {
        this.ownContacts = ownContacts.stream().map(PersonalData::normal).collect(Collectors.toUnmodifiableSet());
    }

    /** Everything found in a text, in its order; finds do not overlap. */
    public List<Find> in(String text, Setting setting) {
        List<Find> finds = new ArrayList<>();
        accounts(finds, text);
        add(finds, Sort.CARD, CARD, text, found -> CARDS.isValid(compact(found)));
        String ownDomain = domain(setting.sender());
        add(
                finds,
                Sort.EMAIL,
                EMAIL,
                text,
                found -> EmailValidator.getInstance().isValid(found) && !isOwn(found, ownDomain));
        phones(finds, text, setting.region());
        finds.sort(Comparator.comparingInt(Find::start));
        return finds;
    }

    /** The text with {@link #REMOVED} in place of everything found. */
    public String takenOutOf(String text, Setting setting) {
        StringBuilder rest = new StringBuilder();
        int at = 0;
        for (Find find : in(text, setting)) {
            rest.append(text, at, find.start()).append(REMOVED);
            at = find.end();
        }
        return rest.append(text, at, text.length()).toString();
    }

    /** What follows a number may look like more of it, so words are given back from its end until it is one. */
    private static void accounts(List<Find> finds, String text) {
        for (MatchResult match : IBAN.matcher(text).results().toList()) {
            int end = match.end();
            while (end > match.start()
                    && !IBANValidator.getInstance().isValid(compact(text.substring(match.start(), end)))) {
                end = Math.max(match.start(), text.lastIndexOf(' ', end - 1));
            }
            addIfFree(finds, new Find(Sort.IBAN, match.start(), end), end > match.start());
        }
    }

    private static void add(List<Find> finds, Sort sort, Pattern pattern, String text, Predicate<String> isOne) {
        Matcher matcher = pattern.matcher(text);
        List<MatchResult> matches = matcher.results().toList();
        for (MatchResult match : matches) {
            addIfFree(finds, new Find(sort, match.start(), match.end()), isOne.test(match.group()));
        }
    }

    private void phones(List<Find> finds, String text, String region) {
        Iterable<PhoneNumberMatch> matches = PHONES.findNumbers(
                text, region.isEmpty() ? NO_REGION : region.toUpperCase(Locale.ROOT), Leniency.VALID, Long.MAX_VALUE);
        for (PhoneNumberMatch match : matches) {
            String number = PHONES.format(match.number(), PhoneNumberFormat.E164);
            addIfFree(finds, new Find(Sort.PHONE, match.start(), match.end()), !ownContacts.contains(number));
        }
    }

    private static void addIfFree(List<Find> finds, Find find, boolean isOne) {
        if (isOne && finds.stream().noneMatch(other -> other.start() < find.end() && find.start() < other.end())) {
            finds.add(find);
        }
    }

    private boolean isOwn(String address, String ownDomain) {
        String domain = domain(address);
        return domain.equals(ownDomain) || ownContacts.contains(normal(address)) || ownContacts.contains(domain);
    }

    /** What stands behind the last @ of an address or a sender; empty if there is none. */
    private static String domain(String address) {
        return address.indexOf('@') < 0
                ? ""
                : address.substring(address.lastIndexOf('@') + 1)
                        .replaceAll("[>\\s].*", "")
                        .toLowerCase(Locale.ROOT);
    }

    private static String normal(String contact) {
        String stripped = contact.strip();
        return stripped.startsWith("+") ? stripped.replaceAll("[^+0-9]", "") : stripped.toLowerCase(Locale.ROOT);
    }

    private static String compact(String found) {
        return found.replaceAll("[ -]", "").toUpperCase(Locale.ROOT);
    }
}
