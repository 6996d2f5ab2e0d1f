-- Process instances that work for many suggestions at once: the gating of a batch, the review of a group. The same guard
-- against a second instance as process_instance.
create table bulk_process (
    id              uuid        primary key, -- of the batch or the group
    process         text        not null,
    requested_at    timestamptz not null,
    instance_key    bigint,                  -- null until the instance's first job came to us
    process_version integer,
    registered_at   timestamptz,
    ended_at        timestamptz,
    check ((instance_key is null) = (process_version is null)),
    check ((instance_key is null) = (registered_at is null))
);

create index bulk_process_unstarted on bulk_process (requested_at) where instance_key is null and ended_at is null;
