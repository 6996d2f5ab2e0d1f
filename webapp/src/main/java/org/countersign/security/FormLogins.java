package org.countersign.security;

import java.util.stream.Stream;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** The people of {@code countersign.security.people} with their passwords, guarded against guessing. */
@Component
final class FormLogins implements AuthenticationProvider {

    private final DaoAuthenticationProvider passwords;
    private final Guesses guesses;

    FormLogins(SecurityProperties properties, Guesses guesses) {
        this.passwords = new DaoAuthenticationProvider(new InMemoryUserDetailsManager(
                properties.people().stream().map(FormLogins::user).toList()));
        this.guesses = guesses;
    }

    /** @throws TooManyGuesses before the password is looked at, right or wrong */
    @Override
    public Authentication authenticate(Authentication attempt) {
        String name = attempt.getName();
        String address = address(attempt);
        guesses.pause(name, address).ifPresent(pause -> {
            throw new TooManyGuesses(address, pause);
        });
        try {
            Authentication person = passwords.authenticate(attempt);
            guesses.right(name, address);
            return person;
        } catch (BadCredentialsException e) {
            guesses.wrong(name, address);
            throw e;
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return passwords.supports(authentication);
    }

    private static String address(Authentication attempt) {
        return attempt.getDetails() instanceof WebAuthenticationDetails details
                ? details.getRemoteAddress()
                : "unknown";
    }

    private static UserDetails user(SecurityProperties.PersonAccount person) {
        return User.withUsername(person.name())
                .password(person.password())
                .authorities(Stream.concat(
                                person.roles().stream().map(Role::authority),
                                person.groups().stream().flatMap(group -> Group.authority(group).stream()))
                        .toList())
                .build();
    }
}
