package org.countersign.screening;

import java.util.List;
import org.countersign.autonomy.Held;
import org.countersign.bias.BiasCheckRequest;
import org.countersign.consent.Consent;

/**
 * What a verdict depends on beside the suggestion itself.
 *
 * @param consents the customer's statements in force; empty for a segment
 * @param shared bias checks that a suggestion for one customer shares with others; empty for a segment
 * @param reworked whether a reviewer has asked for changes of it
 * @param openAlarm whether an alarm about the model version waits for a decision
 * @param held what licences allow
 */
record Circumstances(
        List<Consent> consents, List<BiasCheckRequest.Check> shared, boolean reworked, boolean openAlarm, Held held) {}
