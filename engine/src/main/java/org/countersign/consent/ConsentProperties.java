package org.countersign.consent;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What consent receipts say of the shop, alike for every customer; what is empty is named in them as not recorded.
 *
 * @param controller who answers for the data
 * @param language of the privacy notice, for example {@code de}
 * @param jurisdiction whose law holds, for example {@code EU}
 * @param piiInformation kinds of data that are processed
 * @param storageLocations where data are kept, for example {@code DE}
 * @param retentionPeriod how long, for example {@code P3Y}
 * @param recipients third parties that get data; {@code none} says so
 * @param withdrawalMethod how a consent is withdrawn, for example the address of a page
 * @param privacyRights where customers read of their rights
 */
@ConfigurationProperties("countersign.consent")
record ConsentProperties(
        @Nullable Controller controller,
        @DefaultValue("") String language,
        @DefaultValue("") String jurisdiction,
        @DefaultValue List<String> piiInformation,
        @DefaultValue List<String> storageLocations,
        @DefaultValue("") String retentionPeriod,
        @DefaultValue List<String> recipients,
        @DefaultValue("") String withdrawalMethod,
        @DefaultValue List<String> privacyRights) {

    /**
     * Who answers for the data.
     *
     * @param id that receipts name it by
     * @param contact an address, number or page for questions
     */
    record Controller(String id, String name, String address, String contact) {}
}
