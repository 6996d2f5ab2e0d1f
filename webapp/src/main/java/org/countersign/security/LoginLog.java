package org.countersign.security;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes every login of a person into the log, with the roles they came with. It happens before the session exists, so
 * whoever is in was recorded; a login that cannot be recorded fails.
 */
@Component
class LoginLog {

    private final AuditEntries entries;

    LoginLog(AuditEntries entries) {
        this.entries = entries;
    }

    @EventListener
    @Transactional
    public void record(AuthenticationSuccessEvent event) {
        Authentication person = event.getAuthentication();
        String roles = person.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .map(String::valueOf)
                .flatMap(authority -> Role.named(authority).stream())
                .map(Role::name)
                .sorted()
                .distinct()
                .collect(Collectors.joining("+"));
        entries.append(NewEntry.of(
                EntryType.LOGIN,
                "login:" + UUID.randomUUID(),
                Actor.person(person.getName()),
                roles.isEmpty() ? Map.of() : Map.of("roles", roles)));
    }
}
