package org.countersign.api;

import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionView;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** The API client that asks, and what it may see: a producer its own suggestions, others all of them. */
record Caller(String name, boolean producer) {

    static Caller of(Authentication authentication) {
        boolean producer = authentication.getAuthorities().stream()
                .anyMatch(authority -> "ROLE_PRODUCER".equals(authority.getAuthority()));
        return new Caller(authentication.getName(), producer);
    }

    Actor actor() {
        return Actor.client(name);
    }

    /** The client that lists are limited to; null for no limit. */
    @Nullable
    String scope() {
        return producer ? name : null;
    }

    /** The suggestion, if the caller may see it; otherwise it does not exist, so that ids of others tell nothing. */
    SuggestionView mine(SuggestionView suggestion) {
        require(suggestion.client(), "suggestion", suggestion.id().toString());
        return suggestion;
    }

    /** @throws Refusal.NotFound if the caller is a producer other than {@code owner} */
    void require(String owner, String what, String id) {
        if (producer && !owner.equals(name)) {
            throw new Refusal.NotFound(what, id);
        }
    }
}
