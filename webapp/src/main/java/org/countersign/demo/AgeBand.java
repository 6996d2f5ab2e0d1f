package org.countersign.demo;

/** The age bands of the source in the words of the API. */
final class AgeBand {

    private AgeBand() {}

    /** {@code 21+} where the whole band is, else {@code 18+}; nobody younger holds a card. */
    static String of(Shop.Demographics known) {
        return known.age().equals("19-24") ? "18+" : "21+";
    }
}
