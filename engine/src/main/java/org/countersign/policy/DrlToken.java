package org.countersign.policy;

/**
 * A word of the policy language as it stands in a text.
 *
 * @param text the characters; of a string its meaning, of an error the message
 * @param line from 1
 * @param column from 1
 */
record DrlToken(Kind kind, String text, int line, int column) {

    enum Kind {
        WORD,
        STRING,
        NUMBER,
        SIGN,
        ERROR,
        END
    }

    private static final int SHOWN = 40;

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /** For a message: what stands here. */
    String shown() {
        String shortened = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return switch (kind) {
            case END -> "the end of the file";
            case STRING -> "the text " + PolicyText.quoted(shortened);
            case NUMBER -> "the number " + shortened;
            case WORD, SIGN -> '"' + shortened + '"';
            case ERROR -> shortened;
        };
    }
}
