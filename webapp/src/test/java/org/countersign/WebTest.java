package org.countersign;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.countersign.testing.BatchDesk;
import org.countersign.testing.Clearance;
import org.countersign.testing.Desk;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of the application behind its security, on a real, fresh database; without a process engine, which has tests of
 * its own. Profiles and further properties are the test's affair.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = CountersignApplication.class)
@AutoConfigureMockMvc
@ContextConfiguration(initializers = WebTestInitializer.class)
@Import({Desk.class, BatchDesk.class, Clearance.class})
public @interface WebTest {}
