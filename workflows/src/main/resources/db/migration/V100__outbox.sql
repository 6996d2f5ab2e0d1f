-- Commands to the process engine: written in the transaction that causes them, sent by a poller afterwards, deleted when
-- the engine has them. Sending twice is harmless: messages carry an id, and a job is completed once.
create table outbox_command (
    id              bigint      generated always as identity primary key,
    lane            text        not null,   -- commands of one lane are sent in order, one by one
    kind            text        not null check (kind in ('MESSAGE', 'COMPLETION', 'REACTIVATION')),
    message_name    text,
    correlation_key text,
    message_id      text,
    job_key         bigint,
    variables       jsonb       not null default '{}',  -- ids, flags and due times only
    created_at      timestamptz not null,
    due_at          timestamptz not null,
    attempts        integer     not null default 0,     -- how often the engine refused this very command
    check ((kind = 'MESSAGE') = (message_name is not null)),
    check ((message_name is null) = (message_id is null)),
    check ((kind = 'MESSAGE') = (job_key is null))
);

-- The poller takes the first of each lane.
create index outbox_command_lane on outbox_command (lane, id);
create index outbox_command_job on outbox_command (job_key) where job_key is not null;

-- A queue: millions of rows pass through, few are there at a time.
alter table outbox_command set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
