package org.countersign.allocation.solver;

import com.google.ortools.sat.BoolArgumentProto;
import com.google.ortools.sat.ConstraintProto;
import com.google.ortools.sat.CpModelProto;
import com.google.ortools.sat.CpObjectiveProto;
import com.google.ortools.sat.IntegerVariableProto;
import com.google.ortools.sat.LinearConstraintProto;
import com.google.ortools.sat.PartialVariableAssignment;
import java.util.Arrays;

/** A set of pairs to decide, as CP-SAT is asked: one variable for each, in their order. */
final class CpSatModel {

    private final Problem problem;
    private final Ledger base;
    private final int[] free;
    private final int[] variableOfPair;

    /**
     * @param base what is chosen and stays, without any of the free pairs
     * @param free pairs to decide
     */
    CpSatModel(Problem problem, Ledger base, int[] free) {
        this.problem = problem;
        this.base = base;
        this.free = free;
        variableOfPair = new int[problem.pairs()];
        Arrays.fill(variableOfPair, -1);
        for (int variable = 0; variable < free.length; variable++) {
            variableOfPair[free[variable]] = variable;
        }
    }

    /** @param hint the free pairs that are chosen so far; empty to give none */
    CpModelProto with(int[] hint) {
        CpModelProto.Builder model = CpModelProto.newBuilder();
        IntegerVariableProto bool =
                IntegerVariableProto.newBuilder().addDomain(0).addDomain(1).build();
        CpObjectiveProto.Builder objective = CpObjectiveProto.newBuilder();
        PartialVariableAssignment.Builder hints = PartialVariableAssignment.newBuilder();
        for (int variable = 0; variable < free.length; variable++) {
            model.addVariables(bool);
            objective.addVars(variable).addCoeffs(-problem.pairValue[free[variable]]);
        }
        boolean[] isHinted = new boolean[free.length];
        for (int pair : hint) {
            if (variableOfPair[pair] >= 0) {
                isHinted[variableOfPair[pair]] = true;
            }
        }
        for (int variable = 0; variable < free.length; variable++) {
            hints.addVars(variable).addValues(isHinted[variable] ? 1 : 0);
        }
        model.setObjective(objective);
        if (hint.length > 0) {
            model.setSolutionHint(hints);
        }
        campaigns(model);
        limits(model);
        conflicts(model);
        return model.build();
    }

    private void campaigns(CpModelProto.Builder model) {
        int[] campaigns = Arrays.stream(free)
                .map(pair -> problem.pairCampaign[pair])
                .sorted()
                .distinct()
                .toArray();
        for (int campaign : campaigns) {
            LinearConstraintProto.Builder sum = LinearConstraintProto.newBuilder();
            for (int place = problem.pairsOfCampaign.start(campaign);
                    place < problem.pairsOfCampaign.end(campaign);
                    place++) {
                int variable = variableOfPair[problem.pairsOfCampaign.item(place)];
                if (variable >= 0) {
                    sum.addVars(variable).addCoeffs(1);
                }
            }
            int placed = base.placed(campaign);
            int least = problem.campaignMin[campaign] - placed;
            int most = problem.campaignMax[campaign] - placed;
            if (least > 0 || most < sum.getVarsCount()) {
                add(model, sum, Math.max(0, least), most);
            }
        }
    }

    private void limits(CpModelProto.Builder model) {
        boolean[] isSeen = new boolean[problem.limits()];
        for (int pair : free) {
            for (int place = problem.limitsOfPair.start(pair); place < problem.limitsOfPair.end(pair); place++) {
                int limit = problem.limitsOfPair.item(place);
                if (!isSeen[limit]) {
                    isSeen[limit] = true;
                    limit(model, limit);
                }
            }
        }
    }

    private void limit(CpModelProto.Builder model, int limit) {
        LinearConstraintProto.Builder sum = LinearConstraintProto.newBuilder();
        long all = 0;
        Rows pairs = problem.pairsOfLimit;
        for (int place = pairs.start(limit); place < pairs.end(limit); place++) {
            int pair = pairs.item(place);
            if (variableOfPair[pair] >= 0) {
                long amount = problem.amountOf(pair, limit);
                all += amount;
                sum.addVars(variableOfPair[pair]).addCoeffs(amount);
            }
        }
        long most = problem.limitMax[limit] == Problem.UNLIMITED ? all : problem.limitMax[limit] - base.used(limit);
        long least = Math.max(0, problem.limitMin[limit] - base.used(limit));
        if (least > 0 || all > most) {
            add(model, sum, least, Math.min(all, most));
        }
    }

    private void conflicts(CpModelProto.Builder model) {
        for (int pair : free) {
            for (int place = problem.conflictsOfPair.start(pair); place < problem.conflictsOfPair.end(pair); place++) {
                int other = problem.conflictsOfPair.item(place);
                if (other > pair && variableOfPair[other] >= 0) {
                    model.addConstraints(ConstraintProto.newBuilder()
                            .setAtMostOne(BoolArgumentProto.newBuilder()
                                    .addLiterals(variableOfPair[pair])
                                    .addLiterals(variableOfPair[other])));
                }
            }
        }
    }

    private static void add(CpModelProto.Builder model, LinearConstraintProto.Builder sum, long least, long most) {
        model.addConstraints(
                ConstraintProto.newBuilder().setLinear(sum.addDomain(least).addDomain(most)));
    }
}
