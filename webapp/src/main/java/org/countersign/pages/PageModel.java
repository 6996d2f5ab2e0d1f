package org.countersign.pages;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.monitoring.Alarms;
import org.countersign.review.ReviewGroups;
import org.countersign.review.Reviewer;
import org.countersign.review.Reviews;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.error.BasicErrorController;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame around every page needs: who is here, where they can go, and in which theme. */
@ControllerAdvice(
        basePackages = {"org.countersign.pages", "org.countersign.security"},
        assignableTypes = BasicErrorController.class)
class PageModel {

    private static final Set<String> THEMES = Set.of("light", "dark");
    private static final String ROLE = "ROLE_";
    private static final String GROUP = "GROUP_";

    private final Show show;
    private final Reviews reviews;
    private final ReviewGroups groups;
    private final Alarms alarms;

    PageModel(Show show, Reviews reviews, ReviewGroups groups, Alarms alarms) {
        this.show = show;
        this.reviews = reviews;
        this.groups = groups;
        this.alarms = alarms;
    }

    /** Who is logged in; {@code role} is the one they are greeted by. */
    record User(String name, String role) {}

    @ModelAttribute("show")
    Show show() {
        return show;
    }

    @ModelAttribute("theme")
    @Nullable
    String theme(@CookieValue(name = "theme", required = false) @Nullable String theme) {
        return known(theme);
    }

    /** The theme if it is one. */
    static @Nullable String known(@Nullable String theme) {
        return theme != null && THEMES.contains(theme) ? theme : null;
    }

    @ModelAttribute("user")
    @Nullable
    User user() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || authentication instanceof AnonymousAuthenticationToken) {
            return null;
        }
        return new User(authentication.getName(), roles().stream().findFirst().orElse("NONE"));
    }

    /** Whether the reader may change policies. */
    @ModelAttribute("officer")
    boolean officer() {
        return roles().contains("OFFICER");
    }

    @ModelAttribute("navigation")
    List<Navigation.Entry> navigation() {
        return Navigation.of(roles()).stream()
                .map(place -> place.entry(waitingAt(place.key())))
                .toList();
    }

    private long waitingAt(String place) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null) {
            return 0;
        }
        try {
            return switch (place) {
                case "inbox" -> reviews.waitingFor(reviewer()) + groups.waitingFor(reviewer());
                case "fairness" -> alarms.openCount();
                default -> 0;
            };
        } catch (DataAccessException | TransactionException e) {
            // Without a database there is still a page that says what is wrong, and this number is not on it.
            return 0;
        }
    }

    /** Whoever is logged in, as a reviewer; an officer is of the group {@code officers}. */
    static Reviewer reviewer() {
        Authentication authentication =
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication(), "Nobody is logged in.");
        Set<String> groups = held(authentication, GROUP);
        if (held(authentication, ROLE).contains("OFFICER")) {
            groups.add("officers");
        }
        return new Reviewer(authentication.getName(), groups);
    }

    /** The roles of whoever is logged in, without their prefix. */
    static Set<String> roles() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null ? new TreeSet<>() : held(authentication, ROLE);
    }

    private static Set<String> held(Authentication authentication, String prefix) {
        Set<String> held = new TreeSet<>();
        for (GrantedAuthority authority : authentication.getAuthorities()) {
            String name = String.valueOf(authority.getAuthority());
            if (name.startsWith(prefix)) {
                held.add(name.substring(prefix.length()));
            }
        }
        return held;
    }
}
