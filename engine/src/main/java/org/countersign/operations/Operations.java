package org.countersign.operations;

import org.springframework.stereotype.Service;

/** What the process engine reports, for pages and health checks. */
@Service
public class Operations {

    /**
     * Registers the process instance of one generation of a suggestion.
     *
     * @return false if another instance is registered for it already: the caller is a stray and must end
     */
    public boolean register(String suggestionId, int generation, long processInstanceKey, int processVersion) {
        throw new UnsupportedOperationException();
    }
}
