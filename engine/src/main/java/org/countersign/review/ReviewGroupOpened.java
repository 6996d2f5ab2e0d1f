package org.countersign.review;

/** A group is complete and waits for people. */
public record ReviewGroupOpened(ReviewGroupId id) {}
