-- Versions of reference lists, each with its author and the second person who decided on it. What a list held in a policy
-- version stands in that version; this is how it came to hold that.
create table reference_list_version (
    name        text not null check (name ~ '^[a-z][a-z0-9-]{0,59}$'),
    number      integer not null check (number >= 1),
    lines       text[] not null check (cardinality(lines) between 1 and 1000),
    reason      text not null check (length(reason) between 1 and 500),
    proposed_by text not null,
    proposed_at timestamptz not null,
    state       text not null check (state in ('PROPOSED', 'APPROVED', 'REJECTED')),
    decided_by  text check (decided_by <> proposed_by),
    decided_at  timestamptz,
    primary key (name, number),
    check ((state = 'PROPOSED') = (decided_by is null) and (decided_by is null) = (decided_at is null))
);

-- One proposal of a list is open at a time; another one builds on it or waits.
create unique index reference_list_open on reference_list_version (name) where state = 'PROPOSED';

revoke update, delete, truncate on reference_list_version from ${app_role};
grant update (state, decided_by, decided_at) on reference_list_version to ${app_role};
