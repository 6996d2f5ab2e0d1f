package org.countersign.rendering;

/**
 * An item made presentable.
 *
 * @param contentId the item
 * @param contentHash of what was approved, as the feed has it
 * @param template name of the brand template
 * @param templateVersion SHA-256 of its text
 * @param mediaType of {@code body}
 * @param body ready to be shown; everything that came from the item is escaped in it
 */
public record Rendering(
        String contentId,
        String contentHash,
        Medium medium,
        String template,
        String templateVersion,
        String mediaType,
        String body) {}
