package org.countersign.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.countersign.delivery.ContentId;
import org.countersign.delivery.ContentItems;
import org.countersign.rendering.BrandTemplate;
import org.countersign.rendering.BrandTemplates;
import org.countersign.rendering.Medium;
import org.countersign.rendering.Rendering;
import org.countersign.rendering.Renderings;
import org.countersign.shared.Json;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Items made presentable, and the brand templates that do it. */
@RestController
@Tag(name = "Content")
class RenderingController {

    private final Renderings renderings;
    private final BrandTemplates templates;
    private final ContentItems items;

    RenderingController(Renderings renderings, BrandTemplates templates, ContentItems items) {
        this.renderings = renderings;
        this.templates = templates;
        this.items = items;
    }

    @Operation(
            summary = "An item, rendered for a medium with a brand's template",
            description = "Escaped, with every required disclosure, signed like an item. 410 once it may not be shown.")
    @GetMapping("/api/v1/content/{contentId}/rendering")
    @PreAuthorize("hasAnyRole('CONSUMER', 'AUDITOR')")
    ResponseEntity<ObjectNode> render(
            @PathVariable("contentId") String contentId,
            @Parameter(description = "WEB, MOBILE, EMAIL, DISPLAY or VOICE") @RequestParam("medium") String medium,
            @Parameter(description = "Name of the brand's template")
                    @RequestParam(name = "template", defaultValue = BrandTemplates.STANDARD)
                    String template) {
        Rendering rendering = renderings.render(ContentId.of(contentId), Medium.named(medium), template);
        ObjectNode body = Json.MAPPER.valueToTree(rendering).asObject();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(body.put("signature", items.sign(body)));
    }

    @Operation(summary = "All brand templates in use")
    @GetMapping("/api/v1/templates")
    @PreAuthorize("hasAnyRole('CONSUMER', 'OFFICER', 'AUDITOR')")
    List<BrandTemplate> all() {
        return templates.all();
    }

    @Operation(
            summary = "Bring a brand's template into use",
            description =
                    "Mustache without partials, unescaped tags or other delimiters; it must show the disclosures.")
    @PutMapping("/api/v1/templates/{name}/{medium}")
    @PreAuthorize("hasRole('OFFICER')")
    BrandTemplate put(
            @PathVariable("name") String name,
            @PathVariable("medium") String medium,
            @RequestBody TemplateBody body,
            Authentication authentication) {
        return templates.put(Caller.of(authentication).actor(), name, Medium.named(medium), body.text());
    }

    /** The template's text. */
    record TemplateBody(String text) {}
}
