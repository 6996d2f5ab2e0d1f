package org.countersign.screening;

import com.iab.gpp.encoder.GppModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A string of the IAB's Global Privacy Platform, decoded.
 *
 * @param optOuts SALE, SHARING, TARGETED_ADS, SENSITIVE_DATA, sorted; null where no section of the United States can tell
 * @param gpc whether a section says that a Global Privacy Control signal was received
 * @param tcf the TCF string in it, as it stands there; null if there is none
 */
record GppSignal(
        Status status,
        @Nullable List<String> optOuts,
        boolean gpc,
        @Nullable String tcf) {

    /** What the string is good for. */
    enum Status {
        VALID,
        /** No section at all, which the library takes without a word. */
        EMPTY,
        UNREADABLE
    }

    private static final Pattern FORM = Pattern.compile("D[A-Za-z0-9_-]*(~[A-Za-z0-9_.-]+)*");
    private static final int MAX_HEADER = 40;
    private static final int TCF_EU = 2;

    /** Fields of the sections of the United States, and what the value 1, "opted out", means. */
    private static final Map<String, String> OPT_OUTS = optOutFields();

    private static final List<String> SECTIONS = List.of(
            "usnat", "usca", "usva", "usco", "usut", "usct", "usfl", "usmt", "usor", "ustx", "usde", "usia", "usne",
            "usnh", "usnj", "ustn");

    private static Map<String, String> optOutFields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("SaleOptOut", "SALE");
        fields.put("SharingOptOut", "SHARING");
        fields.put("TargetedAdvertisingOptOut", "TARGETED_ADS");
        fields.put("SensitiveDataProcessing", "SENSITIVE_DATA");
        return fields;
    }

    static GppSignal decode(String text) {
        if (text.isBlank()) {
            return without(Status.EMPTY);
        }
        String[] parts = text.split("~", -1);
        if (!FORM.matcher(text).matches() || parts[0].length() > MAX_HEADER) {
            return without(Status.UNREADABLE);
        }
        try {
            GppModel model = new GppModel(text);
            List<Integer> ids = model.getSectionIds();
            if (ids.isEmpty()) {
                return without(Status.EMPTY);
            }
            if (ids.size() != parts.length - 1) {
                return without(Status.UNREADABLE);
            }
            int tcf = ids.indexOf(TCF_EU);
            return new GppSignal(Status.VALID, optOuts(model), gpc(model), tcf < 0 ? null : parts[tcf + 1]);
        } catch (RuntimeException e) {
            return without(Status.UNREADABLE); // the library throws all sorts at strings that are none
        }
    }

    private static @Nullable List<String> optOuts(GppModel model) {
        TreeSet<String> found = new TreeSet<>();
        boolean told = false;
        for (String section : SECTIONS) {
            if (model.hasSection(section)) {
                told = true;
                OPT_OUTS.forEach((field, meaning) -> {
                    if (isOptedOut(value(model, section, field))) {
                        found.add(meaning);
                    }
                });
            }
        }
        Object usPrivacy = value(model, "uspv1", "OptOutSale");
        if (usPrivacy != null) {
            told = true;
            if (usPrivacy.toString().equalsIgnoreCase("Y")) {
                found.add("SALE");
            }
        }
        return told ? List.copyOf(found) : null;
    }

    private static boolean isOptedOut(@Nullable Object value) {
        return value instanceof List<?> several
                ? several.contains(1)
                : Integer.valueOf(1).equals(value);
    }

    private static boolean gpc(GppModel model) {
        return SECTIONS.stream().anyMatch(section -> Boolean.TRUE.equals(value(model, section, "Gpc")));
    }

    private static @Nullable Object value(GppModel model, String section, String field) {
        return model.hasSection(section) && model.hasField(section, field) ? model.getFieldValue(section, field) : null;
    }

    private static GppSignal without(Status status) {
        return new GppSignal(status, null, false, null);
    }
}
