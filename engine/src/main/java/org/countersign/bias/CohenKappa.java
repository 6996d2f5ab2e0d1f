package org.countersign.bias;

/**
 * Agreement of two raters beyond chance (Cohen 1960): 1 is perfect, 0 is chance. Standard error: Fleiss, Cohen and
 * Everitt (1969).
 *
 * @param kappa at most 1; NaN where both use one single category, or there is nothing rated
 * @param error asymptotic standard error
 * @param errorWithout the same if there were no agreement beyond chance, for the test of that
 */
public record CohenKappa(double kappa, double error, double errorWithout) {

    /** @param table square; rows are the first rater's categories, columns the second's */
    public static CohenKappa of(long[][] table) {
        int size = table.length;
        double[] rows = new double[size];
        double[] columns = new double[size];
        double total = 0;
        double agreed = 0;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                rows[row] += table[row][column];
                columns[column] += table[row][column];
                total += table[row][column];
            }
            agreed += table[row][row];
        }
        double observed = agreed / total;
        double chance = 0;
        double marginal = 0;
        for (int category = 0; category < size; category++) {
            double row = rows[category] / total;
            double column = columns[category] / total;
            chance += row * column;
            marginal += row * column * (row + column);
        }
        double kappa = (observed - chance) / (1 - chance);
        double diagonal = 0;
        double others = 0;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                double share = table[row][column] / total;
                double both = (rows[column] + columns[row]) / total;
                if (row == column) {
                    diagonal += share * Math.pow(1 - both * (1 - kappa), 2);
                } else {
                    others += share * both * both;
                }
            }
        }
        double last = Math.pow(kappa - chance * (1 - kappa), 2);
        double variance =
                (diagonal + (1 - kappa) * (1 - kappa) * others - last) / (total * (1 - chance) * (1 - chance));
        double without = (chance + chance * chance - marginal) / (total * (1 - chance) * (1 - chance));
        return new CohenKappa(kappa, Math.sqrt(Math.max(0, variance)), Math.sqrt(Math.max(0, without)));
    }

    public Interval interval(Confidence confidence) {
        double width = confidence.z() * error;
        return new Interval(kappa - width, kappa + width);
    }

    /** Standard normal where there is no agreement beyond chance. */
    public double z() {
        return kappa / errorWithout;
    }
}
