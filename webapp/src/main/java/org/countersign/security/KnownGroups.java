package org.countersign.security;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.countersign.shared.StaffGroups;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Component;

/** The groups of the people in the configuration, and of whoever has logged in since the application started. */
@Component
class KnownGroups implements StaffGroups {

    private final Set<String> configured;
    private final Set<String> seen = new ConcurrentSkipListSet<>();

    KnownGroups(SecurityProperties properties) {
        this.configured = properties.people().stream()
                .flatMap(person -> person.groups().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @EventListener
    void see(AuthenticationSuccessEvent event) {
        event.getAuthentication().getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .map(String::valueOf)
                .filter(authority -> authority.startsWith(Group.PREFIX))
                .map(authority -> authority.substring(Group.PREFIX.length()))
                .forEach(seen::add);
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>(configured);
        names.addAll(seen);
        return names;
    }
}
