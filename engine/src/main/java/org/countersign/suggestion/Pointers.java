package org.countersign.suggestion;

/** JSON Pointers (RFC 6901) as text. */
final class Pointers {

    private Pointers() {}

    /** The pointer to a member of the object at {@code parent}. */
    static String child(String parent, String name) {
        return parent + "/" + Texts.printable(name.replace("~", "~0").replace("/", "~1"));
    }

    /** The pointer to an entry of the list at {@code parent}. */
    static String child(String parent, int index) {
        return parent + "/" + index;
    }

    /** The pointer to what holds the place; empty for the document. */
    static String parent(String pointer) {
        int slash = pointer.lastIndexOf('/');
        return slash < 0 ? "" : pointer.substring(0, slash);
    }
}
