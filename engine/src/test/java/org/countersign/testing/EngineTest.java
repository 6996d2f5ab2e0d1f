package org.countersign.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** A test of the domain on a real, fresh database, with everything wired but no web and no process engine. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = EngineTestConfiguration.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "countersign.camunda.enabled=false")
@Import({Desk.class, BatchDesk.class, Clearance.class})
@ContextConfiguration(initializers = TestDatabaseInitializer.class)
public @interface EngineTest {}
