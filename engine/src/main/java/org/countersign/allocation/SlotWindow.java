package org.countersign.allocation;

import java.time.Instant;

/**
 * The slots to come that would fit something, by their starts.
 *
 * @param first start of the earliest that can still be met, or of the latest if none can
 * @param last start of the latest, no earlier than {@code first}
 */
public record SlotWindow(Instant first, Instant last) {}
