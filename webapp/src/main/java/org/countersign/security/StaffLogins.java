package org.countersign.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * People who come from the identity provider, with the roles that a configurable claim gives them. Who has none is
 * refused: being known to the company is not yet a reason to be here.
 */
@Component
class StaffLogins implements OAuth2UserService<OidcUserRequest, OidcUser> {

    /** Error code of the refusal. */
    static final String NO_ROLE = "no_role";

    private final OidcUserService provider = new OidcUserService();
    private final String rolesClaim;
    private final String groupsClaim;

    StaffLogins(SecurityProperties properties) {
        this.rolesClaim = properties.rolesClaim();
        this.groupsClaim = properties.groupsClaim();
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcUser user = provider.loadUser(request);
        String nameAttribute = request.getClientRegistration()
                .getProviderDetails()
                .getUserInfoEndpoint()
                .getUserNameAttributeName();
        Collection<GrantedAuthority> authorities = authorities(user.getClaims());
        // A group alone speaks for somebody in reviews, and opens no door.
        if (authorities.stream().noneMatch(Role::isRole)) {
            String detail = "'%s' has no role of Countersign in the claim '%s'; it is %s."
                    .formatted(user.getSubject(), rolesClaim, at(user.getClaims(), rolesClaim));
            throw new OAuth2AuthenticationException(new OAuth2Error(NO_ROLE, detail, null), detail);
        }
        return new DefaultOidcUser(
                authorities,
                user.getIdToken(),
                user.getUserInfo(),
                StringUtils.hasText(nameAttribute) ? nameAttribute : "sub");
    }

    /** The roles and groups in {@code claims}; names that are none of ours are somebody else's and ignored. */
    Collection<GrantedAuthority> authorities(Map<String, Object> claims) {
        Set<GrantedAuthority> authorities = new LinkedHashSet<>();
        for (String name : names(at(claims, rolesClaim))) {
            Role.named(name).filter(Role::isForPeople).map(Role::authority).ifPresent(authorities::add);
        }
        for (String name : names(at(claims, groupsClaim))) {
            Group.authority(name).ifPresent(authorities::add);
        }
        return authorities;
    }

    private static @Nullable Object at(Map<String, Object> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        Object value = claims;
        for (String step : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return value;
    }

    private static List<String> names(@Nullable Object value) {
        if (value instanceof Collection<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return Optional.ofNullable(value)
                .map(text -> Arrays.asList(text.toString().split("[ ,]+", -1)))
                .orElse(List.of());
    }
}
