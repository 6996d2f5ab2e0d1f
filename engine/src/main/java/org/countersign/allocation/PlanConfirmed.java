package org.countersign.allocation;

import java.util.List;
import org.countersign.suggestion.SuggestionId;

/**
 * A planner confirmed a plan: each suggestion in it is SCHEDULED and its process goes on.
 *
 * @param taskKey key of the process engine's job that waited for the planner; 0 if the plan has none
 */
public record PlanConfirmed(PlanId plan, long taskKey, List<SuggestionId> scheduled) {}
