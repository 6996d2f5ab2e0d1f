-- A change of the policies on its way from a draft into force. What it changes lies in policy_edit, rule by rule, so that
-- two changes meet only where they touch the same rule.
create sequence policy_change_number;

create table policy_change (
    id           uuid        primary key,
    number       bigint      not null unique,
    kind         text        not null check (kind in ('CHANGE', 'ROLLBACK')),
    title        text        not null,
    reason       text        not null,
    author       text        not null,
    -- The version it starts from: edits say what is different from it.
    base         text        not null references policy_version,
    state        text        not null,
    revision     integer     not null check (revision >= 0),
    -- What was submitted; approvals are for exactly this.
    candidate    text        references policy_version,
    effective_at timestamptz,
    -- Why it came back to its author; null where it did not.
    note         text,
    -- Job of the process engine that waits for the second officer; 0 for none.
    task_key     bigint      not null default 0,
    opened_at    timestamptz not null,
    changed_at   timestamptz not null,
    -- The activation that brought it into force.
    activation   bigint      references policy_activation (number),
    -- Broken glass: in force without a second officer, until then; what the review afterwards said.
    glass_until  timestamptz,
    glass_reason text,
    glass_review text check (glass_review in ('KEPT', 'REVERTED', 'LAPSED')),
    glass_reviewer text,
    -- Since when it runs in the shadow of the version in force.
    shadow_since timestamptz,
    -- The newest log entry about it.
    entry        uuid        not null,
    version      bigint      not null
);

create index policy_change_open on policy_change (number desc)
    where state not in ('ACTIVE', 'DISCARDED');
create index policy_change_in_glass on policy_change (glass_until)
    where glass_until is not null and glass_review is null;

-- Every saved edit for ever: the newest one of an item counts, and all of their authors are contributors.
create table policy_edit (
    change   uuid        not null references policy_change,
    revision integer     not null,
    item     text        not null check (item in ('RULE', 'LIST', 'CASES')),
    key      text        not null,
    action   text        not null check (action in ('SET', 'REMOVE', 'REVERT')),
    text     text,
    person   text        not null,
    at       timestamptz not null,
    primary key (change, revision, item, key),
    check ((action = 'SET') = (text is not null))
);

revoke update, delete, truncate on policy_edit from ${app_role};

-- What officers said of a submitted revision. A later revision leaves them standing where they are, and they count for
-- nothing any more.
create table policy_decision (
    change      uuid        not null references policy_change,
    revision    integer     not null,
    person      text        not null,
    decision    text        not null check (decision in ('APPROVED', 'SENT_BACK')),
    candidate   text        not null,
    report_hash text        not null,
    comment     text,
    at          timestamptz not null,
    entry       uuid        not null,
    primary key (change, revision, person)
);

revoke update, delete, truncate on policy_decision from ${app_role};

-- The cases that belong to a version: canonical JSON, by rule. The newest count: cases may change where rules do not.
create table policy_case_set (
    number  bigint generated always as identity primary key,
    version text   not null references policy_version,
    cases   bytea  not null
);

create index policy_case_set_of_version on policy_case_set (version, number desc);

revoke update, delete, truncate on policy_case_set from ${app_role};

-- What a version would do to past decisions that another version does not.
create table policy_impact (
    id           uuid        primary key,
    from_version text        not null references policy_version,
    to_version   text        not null references policy_version,
    -- Days back from its start; null for a file.
    days         integer,
    file_name    text,
    requested_by text        not null,
    state        text        not null check (state in ('RUNNING', 'DONE', 'CANCELLED', 'FAILED')),
    total        bigint      not null,
    done         bigint      not null,
    started_at   timestamptz not null,
    -- Moves on while it runs: a run that has stopped moving died with its application.
    touched_at   timestamptz not null,
    finished_at  timestamptz,
    failure      text,
    -- Canonical JSON, and its hash, which approvals name.
    report       bytea,
    report_hash  text        check (report_hash = encode(sha256(report), 'hex')),
    check ((state = 'DONE') = (report is not null))
);

create index policy_impact_between on policy_impact (from_version, to_version, started_at desc);

create table policy_flip (
    impact        uuid        not null references policy_impact,
    number        integer     not null,
    suggestion    uuid        not null,
    revision      integer     not null,
    screened_at   timestamptz not null,
    kind          text        not null,
    markets       text[]      not null,
    channels      text[]      not null,
    segment       text,
    from_route    text        not null,
    to_route      text        not null,
    -- Rules that speak now and did not, or the other way round.
    rules         text[]      not null,
    -- Whether customers can see it at the moment.
    live          boolean     not null,
    -- Decided before the window began, and told of only because it is live.
    before_window boolean     not null,
    primary key (impact, number)
);

-- What a candidate said of live traffic beside the version in force; it changes nothing there.
create table policy_shadow (
    change      uuid        not null references policy_change,
    to_version  text        not null,
    decision    bigint      not null,
    suggestion  uuid        not null,
    screened_at timestamptz not null,
    from_route  text        not null,
    to_route    text        not null,
    rules       text[]      not null,
    primary key (change, to_version, decision)
);
