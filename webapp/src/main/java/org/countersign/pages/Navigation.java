package org.countersign.pages;

import java.util.List;
import java.util.Set;

/**
 * A place of the application and whom it is for.
 *
 * @param key message {@code nav.key}, and what a page names as its place
 * @param icon symbol of icons.svg
 * @param roles who sees it; the security rules decide who may go there
 */
record Navigation(String key, String path, String icon, Set<String> roles) {

    /** Every place, in order; the first one of a role is its home. */
    private static final List<Navigation> PLACES = List.of(
            new Navigation("inbox", "/inbox", "inbox", Set.of("REVIEWER", "OFFICER")),
            new Navigation("looks", "/looks", "eye", Set.of("REVIEWER", "OFFICER")),
            new Navigation("plans", "/plans", "calendar", Set.of("PLANNER")),
            new Navigation(
                    "suggestions",
                    "/suggestions",
                    "list",
                    Set.of("REVIEWER", "OFFICER", "PLANNER", "AUDITOR", "ADMIN")),
            new Navigation("fairness", "/fairness", "scales", Set.of("OFFICER", "AUDITOR", "ADMIN")),
            new Navigation("people", "/people", "people", Set.of("LEAD", "AUDITOR", "REVIEWER", "OFFICER")),
            // Others find it on the fairness page, which is none of a lead's.
            new Navigation("autonomy", "/autonomy", "check", Set.of("LEAD")),
            new Navigation("policies", "/policies", "pencil", Set.of("OFFICER", "AUDITOR")),
            new Navigation("log", "/log", "book", Set.of("AUDITOR", "OFFICER", "ADMIN")),
            new Navigation("webhooks", "/webhooks", "bell", Set.of("ADMIN", "AUDITOR")),
            new Navigation("operations", "/operations", "pulse", Set.of("ADMIN")));

    /** What someone with these roles sees, in order. */
    static List<Navigation> of(Set<String> held) {
        return PLACES.stream()
                .filter(place -> place.roles.stream().anyMatch(held::contains))
                .toList();
    }

    /** Whether someone with these roles sees the place {@code key}, and links to it are of use to them. */
    static boolean leadsTo(String key, Set<String> held) {
        return of(held).stream().anyMatch(place -> place.key.equals(key));
    }

    /** Where someone with these roles starts. */
    static String home(Set<String> held) {
        return of(held).stream().findFirst().map(Navigation::path).orElse("/login");
    }

    /** As one user sees it; {@code count} is what waits there, 0 shows nothing. */
    Entry entry(long count) {
        return new Entry(key, path, icon, count);
    }

    /** An entry of the navigation bar. */
    record Entry(String key, String path, String icon, long count) {}
}
