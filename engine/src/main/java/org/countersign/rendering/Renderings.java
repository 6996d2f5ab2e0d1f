package org.countersign.rendering;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.delivery.ContentId;
import org.countersign.delivery.ContentItems;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * The front door of rendering: an item that may be shown now, made presentable for a medium. A rendering that lacks a
 * required disclosure is never handed out.
 */
@Service
public class Renderings {

    /** Templates change rarely, items all the time. */
    private static final int MOST_STENCILS = 500;

    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

    private final ContentItems items;
    private final BrandTemplates templates;
    private final Map<String, Stencil> stencils = new ConcurrentHashMap<>();

    Renderings(ContentItems items, BrandTemplates templates) {
        this.items = items;
        this.templates = templates;
    }

    /**
     * Renders an item.
     *
     * @param brand name of the template
     * @throws Refusal.NotFound if there is no such item or template
     * @throws Refusal.Gone if the item may not be shown any more
     * @throws Refusal.Conflict if the rendering would lack a required disclosure, or be too long
     */
    public Rendering render(ContentId id, Medium medium, String brand) {
        BrandTemplate template = templates.find(brand, medium);
        JsonNode item = items.live(id);
        String body = stencil(template).fill(data(item));
        requireDisclosures(item, body, template);
        return new Rendering(
                id.toString(),
                String.valueOf(item.path("contentHash").stringValue()),
                medium,
                brand,
                template.version(),
                medium.mediaType(),
                body);
    }

    private Stencil stencil(BrandTemplate template) {
        if (stencils.size() > MOST_STENCILS) {
            stencils.clear();
        }
        return stencils.computeIfAbsent(template.version(), version -> Stencil.of(template.text()));
    }

    /** What a template may read; the kind is there as a name of its own, to be asked for as a section. */
    private static Map<String, Object> data(JsonNode item) {
        Map<String, Object> data = new LinkedHashMap<>();
        Map<String, Object> content = Json.MAPPER.convertValue(item.path("content"), DATA);
        data.putAll(content);
        data.put("content", content);
        data.put("kind", String.valueOf(item.path("kind").stringValue()));
        data.put("is" + String.valueOf(item.path("kind").stringValue()).replace("_", ""), true);
        data.put("validUntil", String.valueOf(item.path("validUntil").stringValue()));
        data.put("disclosures", Json.MAPPER.convertValue(item.path("disclosures"), List.class));
        return data;
    }

    private static void requireDisclosures(JsonNode item, String body, BrandTemplate template) {
        for (JsonNode disclosure : item.path("disclosures")) {
            String message = String.valueOf(disclosure.path("message").stringValue());
            if (!body.contains(Stencil.escaped(message))) {
                throw new Refusal.Conflict(
                        "disclosure-missing",
                        "Template " + template.name() + " for " + template.medium() + " does not show \"" + message
                                + "\", which rule " + disclosure.path("rule").stringValue() + " requires.");
            }
        }
    }
}
