-- A suggestion for its whole life. What may have to be erased (the document and its salt) lies in suggestion_revision;
-- this row holds only what must stay, so that an externalId is never used twice.
create table suggestion (
    id uuid primary key,
    -- Order of arrival, and the cursor of lists.
    seq bigint generated always as identity unique,
    client text not null,
    external_id text not null,
    kind text not null,
    model_name text not null,
    model_version text not null,
    -- The customer's random identity from the consent register; null for a segment.
    subject uuid,
    batch uuid,
    state text not null,
    revision integer not null,
    -- One more for each process instance that gates it.
    generation integer not null,
    wants_slot boolean not null,
    -- SHA-256 of the canonical first body: tells a duplicate from a conflict. An unsalted hash of somebody's data is
    -- their data too, so both hashes go when the customer is erased.
    first_hash text,
    content_hash text,
    received_at timestamptz not null,
    expires_at timestamptz not null,
    version integer not null default 0,
    unique (client, external_id)
);

create index suggestion_by_state on suggestion (state, seq);
create index suggestion_by_client on suggestion (client, seq);
create index suggestion_by_model on suggestion (model_name, model_version);
create index suggestion_by_subject on suggestion (subject) where subject is not null;
create index suggestion_by_batch on suggestion (batch) where batch is not null;
create index suggestion_awaiting_slot on suggestion (seq) where state = 'APPROVED' and wants_slot;
-- The states that expiry may end; the sweeper's query repeats this condition.
create index suggestion_due on suggestion (expires_at)
    where state in ('RECEIVED', 'SCREENED', 'IN_REVIEW', 'CHANGES_REQUESTED', 'APPROVED', 'SCHEDULED', 'PUBLISHED');

-- What was posted, beside the log: the log has SHA-256(salt || document) only, so that erasing document and salt here
-- leaves nothing there that tells of a person.
create table suggestion_revision (
    suggestion uuid not null references suggestion,
    revision integer not null,
    -- Canonical JSON (RFC 8785); null once erased, as is the salt.
    document bytea,
    salt bytea,
    commitment bytea not null,
    -- The RECEIPT or REVISION entry, and where in its Merkle tree this commitment stands; 0 where it stands alone.
    entry uuid not null,
    leaf integer not null,
    actor text not null,
    received_at timestamptz not null,
    primary key (suggestion, revision)
);

create table suggestion_history (
    id bigint generated always as identity primary key,
    suggestion uuid not null references suggestion,
    at timestamptz not null,
    state text not null,
    revision integer not null,
    actor text not null,
    -- Free text; null once erased.
    reason text,
    entry uuid not null
);

create index suggestion_history_by_suggestion on suggestion_history (suggestion, id);

-- One NDJSON upload, so that its sender can see how far it is.
create table suggestion_batch (
    id uuid primary key,
    client text not null,
    received_at timestamptz not null,
    -- Null while lines are still being taken in, and for ever where that broke off.
    finished_at timestamptz,
    accepted integer not null default 0,
    duplicates integer not null default 0,
    conflicts integer not null default 0,
    invalid integer not null default 0
);
