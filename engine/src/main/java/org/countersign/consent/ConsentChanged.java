package org.countersign.consent;

/** A customer's statements changed; approvals that relied on them may have fallen. */
public record ConsentChanged(String ref, SubjectId subject) {}
