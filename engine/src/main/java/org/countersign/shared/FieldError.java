package org.countersign.shared;

/**
 * One thing wrong with one place of an input document.
 *
 * @param pointer JSON Pointer (RFC 6901) to the place, relative to the item; empty for the whole document
 * @param message what is wrong, with the value, and what is accepted
 */
public record FieldError(String pointer, String message) {}
