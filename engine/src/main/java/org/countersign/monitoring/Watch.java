package org.countersign.monitoring;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.countersign.monitoring.StageCounts.Model;
import org.countersign.monitoring.StageCounts.OfDay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks at every model version that something was counted of, and raises alarms. */
@Component
class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /** Stages may speak days after the screening that a case is counted under. */
    private static final int DAYS_BACK = 45;

    private final StageCounts counts;
    private final Alarms alarms;
    private final AlarmRule rule;
    private final Clock clock;

    Watch(StageCounts counts, Alarms alarms, MonitoringProperties properties, Clock clock) {
        this.counts = counts;
        this.alarms = alarms;
        this.rule = new AlarmRule(properties.tolerance(), properties.falseAlarms());
        this.clock = clock;
    }

    /** How often is set by {@code countersign.monitoring.watch-interval}; looking more often raises no more false alarms. */
    @Scheduled(fixedDelayString = "${countersign.monitoring.watch-interval:PT1M}")
    void run() {
        try {
            look();
        } catch (DataAccessException e) {
            LOG.warn("Models cannot be watched at the moment; tried again shortly: {}", e.getMessage());
        }
    }

    /** Looks at each by itself: one that cannot be looked at keeps no other from it. Returns how many alarms were raised. */
    int look() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        int raised = 0;
        for (Model model : counts.modelsSince(today.minusDays(DAYS_BACK))) {
            try {
                raised += look(model);
                alarms.watched(model);
            } catch (RuntimeException e) {
                LOG.error(
                        "{} {} cannot be watched; the others are, and it is tried again shortly.",
                        model.name(),
                        model.version(),
                        e);
                alarms.unwatched(model);
            }
        }
        return raised;
    }

    private int look(Model model) {
        Map<String, Instant> decided = alarms.decidedAt(model);
        List<OfDay> days =
                counts.days(model).stream().filter(day -> isFresh(day, decided)).toList();
        int raised = 0;
        for (AlarmRule.Reason reason : rule.reasons(days)) {
            raised += raise(model, reason);
        }
        return raised;
    }

    private int raise(Model model, AlarmRule.Reason reason) {
        try {
            return alarms.raise(model, reason) ? 1 : 0;
        } catch (DuplicateKeyException e) {
            return 0; // another instance of the application saw it at the same moment
        }
    }

    /** Whether the day is after the last decision on an alarm there: a decided alarm is not raised again by old news. */
    private static boolean isFresh(OfDay day, Map<String, Instant> decided) {
        Instant at = decided.get(day.stage() + "/" + day.attribute());
        return at == null || day.day().isAfter(LocalDate.ofInstant(at, ZoneOffset.UTC));
    }
}
