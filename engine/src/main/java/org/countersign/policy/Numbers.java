package org.countersign.policy;

import java.math.BigDecimal;

/** Numbers of facts and rules, in one form, so that 3 and 3.00 are the same value for everyone. */
final class Numbers {

    private Numbers() {}

    private static final int MAX_LENGTH = 60;

    /**
     * A plain number out of text.
     *
     * @param where for the message: the fact or table that it belongs to
     * @throws IllegalArgumentException if the text is none
     */
    static BigDecimal read(String where, String text) {
        boolean plain = text.length() <= MAX_LENGTH && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        try {
            if (plain) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(noNumber(where, text), e);
        }
        throw new IllegalArgumentException(noNumber(where, text));
    }

    private static String noNumber(String where, String text) {
        String shown = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
        return where + " needs a plain number such as 12.5, not " + PolicyText.quoted(shown) + ".";
    }

    /** The same number without trailing zeros and without an exponent. */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 && stripped.precision() - stripped.scale() <= 40 ? stripped.setScale(0) : stripped;
    }
}
