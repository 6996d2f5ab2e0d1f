package org.countersign.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.GrantedAuthority;

class StaffLoginsTests {

    @Test
    void readsRolesFromAListAndIgnoresNamesThatAreNoneOfOurs() {
        assertThat(logins("roles").authorities(Map.of("roles", List.of("reviewer", "ROLE_AUDITOR", "payroll"))))
                .containsExactly(Role.REVIEWER.authority(), Role.AUDITOR.authority());
    }

    @Test
    void findsAClaimInsideAnother() {
        Map<String, Object> claims = Map.of("realm_access", Map.of("roles", List.of("officer")));

        assertThat(logins("realm_access.roles").authorities(claims)).containsExactly(Role.OFFICER.authority());
    }

    @Test
    void findsAClaimWhoseNameHasDots() {
        assertThat(logins("https://shop.example/roles")
                        .authorities(Map.of("https://shop.example/roles", "planner admin")))
                .containsExactly(Role.PLANNER.authority(), Role.ADMIN.authority());
    }

    @Test
    void givesNoPersonARoleForPrograms() {
        assertThat(logins("roles").authorities(Map.of("roles", List.of("producer", "consumer", "planner"))))
                .containsExactly(Role.PLANNER.authority());
    }

    @Test
    void takesTheGroupsThatAPersonSpeaksFor() {
        assertThat(logins("roles").authorities(Map.of("groups", List.of("Legal", "price-desk", "CN=x,OU=y"))))
                .extracting(GrantedAuthority::getAuthority)
                .containsExactly("GROUP_legal", "GROUP_price-desk");
    }

    @Test
    void givesNobodyARoleWhoHasNone() {
        assertThat(logins("roles").authorities(Map.of("sub", "ana"))).isEmpty();
        assertThat(logins("roles.inner").authorities(Map.of("roles", "officer")))
                .isEmpty();
    }

    private static StaffLogins logins(String claim) {
        return new StaffLogins(new SecurityProperties(List.of(), List.of(), claim, "groups"));
    }
}
