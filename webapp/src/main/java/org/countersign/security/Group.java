package org.countersign.security;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** The groups that people speak for in reviews, as Spring Security carries them: {@code GROUP_legal}. */
final class Group {

    static final String PREFIX = "GROUP_";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private Group() {}

    /** Empty for a name that no policy can ask for. */
    static Optional<GrantedAuthority> authority(String name) {
        String group = name.strip().toLowerCase(Locale.ROOT);
        return NAME.matcher(group).matches()
                ? Optional.of(new SimpleGrantedAuthority(PREFIX + group))
                : Optional.empty();
    }
}
