-- Reviews of one batch that ask people the same question for the same reasons: decided on together, once, with a drawn
-- sample of them looked at. Each member stays a review of its own, with its own record, and can be decided alone.
create table review_group (
    id               uuid primary key,
    seq              bigint generated always as identity unique, -- order of the queue
    batch            uuid        not null,
    reasons          text        not null, -- SHA-256 of what all members have in common
    client           text        not null,
    kind             text        not null,
    model            text        not null,
    concern          text        not null,
    rules            text[]      not null, -- ids of the rules that ask for a person
    bias             text        not null,
    approvals_needed integer     not null check (approvals_needed between 1 and 9),
    policy_version   text        not null,
    members          integer     not null default 0, -- when it was opened
    task_key         bigint      not null default 0, -- job of the process engine that waits for the outcome; 0 for none yet
    entry            uuid,
    opened_at        timestamptz,                    -- null while its batch is still being screened
    outcome          text,
    closed_at        timestamptz,
    version          bigint      not null default 0,
    unique (batch, reasons),
    check ((outcome is null) = (closed_at is null))
);

create index review_group_queue on review_group (seq) where opened_at is not null and outcome is null;

alter table review
    add column review_group uuid references review_group (id),
    -- The lot it drew (see the audit sample): the lowest of a group are looked at. No new lot for posting it again.
    add column lot text;
create index review_of_group on review (review_group, lot) where review_group is not null;
create index review_open_in_group on review (review_group, suggestion) where review_group is not null and outcome is null;

create table review_group_decision (
    id           uuid primary key,
    review_group uuid        not null references review_group (id),
    person       text        not null,
    decision     text        not null,
    code         text,
    reason       text,
    decided_at   timestamptz not null,
    entry        uuid        not null,
    unique (review_group, person)
);

-- The members that are to be looked at before the group may be approved, and who has looked.
create table review_group_sample (
    review       uuid    primary key references review (id),
    review_group uuid    not null references review_group (id),
    place        integer not null
);
create index review_group_sample_of on review_group_sample (review_group, place);

create table review_group_look (
    review uuid        not null references review_group_sample (review),
    person text        not null,
    at     timestamptz not null,
    primary key (review, person)
);
