package org.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.Scheduled;

class SchedulingConfigurationTests {

    private static final ApplicationContextRunner CONTEXT = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TaskSchedulingAutoConfiguration.class))
            .withPropertyValues("spring.threads.virtual.enabled=true");

    /** A sweep over everything takes minutes; the log is signed meanwhile. */
    static class Jobs {

        private final CountDownLatch others = new CountDownLatch(5);
        private final CountDownLatch end = new CountDownLatch(1);

        @Scheduled(fixedDelay = 1)
        void sweep() throws InterruptedException {
            end.await();
        }

        @Scheduled(fixedDelay = 1)
        void sign() {
            assertThat(Thread.currentThread().isVirtual()).isTrue();
            others.countDown();
        }
    }

    @Test
    void runsEachJobBesideTheOthers() {
        CONTEXT.withUserConfiguration(SchedulingConfiguration.class)
                .withBean(Jobs.class)
                .run(context -> {
                    Jobs jobs = context.getBean(Jobs.class);
                    try {
                        assertThat(jobs.others.await(20, TimeUnit.SECONDS)).isTrue();
                    } finally {
                        jobs.end.countDown();
                    }
                });
    }
}
