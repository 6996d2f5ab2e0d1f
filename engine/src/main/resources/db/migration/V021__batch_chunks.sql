-- A batch is gated chunk by chunk, so each suggestion knows the chunk it came in with.
alter table suggestion add column batch_chunk integer;
create index suggestion_by_chunk on suggestion (batch, batch_chunk) where batch is not null;
drop index suggestion_by_batch;

alter table suggestion_batch
    -- Chunks taken in so far, numbered from 1.
    add column chunks integer not null default 0,
    add column last_chunk_at timestamptz,
    -- When taking in ended, whether every line was answered (finished_at) or it broke off: from then on it is gated.
    add column closed_at timestamptz;

-- Those of earlier versions have a process instance for each suggestion.
update suggestion_batch set closed_at = coalesce(finished_at, received_at);

create index suggestion_batch_open on suggestion_batch (received_at) where closed_at is null;
create index suggestion_batch_newest on suggestion_batch (received_at desc);
