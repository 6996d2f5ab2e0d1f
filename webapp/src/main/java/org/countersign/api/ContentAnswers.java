package org.countersign.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the feed, receipts and proofs look like, for the OpenAPI document. Items are sent exactly as they were signed, so
 * nothing is ever written from these; a test compares them with what is sent.
 */
final class ContentAnswers {

    private ContentAnswers() {}

    @Schema(name = "Feed")
    record Feed(
            List<Item> items,

            @Schema(description = "The last position looked at; ask after it next time")
            long next,

            @Schema(description = "The newest position under a signed checkpoint")
            long head,

            @Schema(description = "With proofs=true: the signed note that all proofs lead to") @Nullable
            String checkpoint,

            @Schema(description = "With proofs=true: one per item, in order") @Nullable
            List<ItemProof> proofs) {}

    @Schema(name = "FeedItem", description = "Of a WITHDRAWN one content, audience and approval are null.")
    record Item(
            @Schema(description = "Index of the log entry that published or withdrew it")
            long position,

            @Schema(allowableValues = {"PUBLISHED", "WITHDRAWN"})
            String type,

            String contentId,

            @Schema(
                    description =
                            "SHA-256 of approval.salt and the canonical JSON of kind, content, audience, channels, disclosures")
            String contentHash,

            String kind,
            List<String> channels,
            @Nullable JsonNode content,
            @Nullable JsonNode audience,

            @Schema(description = "Must be shown with the content")
            List<Disclosure> disclosures,

            Instant validFrom,
            Instant validUntil,
            @Nullable Approval approval,

            @Schema(description = "Detached JWS over the canonical JSON of the item without it")
            String signature) {}

    @Schema(name = "Disclosure")
    record Disclosure(
            @Schema(description = "The rule that requires it")
            String rule,

            String message) {}

    @Schema(name = "ItemApproval")
    record Approval(
            @Schema(allowableValues = {"REVIEWER", "AUTOMATIC"})
            String by,

            @Schema(description = "How many people") int approvals,
            Instant at,
            String policyVersion,
            String salt,

            @Schema(description = "Index of the log entry of the approval")
            long entry) {}

    @Schema(name = "ItemProof")
    record ItemProof(
            long index,

            @Schema(description = "The entry's exact bytes, in base64")
            String leaf,

            @Schema(description = "From the leaf to the root, in base64 (RFC 6962)")
            List<String> hashes) {}

    @Schema(name = "InclusionProof")
    record Inclusion(long index, long size, String leafHash, List<String> hashes, String rootHash) {}

    @Schema(name = "EntryProof")
    record Entry(
            @Schema(description = "The entry's exact bytes, in base64")
            String leaf,

            long index,
            long size,
            String leafHash,
            List<String> hashes,
            String rootHash,

            @Schema(description = "The signed note that has this root")
            String checkpoint) {}

    @Schema(name = "ConsistencyProof")
    record Consistency(long from, long to, List<String> hashes) {}

    @Schema(name = "Receipt", description = "For the customer only contentId, state, plain and objection.")
    record Receipt(
            String contentId,
            @Nullable String suggestionId,
            @Nullable Integer revision,
            @Nullable String kind,

            @Schema(description = "Purpose, legal basis, the register's consents, kinds of data") @Nullable
            JsonNode consent,

            @Schema(description = "Name, version, score and reasons") @Nullable
            JsonNode model,

            @Schema(description = "Policy version, route, what was hit and what was passed") @Nullable
            JsonNode rules,

            @Schema(description = "The role that approved, how many people, when") @Nullable
            JsonNode approval,

            @Schema(description = "The slot and why it is there; null where none was asked for") @Nullable
            JsonNode slot,

            @Schema(description = "Id and arm; null where it is part of none") @Nullable
            JsonNode experiment,

            @Schema(allowableValues = {"LIVE", "EXPIRED", "WITHDRAWN", "WITHHELD"})
            String state,

            @Schema(description = "The grounds in sentences for the customer")
            List<String> plain,

            @Schema(description = "How to object") String objection,
            @Nullable Entry proof) {}
}
