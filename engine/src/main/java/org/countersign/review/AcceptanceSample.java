package org.countersign.review;

/**
 * How many of a group people must look at, so that finding nothing wrong means something: the zero-acceptance plan. With
 * {@code n} drawn and none faulty, one may say with confidence {@code c} that less than the share {@code p} of the group
 * is faulty. Drawn without replacement, so small groups take fewer; for large ones it is the success-run theorem,
 * {@code n = ln(1 - c) / ln(1 - p)}: 59 for 95 % and 5 % (S. S. Wilks 1941).
 */
final class AcceptanceSample {

    private AcceptanceSample() {}

    /**
     * The smallest sample that will do.
     *
     * @param group members, 1 or more
     * @param share of faulty members that must not go unnoticed, above 0 and below 1
     * @param confidence with which it is noticed, above 0 and below 1
     * @return 1 to {@code group}
     */
    static int size(int group, double share, double confidence) {
        int faulty = Math.max(1, (int) Math.ceil(share * group - 1e-9));
        double allFine = 1;
        for (int drawn = 0; drawn < group; drawn++) {
            if (allFine <= 1 - confidence) {
                return drawn;
            }
            allFine *= Math.max(0, group - faulty - drawn) / (double) (group - drawn);
        }
        return group;
    }
}
