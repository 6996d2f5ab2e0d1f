package org.countersign.screening;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the law asks about a shop first.
 *
 * @param onlinePlatform whether others sell in it: an online platform of the Digital Services Act
 */
@ConfigurationProperties("countersign.shop")
record ShopProperties(@DefaultValue("false") boolean onlinePlatform) {}
