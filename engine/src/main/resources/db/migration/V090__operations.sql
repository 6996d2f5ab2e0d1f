-- What the process engine works on, told by our own side of it, so that no page has to query the engine.

-- One row per generation of a suggestion: the guard against a second instance. The engine itself remembers a start
-- message's id only while the message is buffered, so a message sent twice can start two instances; the first that
-- reaches its first job registers here, the other one is a stray and is ended.
create table process_instance (
    suggestion_id   uuid        not null,
    generation      integer     not null check (generation >= 1),
    requested_at    timestamptz not null,
    instance_key    bigint,                 -- null until the instance's first job came to us
    process_version integer,
    registered_at   timestamptz,
    ended_at        timestamptz,
    primary key (suggestion_id, generation),
    check ((instance_key is null) = (process_version is null)),
    check ((instance_key is null) = (registered_at is null))
);

-- The starts that nobody has answered yet, oldest first; and what runs, by version.
create index process_instance_unstarted on process_instance (requested_at) where instance_key is null and ended_at is null;
create index process_instance_running on process_instance (process_version) where ended_at is null;

-- Work that failed and waits for its next attempt. A row goes when the work succeeds.
create table stalled_work (
    work_key        text        primary key,    -- 'job:' or 'command:' and a number
    kind            text        not null,       -- job type or command name
    subject         text        not null,       -- what it is about, for example 'suggestion:<id>'
    reason          text        not null,
    attempts        integer     not null check (attempts >= 1),
    first_failed_at timestamptz not null,
    last_failed_at  timestamptz not null,
    next_attempt_at timestamptz not null
);

create index stalled_work_oldest on stalled_work (first_failed_at, work_key);
create index stalled_work_subject on stalled_work (subject);
