package org.countersign.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a person or an API client is trusted with. A client has one role, a person may have several. */
public enum Role {
    /** Client: posts suggestions and consents. */
    PRODUCER,
    /** Client: polls approved content. */
    CONSUMER,
    /** Person: decides on suggestions. */
    REVIEWER,
    /** Person or client: writes policies, recalls models, decides on suggestions. */
    OFFICER,
    /** Person: leads the reviewers; sees how each of them decides, and suspends and gives back the right to approve. */
    LEAD,
    /** Person or client: runs the slot plan. */
    PLANNER,
    /** Person or client: reads everything that was decided, changes nothing. */
    AUDITOR,
    /** Person: operates the installation. */
    ADMIN;

    /** Whether people may have it: programs that post and poll have no desk here. */
    boolean isForPeople() {
        return switch (this) {
            case PRODUCER, CONSUMER -> false;
            case REVIEWER, OFFICER, LEAD, PLANNER, AUDITOR, ADMIN -> true;
        };
    }

    /** As Spring Security knows it, for example {@code ROLE_OFFICER}. */
    public GrantedAuthority authority() {
        return new SimpleGrantedAuthority("ROLE_" + name());
    }

    static boolean isRole(GrantedAuthority authority) {
        return Arrays.stream(values()).map(Role::authority).anyMatch(authority::equals);
    }

    /** The role of that name in any case, with or without {@code ROLE_} before it; empty for names of no role. */
    static Optional<Role> named(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        String bare = name.startsWith("ROLE_") ? name.substring("ROLE_".length()) : name;
        return Arrays.stream(values()).filter(role -> role.name().equals(bare)).findFirst();
    }
}
