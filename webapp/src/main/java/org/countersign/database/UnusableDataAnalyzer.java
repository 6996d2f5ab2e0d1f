package org.countersign.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns the failed start into a sentence instead of a stack trace. Named in {@code META-INF/spring.factories}. */
class UnusableDataAnalyzer extends AbstractFailureAnalyzer<UnusableDataException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableDataException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
    }
}
