package org.countersign.suggestion;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.countersign.shared.FieldError;
import org.countersign.shared.Json;
import org.countersign.shared.UnreadableJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Checks posted documents: limits, schema, the rules between fields; and types what passed. */
@Component
class DocumentCheck {

    private static final Logger LOG = LoggerFactory.getLogger(DocumentCheck.class);

    /** Errors told at once; nobody reads more, and a hostile document must not earn a huge answer. */
    static final int ERRORS = 100;

    /** Bytes of a document as sent: with blanks and escapes it may be longer than its canonical form. */
    static final int TEXT_BYTES = 1 << 20;

    private final SuggestionSchemas schemas;
    private final Clock clock;

    DocumentCheck(SuggestionSchemas schemas, Clock clock) {
        this.schemas = schemas;
        this.clock = clock;
    }

    Checked check(JsonNode document) {
        Errors errors = new Errors();
        List<FieldError> beyond = DocumentLimits.check(document);
        errors.add(beyond);
        CanonicalDocument canonical = null;
        if (errors.isEmpty() && document.isObject()) {
            canonical = new CanonicalDocument(document);
            errors.add(DocumentLimits.checkSize(canonical.length()));
        }
        // Of a document with as many errors as are told, or with no end of values, nothing more is looked at.
        boolean worthReading = beyond.size() <= ERRORS
                && beyond.stream().noneMatch(error -> error.pointer().isEmpty());
        if (worthReading) {
            JsonNode readable = beyond.isEmpty() ? document : DocumentLimits.withoutInexactNumbers(document);
            errors.add(schemas.errors(readable));
            errors.add(ProposalRules.check(readable, clock.instant()));
        }
        Proposal proposal = errors.isEmpty() ? Proposal.read(document) : null;
        String externalId = proposal == null ? externalIdOf(document) : proposal.externalId();
        return new Checked(externalId, canonical, proposal, errors.told(worthReading));
    }

    /** Checks a document from its text in UTF-8; what is none, or is too long, is invalid as a whole. */
    Checked check(byte[] utf8) {
        if (utf8.length > TEXT_BYTES) {
            return tooLong();
        }
        try {
            return check(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            return unreadable("This is not UTF-8.");
        }
    }

    /** Checks a document from its text; what is no JSON, is too long, or names a field twice, is invalid as a whole. */
    Checked check(String text) {
        if (text.length() > TEXT_BYTES) {
            return tooLong();
        }
        try {
            JsonNode document = Json.MAPPER.readTree(text);
            return document.isMissingNode() ? unreadable("There is nothing here.") : check(document);
        } catch (JacksonException e) {
            return unreadable("This is no JSON: " + Texts.printable(UnreadableJson.why(e)) + place(e));
        } catch (NumberFormatException e) {
            return unreadable("This holds a number that cannot be read: its exponent is too large.");
        } catch (RuntimeException e) {
            // It is our fault, and yet the others that came with it must not suffer.
            UUID number = UUID.randomUUID();
            LOG.error("Failure {}: a suggestion cannot be checked", number, e);
            return unreadable("This cannot be checked here, and nothing was stored. Ask the operator about failure "
                    + number + ".");
        }
    }

    private static Checked tooLong() {
        return unreadable("The text takes more than " + TEXT_BYTES + " bytes.");
    }

    private static Checked unreadable(String reason) {
        return new Checked(null, null, null, List.of(new FieldError("", reason)));
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? "."
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ").";
    }

    /** The externalId as posted, null where there is none that can be echoed. */
    private static @Nullable String externalIdOf(JsonNode document) {
        String externalId = document.path("externalId").asString("");
        boolean readable = document.path("externalId").isString()
                && !externalId.isBlank()
                && externalId.length() <= 200
                && Texts.isPlain(externalId);
        return readable ? externalId : null;
    }

    /** Errors by place: what a later check says of a place that was refused already would only confuse. */
    private static final class Errors {

        private final Map<String, List<FieldError>> byPointer = new TreeMap<>();

        void add(List<FieldError> errors) {
            Map<String, List<FieldError>> fresh = errors.stream().collect(Collectors.groupingBy(FieldError::pointer));
            fresh.forEach(byPointer::putIfAbsent);
        }

        boolean isEmpty() {
            return byPointer.isEmpty();
        }

        /** @param counted whether everything was looked at, so that it can be said how many there are */
        List<FieldError> told(boolean counted) {
            List<FieldError> all =
                    byPointer.values().stream().flatMap(List::stream).toList();
            if (all.size() <= ERRORS) {
                return all;
            }
            List<FieldError> shown = new ArrayList<>(all.subList(0, ERRORS));
            shown.add(new FieldError(
                    "", counted ? "There are " + (all.size() - ERRORS) + " more errors." : "There are more errors."));
            return shown;
        }
    }

    /**
     * What came of the check.
     *
     * @param externalId as posted; null where none could be read
     * @param canonical null where the document is beyond the limits or no object
     * @param proposal null if there is any error
     */
    record Checked(
            @Nullable String externalId,
            @Nullable CanonicalDocument canonical,
            @Nullable Proposal proposal,
            List<FieldError> errors) {

        /** The typed document of what passed. */
        Proposal valid() {
            return Objects.requireNonNull(proposal, "The document did not pass.");
        }

        /** The canonical form of what passed. */
        CanonicalDocument document() {
            return Objects.requireNonNull(canonical, "The document did not pass.");
        }

        /** Hex SHA-256 of the canonical form; null where there is none. */
        @Nullable
        String hash() {
            return canonical == null ? null : canonical.hash();
        }
    }
}
