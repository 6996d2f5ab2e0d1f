-- What people decide. Reasons are written by people and may name customers, so they live here, where they can be
-- erased; the log keeps a commitment to them.

create table review (
    id               uuid primary key,
    seq              bigint generated always as identity unique, -- order of the queue
    suggestion       uuid        not null,
    revision         integer     not null check (revision > 0),
    kind             text        not null,
    concern          text        not null,
    approvals_needed integer     not null check (approvals_needed between 1 and 9),
    approvals_given  integer     not null check (approvals_given between 0 and approvals_needed),
    content_hash     text        not null, -- empty once the customer it was about is erased
    policy_version   text        not null,
    record_hash      text        not null, -- of the decision record that people judge by
    task_key         bigint      not null, -- job of the process engine that waits for the outcome
    entry            uuid        not null, -- log entry that opened it
    opened_at        timestamptz not null,
    outcome          text,
    closed_at        timestamptz,
    version          bigint      not null,
    check ((outcome is null) = (closed_at is null))
);

-- One open review per suggestion, whatever the process engine delivers twice.
create unique index review_open on review (suggestion) where outcome is null;
create index review_queue on review (seq) where outcome is null;
create index review_suggestion on review (suggestion, seq);

create table review_decision (
    id         uuid primary key,
    review     uuid        not null references review (id),
    person     text        not null,
    decision   text        not null,
    code       text,
    reason     text,
    decided_at timestamptz not null,
    entry      uuid        not null,
    unique (review, person) -- four eyes: nobody counts twice
);

-- Each yes with what it is bound to. It stands while the suggestion still has this revision and content.
create table approval (
    id             uuid primary key,
    seq            bigint generated always as identity,
    suggestion     uuid        not null,
    revision       integer     not null,
    review         uuid        not null references review (id),
    person         text        not null,
    content_hash   text        not null,
    policy_version text        not null,
    approved_at    timestamptz not null,
    entry          uuid        not null
);

create index approval_suggestion on approval (suggestion, seq);

-- Who has a review open at the moment, so that two people need not do the same work. Nobody is locked out by it.
create table review_look (
    review uuid        not null references review (id) on delete cascade,
    person text        not null,
    since  timestamptz not null,
    seen   timestamptz not null,
    primary key (review, person)
);
