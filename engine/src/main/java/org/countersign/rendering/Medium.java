package org.countersign.rendering;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;

/** Where something is shown or said, and what that takes. */
public enum Medium {
    WEB("text/html"),
    MOBILE("text/html"),
    EMAIL("text/html"),
    /** A screen in the shop: large, without links. */
    DISPLAY("text/html"),
    /** Read aloud: SSML 1.1. */
    VOICE("application/ssml+xml");

    private final String mediaType;

    Medium(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** @throws Refusal.Invalid if there is none of that name */
    public static Medium named(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(medium -> medium.name().equals(upper))
                .findFirst()
                .orElseThrow(() -> {
                    String detail = "There is no medium \"" + name + "\"; there are " + Arrays.toString(values()) + ".";
                    return new Refusal.Invalid(detail, List.of(new FieldError("/medium", detail)));
                });
    }
}
