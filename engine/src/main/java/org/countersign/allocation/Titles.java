package org.countersign.allocation;

import java.util.List;
import java.util.stream.Collectors;
import org.countersign.suggestion.Proposal;
import org.jspecify.annotations.Nullable;

/**
 * What a suggestion is called in the sentences of a plan: by what it shows to customers, as a planner would say it.
 */
final class Titles {

    private static final int LONGEST = 70;

    private Titles() {}

    /** For example {@code Coffee 500 g, Tea and 2 more} or {@code “Your table is set”}. */
    static String of(Proposal proposal) {
        Proposal.Content content = proposal.content();
        String title = switch (proposal.kind()) {
            case RECOMMENDATION, PRICE_OFFER -> products(content.products());
            case CAMPAIGN_COPY, CART_RECOVERY ->
                content.message() == null ? products(content.products()) : quoted(content.message());
            case SEGMENT_TARGETING -> content.campaign();
        };
        return title == null || title.isBlank() ? proposal.externalId() : shortened(title);
    }

    /** A product by its title and its id. */
    static String of(Proposal.Product product) {
        return product.title() == null ? "Product " + product.id() : product.title() + " (" + product.id() + ")";
    }

    private static String quoted(Proposal.Message message) {
        String subject = message.subject();
        return "“" + shortened(subject == null || subject.isBlank() ? message.body() : subject) + "”";
    }

    private static @Nullable String products(List<Proposal.Product> products) {
        String titles = products.stream()
                .limit(2)
                .map(product -> product.title() == null ? product.id() : product.title())
                .collect(Collectors.joining(", "));
        return products.size() > 2 ? titles + " and " + (products.size() - 2) + " more" : titles;
    }

    private static String shortened(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
