-- The audit log (docs: RFC 6962). Five tables that only ever grow, one queue, and two that may be erased.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$;

-- What was recorded, written inside the transaction of what it records, without any lock. written orders entries by
-- the moment of their insert (cache 1: sessions must not hoard numbers); rolled back transactions leave gaps in it.
create table audit_entry (
  written bigint generated always as identity (cache 1) primary key,
  entry_id uuid not null unique,
  type text not null,
  subject text not null,
  at timestamptz not null,
  leaf bytea not null -- exact bytes: jsonb would reorder and rewrite them
);
create index audit_entry_subject on audit_entry (subject, written);
create index audit_entry_type on audit_entry (type, written);

-- Entries without an index yet. A row is visible to the sequencer exactly when its transaction committed, so finding
-- them costs the same however long the log is. Rows live for about a second: vacuum by number, not by share.
create table audit_pending (
  written bigint primary key
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);

-- The order of the log: no gaps, no second entry at an index, no second index of an entry.
create table audit_sequence (
  log_index bigint primary key check (log_index >= 0),
  written bigint not null unique references audit_entry (written)
);

-- Hashes of full subtrees: node (level, position) covers leaves position * 2^level up to (position + 1) * 2^level.
-- They never change, so any proof about any size is a few reads.
create table audit_node (
  level smallint not null,
  position bigint not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (level, position)
);

create table audit_checkpoint (
  size bigint primary key check (size > 0),
  at timestamptz not null,
  note text not null -- C2SP signed note, exactly as signed
);

-- What an entry commits to and somebody may have the right to see erased: delete the row, and the log keeps verifying.
create table audit_payload (
  entry_id uuid primary key references audit_entry (entry_id),
  salt bytea not null check (octet_length(salt) = 32),
  payload bytea not null
);

-- Members of staff appear in the log by a random id; this is what it means, for as long as it may be known.
create table audit_actor (
  name text primary key,
  id uuid not null unique
);

do $$
declare t text;
begin
  foreach t in array array['audit_entry', 'audit_sequence', 'audit_node', 'audit_checkpoint'] loop
    execute format('revoke update, delete, truncate on %I from ${app_role}', t);
    -- Even the owner is refused: a slip in a migration or a console must not rewrite history.
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger append_only_truncate before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
revoke update, truncate on audit_payload from ${app_role};
revoke update, truncate on audit_actor from ${app_role};
