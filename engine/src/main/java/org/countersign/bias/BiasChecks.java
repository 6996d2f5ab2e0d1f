package org.countersign.bias;

import org.springframework.stereotype.Service;

/** Runs bias checks. */
@Service
public class BiasChecks {

    /** @throws org.countersign.shared.Refusal.Invalid with a pointer per bad value */
    public BiasReport check(BiasCheckRequest request) {
        throw new UnsupportedOperationException();
    }
}
