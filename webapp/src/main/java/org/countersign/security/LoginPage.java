package org.countersign.security;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page people enter by: the form, or a link to each identity provider. */
@Controller
class LoginPage {

    private final List<Provider> providers;
    private final List<String> demoAccounts;

    LoginPage(
            ObjectProvider<ClientRegistrationRepository> singleSignOn,
            SecurityProperties properties,
            Environment environment) {
        this.providers = providers(singleSignOn.getIfAvailable());
        this.demoAccounts = providers.isEmpty() && environment.acceptsProfiles(Profiles.of("demo"))
                ? properties.people().stream()
                        .map(SecurityProperties.PersonAccount::name)
                        .toList()
                : List.of();
    }

    /** @param wait minutes until the next attempt, where there were too many */
    @GetMapping("/login")
    String show(@RequestParam(required = false) @Nullable Integer wait, Model model) {
        model.addAttribute("wait", wait);
        model.addAttribute("providers", providers);
        model.addAttribute("demoAccounts", demoAccounts);
        return "login";
    }

    private static List<Provider> providers(@Nullable ClientRegistrationRepository registrations) {
        List<Provider> providers = new ArrayList<>();
        if (registrations instanceof Iterable<?> list) {
            for (Object item : list) {
                if (item instanceof ClientRegistration registration) {
                    providers.add(new Provider(
                            registration.getClientName(), "/oauth2/authorization/" + registration.getRegistrationId()));
                }
            }
        }
        return List.copyOf(providers);
    }

    /** A way in by single sign-on. */
    record Provider(String name, String path) {}
}
