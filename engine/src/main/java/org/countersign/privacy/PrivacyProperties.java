package org.countersign.privacy;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is not taken for a customer's personal data.
 *
 * @param ownContacts the shop's own e-mail addresses, their domains such as {@code example.com}, and telephone numbers
 *     such as {@code +49 30 901820}; they may stand in copy
 */
@ConfigurationProperties("countersign.privacy")
record PrivacyProperties(@DefaultValue List<String> ownContacts) {

    PrivacyProperties {
        ownContacts = List.copyOf(ownContacts);
    }
}
