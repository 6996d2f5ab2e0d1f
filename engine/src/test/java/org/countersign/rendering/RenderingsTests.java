package org.countersign.rendering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.countersign.audit.Sequencer;
import org.countersign.delivery.ContentId;
import org.countersign.delivery.Published;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionState;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@EngineTest
class RenderingsTests {

    private static final Actor OFFICER = Actor.person("olga");

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Renderings renderings;

    @Autowired
    private BrandTemplates templates;

    @Autowired
    private Sequencer sequencer;

    @ParameterizedTest
    @EnumSource
    void rendersForEveryMediumWithTheStandardTemplate(Medium medium) {
        ContentId id = published(Published.with(context).disclosing("Advertisement: \"sponsored\" & paid"));

        Rendering rendering = renderings.render(id, medium, BrandTemplates.STANDARD);

        assertThat(rendering.contentId()).isEqualTo(id.toString());
        assertThat(rendering.mediaType()).isEqualTo(medium.mediaType());
        assertThat(rendering.body()).contains("Advertisement: &quot;sponsored&quot; &amp; paid");
    }

    @Test
    void rendersWithTheBrandThatTheCallerChooses() {
        ContentId id = published(Published.with(context));
        templates.put(OFFICER, "north", Medium.WEB, "first {{#disclosures}}{{message}}{{/disclosures}}");
        BrandTemplate newest =
                templates.put(OFFICER, "north", Medium.WEB, "second {{#disclosures}}{{message}}{{/disclosures}}");

        Rendering rendering = renderings.render(id, Medium.WEB, "north");

        assertThat(rendering.body()).isEqualTo("second ");
        assertThat(rendering.templateVersion()).isEqualTo(newest.version());
        assertThat(templates.all()).contains(newest).hasSizeGreaterThan(Medium.values().length);
        assertThatThrownBy(() -> renderings.render(id, Medium.VOICE, "north")).isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void handsOutNothingThatLacksARequiredDisclosure() {
        ContentId id = published(Published.with(context).disclosing("Made by a machine"));
        templates.put(OFFICER, "sly", Medium.WEB, "{{#disclosures}}{{^message}}x{{/message}}{{/disclosures}}");

        assertThatThrownBy(() -> renderings.render(id, Medium.WEB, "sly"))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("does not show \"Made by a machine\"");
    }

    @Test
    void rendersNothingThatMayNotBeShownAnyMore() {
        Published withdrawn = Published.with(context);
        ContentId gone = published(withdrawn);
        withdrawn.end(SuggestionState.WITHDRAWN);
        ContentId expired =
                published(Published.with(context).until(Instant.now().minusSeconds(1)));

        assertThatThrownBy(() -> renderings.render(gone, Medium.WEB, BrandTemplates.STANDARD))
                .isInstanceOf(Refusal.Gone.class)
                .hasMessageContaining("WITHDRAWN");
        assertThatThrownBy(() -> renderings.render(expired, Medium.WEB, BrandTemplates.STANDARD))
                .isInstanceOf(Refusal.Gone.class);
        assertThatThrownBy(() -> renderings.render(
                        ContentId.of("7c9e6679-7425-40de-944b-e07fc1f90ae7"), Medium.WEB, BrandTemplates.STANDARD))
                .isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void refusesToReplaceTheStandard() {
        assertThatThrownBy(() -> templates.put(OFFICER, "standard", Medium.WEB, "x"))
                .isInstanceOf(Refusal.Invalid.class);
        assertThatThrownBy(() -> Medium.named("papyrus")).isInstanceOf(Refusal.Invalid.class);
    }

    private ContentId published(Published published) {
        ContentId id = published.publish();
        sequencer.sequence();
        return id;
    }
}
