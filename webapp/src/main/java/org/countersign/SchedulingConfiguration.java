package org.countersign;

import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** What runs by the clock: each job beside the others, never behind them. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SchedulingConfiguration {

    /** More than there are jobs. They are virtual, so one that has nothing to do costs next to nothing. */
    private static final int THREADS = 48;

    /**
     * Where threads are virtual, Spring Boot takes a scheduler that runs everything with a fixed delay in turn on one
     * thread. There the log and with it the feed stood still for as long as a change of policies took to be gated.
     */
    @Bean
    ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
        ThreadPoolTaskScheduler scheduler = builder.poolSize(THREADS).build();
        scheduler.setVirtualThreads(true);
        return scheduler;
    }
}
