package org.countersign.policy;

import java.math.BigDecimal;

/** Numbers of facts and rules, in one form, so that 3 and 3.00 are the same value for everyone. */
final class Numbers {

    private Numbers() {}

    /** The same number without trailing zeros and without an exponent. */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 && stripped.precision() - stripped.scale() <= 40 ? stripped.setScale(0) : stripped;
    }
}
