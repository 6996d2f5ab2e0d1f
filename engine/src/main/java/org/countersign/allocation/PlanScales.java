package org.countersign.allocation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.countersign.allocation.solver.Problem;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Decimals as whole numbers: the solver adds up millions of times, and must neither round nor overflow.
 *
 * <p>As many decimals are kept as the input has, unless sums could then exceed a long; in that case as many as fit, never
 * fewer than {@value #FEWEST}. Prices and loads of a business have two or three.
 *
 * @param value decimals of values
 * @param quantity decimals of placements, loads and costs
 * @param areValuesExact whether no value had to be rounded
 */
record PlanScales(int value, int quantity, boolean areValuesExact) {

    private static final int FEWEST = 3;
    // A double holds whole numbers exactly up to 2^53, the bound is computed in doubles.
    private static final BigDecimal LARGEST_VALUE = BigDecimal.valueOf(1L << 52);
    private static final BigDecimal LARGEST_QUANTITY = BigDecimal.valueOf(1L << 60);

    static PlanScales of(PlanRequest request) {
        BigDecimal values = valuesOf(request).map(BigDecimal::abs).reduce(BigDecimal.ONE, BigDecimal::add);
        BigDecimal taken = request.pairs().stream()
                .map(pair -> BigDecimal.ONE.add(orZero(pair.load())).add(orZero(pair.cost())))
                .reduce(BigDecimal.ONE, BigDecimal::add);
        BigDecimal minimums = Stream.concat(
                        request.limits().stream().map(limit -> orZero(limit.min())),
                        request.campaigns().stream().map(campaign -> BigDecimal.valueOf(campaign.minPlacements())))
                .reduce(BigDecimal.ONE, BigDecimal::add);
        // No score can exceed this: every limit broken by everything at once.
        BigDecimal quantities =
                taken.multiply(BigDecimal.valueOf(request.limits().size() + 3L)).add(minimums);
        int exactValue = decimals(valuesOf(request));
        int exactQuantity = decimals(Stream.concat(
                request.pairs().stream().flatMap(pair -> Stream.of(orZero(pair.load()), orZero(pair.cost()))),
                request.limits().stream().flatMap(limit -> Stream.of(orZero(limit.min()), orZero(limit.max())))));
        int value = fitting(exactValue, values, LARGEST_VALUE, "values");
        int quantity = fitting(exactQuantity, quantities, LARGEST_QUANTITY, "loads, costs and minimums");
        return new PlanScales(value, quantity, value == exactValue);
    }

    private static Stream<BigDecimal> valuesOf(PlanRequest request) {
        return Stream.concat(
                request.pairs().stream().map(PlanRequest.Pair::value),
                request.keep().stream().map(PlanRequest.Keep::cost));
    }

    private static int decimals(Stream<BigDecimal> numbers) {
        return numbers.mapToInt(number -> number.stripTrailingZeros().scale()).reduce(0, Math::max);
    }

    private static int fitting(int exact, BigDecimal total, BigDecimal largest, String what) {
        int scale = exact;
        while (total.movePointRight(scale).compareTo(largest) > 0) {
            scale--;
            if (scale < 0 || (scale < FEWEST && scale < exact)) {
                String detail = "The " + what + " add up to " + PlanNames.plain(total.setScale(0, RoundingMode.UP))
                        + ", which is too large to be planned exactly. Use a larger unit.";
                throw new Refusal.Invalid(detail, List.of(new FieldError("", detail)));
            }
        }
        return scale;
    }

    long value(BigDecimal number) {
        return number.setScale(value, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    }

    BigDecimal value(long scaled) {
        return BigDecimal.valueOf(scaled, value);
    }

    long quantity(@Nullable BigDecimal number) {
        return orZero(number)
                .setScale(quantity, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact();
    }

    BigDecimal quantity(long scaled) {
        return BigDecimal.valueOf(scaled, quantity);
    }

    /** A maximum so large that nothing can reach it is none. */
    long max(@Nullable BigDecimal number) {
        return number == null || number.movePointRight(quantity).compareTo(LARGEST_QUANTITY) > 0
                ? Problem.UNLIMITED
                : quantity(number);
    }

    /** What one placement counts. */
    long unit() {
        return BigDecimal.TEN.pow(quantity).longValueExact();
    }

    private static BigDecimal orZero(@Nullable BigDecimal number) {
        return Objects.requireNonNullElse(number, BigDecimal.ZERO);
    }
}
