package org.countersign.allocation;

import java.util.List;

/** The sentences of a plan, as they are stored beside it. */
record PlanExplanations(List<PlanView.Left> left, List<PlanView.LimitUse> limits, List<String> warnings) {}
