-- Passes over all verdicts after a change of policies: what rests on older ones is gated again.
create table policy_sweep (
    id             bigint      generated always as identity primary key,
    policy_version text        not null,
    begun_at       timestamptz not null,
    up_to          bigint      not null,            -- newest verdict at the beginning, by decision_record.seq
    position       bigint      not null default 0,  -- newest verdict looked at
    regated        bigint      not null default 0,
    finished_at    timestamptz
);

-- One at a time: a newer version makes an older sweep pointless.
create unique index policy_sweep_open on policy_sweep ((true)) where finished_at is null;
