package org.countersign.delivery;

import java.time.Instant;
import java.util.List;
import org.countersign.audit.EntryId;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;

/**
 * A row of what was published.
 *
 * @param slot null where no slot was asked for
 * @param body canonical JSON of what is hashed; null once erased
 * @param salt base64; null once erased
 * @param approval who approved by role, when, under which policies, as JSON
 * @param withdrawnEntry null while it is live
 */
record ContentItem(
        ContentId id,
        SuggestionId suggestion,
        int generation,
        int revision,
        @Nullable String slot,
        String kind,
        List<String> channels,
        List<String> markets,
        Instant validFrom,
        Instant validUntil,
        String hash,
        @Nullable String body,
        @Nullable String salt,
        String approval,
        EntryId approvalEntry,
        EntryId publishedEntry,
        @Nullable EntryId withdrawnEntry) {}
