package org.countersign.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.countersign.shared.Page;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.Suggestions;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The JSON Schemas of suggestions, the same that validate them. */
@RestController
@RequestMapping("/api/v1/schemas")
@Tag(name = "Suggestions")
class SchemaController {

    private final Suggestions suggestions;

    SchemaController(Suggestions suggestions) {
        this.suggestions = suggestions;
    }

    @Operation(summary = "The kinds of suggestions and where their schemas are")
    @GetMapping
    Page<SchemaLink> list() {
        List<SchemaLink> links = Arrays.stream(Kind.values())
                .map(kind -> new SchemaLink(kind, "/api/v1/schemas/" + kind))
                .toList();
        return new Page<>(links, null);
    }

    @Operation(summary = "The JSON Schema of a whole suggestion of a kind, with an accepted example")
    @GetMapping("/{kind}")
    ResponseEntity<JsonNode> get(@PathVariable("kind") String kind) {
        Kind known = Arrays.stream(Kind.values())
                .filter(each -> each.name().equals(kind))
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound("schema", kind));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/schema+json"))
                .body(suggestions.schema(known));
    }

    /** A kind and the path of its schema. */
    record SchemaLink(Kind kind, String href) {}
}
