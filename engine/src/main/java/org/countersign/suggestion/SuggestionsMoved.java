package org.countersign.suggestion;

import java.util.List;

/** Many suggestions went on together; one event for all of them, so that whoever notes it needs no statement for each. */
public record SuggestionsMoved(List<Move> moves) {

    public SuggestionsMoved {
        moves = List.copyOf(moves);
    }
}
