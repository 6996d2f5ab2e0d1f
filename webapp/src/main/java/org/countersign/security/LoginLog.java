package org.countersign.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.Ids;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes every log-in of a person into the log, with the roles they came with, and every one that was refused. It happens
 * before the session exists, so whoever is in was recorded; a log-in that cannot be recorded fails.
 */
@Component
class LoginLog {

    /** A guessing machine must not fill the log; what is beyond is counted and told by the next entry. */
    private static final int MOST_FAILURES = 60;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final AuditEntries entries;
    private final Grants grants;
    private final List<String> accounts;
    private final Clock clock;
    private Instant windowEnd = Instant.MIN;
    private int inWindow;
    private int unrecorded;

    LoginLog(AuditEntries entries, Grants grants, SecurityProperties properties, Clock clock) {
        this.entries = entries;
        this.grants = grants;
        this.accounts = properties.people().stream()
                .map(SecurityProperties.PersonAccount::name)
                .toList();
        this.clock = clock;
    }

    @EventListener
    @Transactional
    public void record(AuthenticationSuccessEvent event) {
        Authentication person = event.getAuthentication();
        List<Role> held = person.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .map(String::valueOf)
                .flatMap(authority -> Role.named(authority).stream())
                .sorted()
                .distinct()
                .toList();
        String roles = held.stream().map(Role::name).sorted().collect(Collectors.joining("+"));
        Actor actor = Actor.person(person.getName());
        grants.record(actor, held);
        entries.append(NewEntry.of(
                EntryType.LOGIN, "login:" + Ids.next(), actor, roles.isEmpty() ? Map.of() : Map.of("roles", roles)));
    }

    /** Names only who exists: what strangers type may be anything, a password included. */
    @EventListener
    @Transactional
    public void record(AbstractAuthenticationFailureEvent event) {
        Map<String, String> facts = new HashMap<>();
        synchronized (this) {
            Instant now = clock.instant();
            if (now.isAfter(windowEnd)) {
                windowEnd = now.plus(WINDOW);
                inWindow = 0;
            }
            if (++inWindow > MOST_FAILURES) {
                unrecorded++;
                return;
            }
            if (unrecorded > 0) {
                facts.put("unrecordedBefore", String.valueOf(unrecorded));
                unrecorded = 0;
            }
        }
        String name = event.getAuthentication().getName();
        facts.put("reason", event.getException().getClass().getSimpleName());
        entries.append(NewEntry.of(
                EntryType.LOGIN_FAILED,
                "login:" + Ids.next(),
                accounts.contains(name) ? Actor.person(name) : Actor.system("login"),
                facts));
    }
}
