package org.countersign.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.countersign.delivery.ContentItems;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The keys that verify content items, for everybody. */
@RestController
@Tag(name = "Content")
class KeysController {

    private final ContentItems items;

    KeysController(ContentItems items) {
        this.items = items;
    }

    @Operation(summary = "The public keys that verify signatures of content items")
    @SecurityRequirements
    @GetMapping("/.well-known/jwks.json")
    ResponseEntity<Map<String, List<JsonNode>>> keys() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic())
                .body(Map.of("keys", items.keys()));
    }
}
