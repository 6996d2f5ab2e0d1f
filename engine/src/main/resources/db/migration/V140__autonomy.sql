-- How much of what a model version proposes people look at though nothing else asks for them.

-- What the audit sample drew, and what people made of it. Ids and decisions only, so that it outlives what was proposed.
create table autonomy_case (
    suggestion    uuid primary key,
    model_name    text        not null,
    model_version text        not null,
    kind          text        not null,
    markets       text[]      not null,
    drawn_at      timestamptz not null,
    unchanged     boolean,     -- null until people have decided
    settled_at    timestamptz,
    check ((unchanged is null) = (settled_at is null))
);
create index autonomy_case_of_model on autonomy_case (model_name, model_version, kind, settled_at);

-- Suggestions known to be wrong that people were shown among others, and stopped.
create table autonomy_canary (
    id         bigint generated always as identity primary key,
    suggestion uuid        not null,
    kind       text        not null,
    markets    text[]      not null,
    at         timestamptz not null
);
create index autonomy_canary_of_kind on autonomy_canary (kind, at);

-- Moments from which evidence is counted anew; null stands for all.
create table autonomy_restart (
    seq           bigint generated always as identity primary key,
    model_name    text,
    model_version text,
    kind          text,
    market        text,
    cause         text        not null,
    at            timestamptz not null,
    check ((model_name is null) = (model_version is null))
);
create index autonomy_restart_newest on autonomy_restart (at desc);

-- What was earned. A licence is its document, whose hash two people's log entries name.
create table licence (
    id            uuid primary key,
    seq           bigint generated always as identity unique,
    model_name    text        not null,
    model_version text        not null,
    kind          text        not null,
    market        text        not null,
    number        integer     not null check (number >= 1),
    leeway        text        not null,
    document      bytea       not null,
    document_hash text        not null check (length(document_hash) = 64),
    proposed_by   text        not null,
    proposed_as   text        not null,
    proposed_at   timestamptz not null,
    granted_by    text,
    granted_at    timestamptz,
    valid_until   timestamptz,
    ended         text,
    ended_at      timestamptz,
    entry         uuid        not null, -- the newest about it
    unique (model_name, model_version, kind, market, number),
    check ((granted_by is null) = (granted_at is null) and (granted_at is null) = (valid_until is null)),
    check ((ended is null) = (ended_at is null)),
    check (granted_by <> proposed_by)
);
create unique index licence_in_force on licence (model_name, model_version, kind, market)
    where granted_at is not null and ended is null;
create unique index licence_proposed on licence (model_name, model_version, kind, market)
    where granted_at is null and ended is null;

-- What was signed for stays as it is; signatures and ends are added.
revoke update, delete, truncate on licence from ${app_role};
grant update (granted_by, granted_at, valid_until, ended, ended_at, entry) on licence to ${app_role};

-- What somebody said was wrong with what customers got. The words are beside the log, with its entry.
create table complaint (
    id         uuid primary key,
    seq        bigint generated always as identity unique,
    suggestion uuid        not null,
    at         timestamptz not null,
    entry      uuid        not null
);
create index complaint_of on complaint (suggestion);
