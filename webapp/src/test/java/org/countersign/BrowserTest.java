package org.countersign;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.countersign.testing.BatchDesk;
import org.countersign.testing.Clearance;
import org.countersign.testing.Desk;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of the running application in a real browser, with the people of the demo. Its methods take as many
 * {@link Browsing} as there are people in them, each with cookies of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = CountersignApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = WebTestInitializer.class)
@Import({Desk.class, BatchDesk.class, Clearance.class})
@ActiveProfiles("demo")
@ExtendWith(BrowserExtension.class)
public @interface BrowserTest {}
