package org.countersign.audit;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns the refused start into a sentence instead of a stack trace. Named in {@code META-INF/spring.factories}. */
class ForeignLogAnalyzer extends AbstractFailureAnalyzer<ForeignLogException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ForeignLogException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
    }
}
