package org.countersign.screening;

import java.time.Instant;
import java.util.List;
import org.countersign.bias.BiasCheckRequest;
import org.countersign.policy.FactSet;
import org.jspecify.annotations.Nullable;

/**
 * A verdict with everything it was computed from.
 *
 * @param at the moment that facts such as durations were taken at
 * @param composition the bias checks that were run; null if there were none
 * @param licences ids of those that lowered the rate it was drawn with
 */
record Finding(
        Instant at,
        FactSet facts,
        @Nullable BiasCheckRequest composition,
        AuditSample.Draw draw,
        List<String> licences,
        Verdict verdict) {}
