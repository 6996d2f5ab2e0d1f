-- Every verdict with all it was computed from, as exact canonical bytes: the log has only their hash, and a verdict can be
-- computed again from them years later.
create table decision_record (
    id             uuid primary key,
    -- The newest one counts; times may be equal.
    seq            bigint generated always as identity unique,
    suggestion_id  uuid not null,
    revision       integer not null check (revision >= 1),
    screened_at    timestamptz not null,
    -- The customer it is about, by the random identity of the consent register: whoever is erased takes it along.
    subject        uuid,
    -- Null once erased. The hash stays, since the log has it anyway; the salt in the record keeps it from telling anything.
    record         bytea,
    record_hash    text not null check (length(record_hash) = 64),
    route          text not null check (route in ('CLEAR', 'REVIEW', 'BLOCK')),
    policy_version text not null,
    entry          uuid not null,
    -- Log entry of the approval, where the automatic path gave it.
    approval_entry uuid
);

create index decision_record_newest on decision_record (suggestion_id, seq desc);
create index decision_record_of_subject on decision_record (subject) where subject is not null;

-- A verdict is never changed and never taken back: the application may only forget what was personal in it.
revoke update, delete, truncate on decision_record from ${app_role};
grant update (record, subject) on decision_record to ${app_role};

create function decision_record_is_final() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.record is null and new.subject is null then
        return new;
    end if;
    raise exception 'A decision record cannot be changed, only erased (%).', old.id;
end $$;

create trigger decision_record_is_final before update or delete on decision_record
    for each row execute function decision_record_is_final();
