package org.countersign.rendering;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.countersign.shared.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The brand templates: those that come with the product under the name {@code standard}, and the brands' own. */
@Service
public class BrandTemplates {

    /** The brand that every installation has. */
    public static final String STANDARD = "standard";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private final JdbcClient jdbc;
    private final AuditEntries log;

    BrandTemplates(JdbcClient jdbc, AuditEntries log) {
        this.jdbc = jdbc;
        this.log = log;
    }

    /**
     * Brings a template into use, for everything rendered from now on; former versions stay on record.
     *
     * @throws Refusal.Invalid with everything that is wrong with it; then nothing is changed
     */
    @Transactional
    public BrandTemplate put(Actor actor, String name, Medium medium, String text) {
        if (!NAME.matcher(name).matches() || name.equals(STANDARD)) {
            String detail = "A brand's name is 1 to 40 lower-case letters, digits or hyphens, and not \"standard\".";
            throw new Refusal.Invalid(detail, List.of(new FieldError("/name", detail)));
        }
        Stencil.of(text);
        BrandTemplate template = new BrandTemplate(name, medium, text, version(text));
        EntryId entry = log.append(NewEntry.of(
                EntryType.TEMPLATE,
                "template:" + name,
                actor,
                Map.of("medium", medium.name(), "version", template.version())));
        jdbc.sql("insert into brand_template (name, medium, version, text, entry) values (?, ?, ?, ?, ?)")
                .params(name, medium.name(), template.version(), text, entry.value())
                .update();
        return template;
    }

    /**
     * The template in use.
     *
     * @throws Refusal.NotFound if the brand has none for this medium
     */
    public BrandTemplate find(String name, Medium medium) {
        Optional<String> text = name.equals(STANDARD) ? Optional.of(standard(medium)) : stored(name, medium);
        return text.map(found -> new BrandTemplate(name, medium, found, version(found)))
                .orElseThrow(() -> new Refusal.NotFound("template", name + " for " + medium));
    }

    /** All templates in use, by name and medium. */
    public List<BrandTemplate> all() {
        List<BrandTemplate> all = new ArrayList<>();
        Arrays.stream(Medium.values()).forEach(medium -> all.add(find(STANDARD, medium)));
        all.addAll(jdbc.sql("""
                select distinct on (name, medium) name, medium, text from brand_template order by name, medium, seq desc
                """)
                .query((row, number) -> new BrandTemplate(
                        row.getString(1),
                        Medium.valueOf(row.getString(2)),
                        row.getString(3),
                        version(row.getString(3))))
                .list());
        return all;
    }

    private Optional<String> stored(String name, Medium medium) {
        return jdbc.sql("select text from brand_template where name = ? and medium = ? order by seq desc limit 1")
                .params(name, medium.name())
                .query(String.class)
                .optional();
    }

    private static String standard(Medium medium) {
        String file = "/brand/" + medium.name().toLowerCase(Locale.ROOT) + ".mustache";
        try (InputStream in = BrandTemplates.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The product comes without its template " + file + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version(String text) {
        return Sha256.hexOf(text.getBytes(StandardCharsets.UTF_8));
    }
}
