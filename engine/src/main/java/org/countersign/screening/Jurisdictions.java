package org.countersign.screening;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** ISO 3166 codes of countries and their subdivisions. */
final class Jurisdictions {

    /** The member states of the European Union since 2020. */
    private static final Set<String> MEMBER_STATES = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
            "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");

    /** Parts of France and Finland that belong to the Union and have country codes of their own. */
    private static final Set<String> PARTS_OF_MEMBER_STATES = Set.of("AX", "GF", "GP", "MF", "MQ", "RE", "YT");

    private Jurisdictions() {}

    /** The codes and, for a subdivision such as {@code US-NY}, its country's; sorted. */
    static List<String> withCountries(List<String> codes) {
        return codes.stream()
                .flatMap(code -> Stream.of(code, country(code)))
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether one of them lies in the European Union. */
    static boolean anyInEu(List<String> codes) {
        return codes.stream()
                .map(Jurisdictions::country)
                .anyMatch(country -> MEMBER_STATES.contains(country) || PARTS_OF_MEMBER_STATES.contains(country));
    }

    private static String country(String code) {
        return code.length() > 2 && code.charAt(2) == '-' ? code.substring(0, 2) : code;
    }
}
