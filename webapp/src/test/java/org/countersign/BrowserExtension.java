package org.countersign;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Finds a Chromium and opens a window in it for every {@link Browsing} that a test asks for. Without a browser the tests
 * are skipped with one line that says what to install; in CI ({@code CI=true}) they fail instead.
 */
public class BrowserExtension implements ExecutionCondition, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(BrowserExtension.class);
    private static final String MISSING =
            "Browser tests skipped: no Chromium found. Install it (Debian: apt install chromium) or name it in CHROMIUM.";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Chromium.find().isPresent()) {
            return ConditionEvaluationResult.enabled("Chromium found.");
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(MISSING.replace(" skipped", " cannot be skipped in CI"));
        }
        return ConditionEvaluationResult.disabled(MISSING);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browsing.class;
    }

    @Override
    public Browsing resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
        String port = SpringExtension.getApplicationContext(context)
                .getEnvironment()
                .getRequiredProperty("local.server.port");
        Browsing browsing = new Browsing(running.browser().newContext(), "http://127.0.0.1:" + port);
        context.getStore(NAMESPACE).put(parameter.getIndex(), browsing);
        return browsing;
    }

    /** The one browser of all tests; closed with the last of them. */
    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

        static Running start() {
            Playwright playwright = Chromium.playwright();
            return new Running(playwright, Chromium.launch(playwright));
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }
}
