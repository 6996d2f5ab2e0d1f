package org.countersign.audit;

import org.springframework.stereotype.Service;

/** The log's front door: write an entry inside the transaction of what it records. */
@Service
public class AuditEntries {

    /**
     * Writes the entry in the running transaction; if that rolls back, there is no entry. The index in the log follows
     * within about a second of the commit.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     */
    public EntryId append(NewEntry entry) {
        throw new UnsupportedOperationException();
    }
}
