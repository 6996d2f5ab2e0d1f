package org.countersign.pages;

/**
 * A short word at the edge of the next page that something was done. Handed on as the flash attribute {@code toast}.
 *
 * @param tone {@code ok}, {@code warn}, {@code bad} or {@code info}
 */
record Toast(String text, String tone) {

    /** The model attribute the layout looks for. */
    static final String ATTRIBUTE = "toast";

    static Toast ok(String text) {
        return new Toast(text, "ok");
    }

    static Toast warn(String text) {
        return new Toast(text, "warn");
    }

    /** Symbol of icons.svg. */
    public String icon() {
        return "ok".equals(tone) ? "check" : "alert";
    }
}
