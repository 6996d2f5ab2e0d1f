package org.countersign.shared;

/**
 * Who did something, as the audit log and the history tell it.
 *
 * @param kind what sort of party acted
 * @param name user name of a person, name of an API client, or name of the part of the system; never a customer
 */
public record Actor(Kind kind, String name) {

    /** The sorts of parties that act. */
    public enum Kind {
        PERSON,
        CLIENT,
        SYSTEM
    }

    public Actor {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An actor needs a name.");
        }
    }

    /** A member of staff, by user name. */
    public static Actor person(String userName) {
        return new Actor(Kind.PERSON, userName);
    }

    /** A program with an API token, by client name. */
    public static Actor client(String clientName) {
        return new Actor(Kind.CLIENT, clientName);
    }

    /** A part of Countersign acting by itself, for example {@code expiry}. */
    public static Actor system(String part) {
        return new Actor(Kind.SYSTEM, part);
    }

    /** For example {@code PERSON:ana}. */
    @Override
    public String toString() {
        return kind + ":" + name;
    }
}
