package org.countersign.screening;

import com.iab.gpp.encoder.section.TcfEuV2;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A consent string of the IAB's Transparency and Consent Framework 2, decoded. It fails closed: whatever is wrong with it,
 * nothing has been consented to.
 *
 * @param purposes numbers of the purposes consented to; none unless the string is valid
 */
record TcfSignal(Status status, List<String> purposes) {

    /** What the string is good for. */
    enum Status {
        VALID,
        /** Without the segment of disclosed vendors, which TCF 2.3 demands of strings from 28 February 2026 on. */
        INCOMPLETE,
        UNREADABLE
    }

    private static final Pattern SEGMENTS = Pattern.compile("C[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+){0,3}");
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /** Characters of a core segment without a single vendor: 230 bits. */
    private static final int SHORTEST_CORE = 38;

    private static final int DISCLOSED_VENDORS = 1;
    private static final Instant FIRST_TCF = Instant.parse("2018-04-01T00:00:00Z");
    private static final Instant DISCLOSURE_DUE = Instant.parse("2026-02-28T00:00:00Z");

    static TcfSignal decode(String text) {
        String[] segments = text.split("\\.", -1);
        if (!SEGMENTS.matcher(text).matches() || segments[0].length() < SHORTEST_CORE) {
            return refused(Status.UNREADABLE);
        }
        try {
            // The vendor lists are not needed, and a hostile string may write very long ones in few characters.
            TcfEuV2 core = new TcfEuV2(segments[0]);
            Instant created = core.getCreated().toInstant();
            if (created.isBefore(FIRST_TCF)) {
                return refused(Status.UNREADABLE);
            }
            // The library reads a missing segment as an empty list, so the raw text has to tell.
            if (!created.isBefore(DISCLOSURE_DUE) && !has(DISCLOSED_VENDORS, segments)) {
                return refused(Status.INCOMPLETE);
            }
            return new TcfSignal(Status.VALID, numbers(core.getPurposeConsents()));
        } catch (RuntimeException e) {
            return refused(Status.UNREADABLE); // the library throws all sorts at strings that are none
        }
    }

    /** The type of a segment is in its first three bits. */
    private static boolean has(int type, String[] segments) {
        for (int i = 1; i < segments.length; i++) {
            if (BASE64.indexOf(segments[i].charAt(0)) >> 3 == type) {
                return true;
            }
        }
        return false;
    }

    private static List<String> numbers(List<Boolean> bits) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < bits.size(); i++) {
            if (bits.get(i)) {
                numbers.add(Integer.toString(i + 1));
            }
        }
        return numbers;
    }

    private static TcfSignal refused(Status status) {
        return new TcfSignal(status, List.of());
    }
}
