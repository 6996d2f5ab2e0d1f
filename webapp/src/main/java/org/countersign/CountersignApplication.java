package org.countersign;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/**
 * The whole product in one process: the domain, its adapters, the pages and the API. Beans go by their full class name,
 * since features may have classes of the same simple name.
 */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class CountersignApplication {

    public static void main(String[] args) {
        SpringApplication.run(CountersignApplication.class, args);
    }
}
