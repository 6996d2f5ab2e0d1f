package org.countersign.security;

import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who exists besides the rows of {@code api_client} and the people of the identity provider.
 *
 * @param clients programs that may call the API
 * @param people who log in with the form; where single sign-on is configured, nobody does
 * @param rolesClaim the claim of the ID token that lists a person's roles; dots lead into nested objects, for example
 *     {@code realm_access.roles}
 * @param groupsClaim the claim that lists the groups a person speaks for in reviews, for example {@code legal}
 */
@ConfigurationProperties("countersign.security")
record SecurityProperties(
        @DefaultValue List<Client> clients,
        @DefaultValue List<PersonAccount> people,
        @DefaultValue("roles") String rolesClaim,
        @DefaultValue("groups") String groupsClaim) {

    SecurityProperties {
        clients = List.copyOf(clients);
        people = List.copyOf(people);
    }

    /**
     * A program.
     *
     * @param tokenSha256 SHA-256 of its token's UTF-8 bytes, 64 hexadecimal characters
     */
    record Client(String name, Role role, String tokenSha256) {

        Client {
            if (!tokenSha256.matches("[0-9a-fA-F]{64}")) {
                throw new IllegalArgumentException("countersign.security.clients: token-sha256 of " + name
                        + " must be 64 hexadecimal characters (printf %s TOKEN | sha256sum).");
            }
        }
    }

    /**
     * A member of staff.
     *
     * @param password encoded, with the name of the encoder before it, for example <code>{bcrypt}$2a$10$...</code>
     * @param groups that the person speaks for in reviews, for example {@code legal}
     */
    record PersonAccount(
            String name,
            String password,
            Set<Role> roles,
            @DefaultValue Set<String> groups) {

        PersonAccount {
            roles = Set.copyOf(roles);
            if (roles.isEmpty() || !roles.stream().allMatch(Role::isForPeople)) {
                throw new IllegalArgumentException("countersign.security.people: the roles of " + name + " are " + roles
                        + "; give at least one of REVIEWER, OFFICER, LEAD, PLANNER, AUDITOR, ADMIN.");
            }
            groups = Set.copyOf(groups);
        }

        /** Never with the password. */
        @Override
        public String toString() {
            return "PersonAccount[name=" + name + ", roles=" + roles + ", groups=" + groups + "]";
        }
    }
}
