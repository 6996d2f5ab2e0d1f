package org.countersign.rendering;

/**
 * How a brand shows an item on a medium.
 *
 * @param name which brand, for example {@code standard}
 * @param text a Mustache template
 * @param version SHA-256 of the text in hexadecimal: the log says under it who brought it in
 */
public record BrandTemplate(String name, Medium medium, String text, String version) {}
