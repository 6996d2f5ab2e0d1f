package org.countersign.pages;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.delivery.WithheldItems;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says in a line what a suggestion is and whom it is for. */
@Component
class Summaries {

    private final Show show;
    private final WithheldItems withheld;

    Summaries(Show show, WithheldItems withheld) {
        this.show = show;
        this.withheld = withheld;
    }

    Summary of(SuggestionView view) {
        return of(List.of(view)).getFirst();
    }

    List<Summary> of(List<SuggestionView> views) {
        Set<SuggestionId> unseen = withheld.of(views.stream()
                        .filter(view -> view.state() == SuggestionState.PUBLISHED)
                        .map(SuggestionView::id)
                        .toList())
                .keySet();
        return views.stream().map(view -> of(view, unseen.contains(view.id()))).toList();
    }

    private Summary of(SuggestionView view, boolean unseen) {
        Proposal proposal = view.proposal();
        return new Summary(
                view.id().toString(),
                view.externalId(),
                view.client(),
                view.revision(),
                proposal == null ? null : proposal.kind().name(),
                proposal == null ? show.message("suggestion.erased") : show.plain(title(proposal)),
                proposal == null ? "–" : show.plain(audience(proposal.audience())),
                proposal == null ? null : value(proposal.value()),
                proposal == null
                        ? null
                        : show.plain(
                                proposal.model().name() + " " + proposal.model().version()),
                view.state(),
                unseen,
                view.receivedAt(),
                view.expiresAt());
    }

    private String title(Proposal proposal) {
        Proposal.Content content = proposal.content();
        return switch (proposal.kind()) {
            case RECOMMENDATION -> products(content.products());
            case PRICE_OFFER -> priced(content);
            case CAMPAIGN_COPY, CART_RECOVERY -> copy(content);
            case SEGMENT_TARGETING -> content.campaign() == null ? proposal.externalId() : content.campaign();
        };
    }

    private String priced(Proposal.Content content) {
        Proposal.Price price = content.price();
        return price == null
                ? products(content.products())
                : show.message(
                        "suggestion.priced",
                        products(content.products()),
                        show.money(price.offered(), price.currency()));
    }

    private String copy(Proposal.Content content) {
        Proposal.Message message = content.message();
        if (message == null) {
            return products(content.products());
        }
        String subject = message.subject();
        return show.message("suggestion.quoted", subject == null ? shortened(message.body()) : subject);
    }

    private String products(List<Proposal.Product> products) {
        String titles = products.stream()
                .limit(2)
                .map(product -> product.title() == null ? product.id() : product.title())
                .collect(Collectors.joining(", "));
        return products.size() > 2 ? show.message("suggestion.more", titles, products.size() - 2) : titles;
    }

    private String audience(Proposal.Audience audience) {
        String who = audience.subject() != null
                ? show.message("suggestion.customer")
                : show.message(
                        "suggestion.segment",
                        audience.segment() == null ? show.message("suggestion.segment.unnamed") : audience.segment(),
                        audience.size());
        return audience.jurisdictions().isEmpty() ? who : who + " · " + String.join(", ", audience.jurisdictions());
    }

    private @Nullable String value(Proposal.@Nullable ExpectedValue value) {
        return value == null ? null : show.money(value.expected(), value.currency());
    }

    private static String shortened(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() <= 70 ? line : line.substring(0, 69) + "…";
    }
}
