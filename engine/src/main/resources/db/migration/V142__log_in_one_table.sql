-- One row per entry instead of five (ADR 6): an entry waits in audit_pending as a whole and moves to audit_entry when it
-- gets its index, together with its hash; of the tree's other nodes every fourth level is kept.

create table new_entry (
  log_index bigint primary key check (log_index >= 0),
  entry_id uuid not null unique,
  type text not null,
  subject text not null,
  at timestamptz not null,
  leaf bytea not null, -- exact bytes: jsonb would reorder and rewrite them
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32) -- what the tree has, whatever becomes of leaf
);
insert into new_entry
  select s.log_index, e.entry_id, e.type, e.subject, e.at, e.leaf, n.hash
    from audit_sequence s join audit_entry e using (written)
      join audit_node n on n.level = 0 and n.position = s.log_index
    order by s.log_index;

-- Entries without an index yet, written inside the transaction of what they record, without any lock. A row is visible
-- to the sequencer exactly when its transaction committed. written orders them by the moment of their insert (cache 1:
-- sessions must not hoard numbers). Rows live for about a second: vacuum by number, not by share.
create table new_pending (
  written bigint generated always as identity (cache 1) primary key,
  entry_id uuid not null,
  type text not null,
  subject text not null,
  at timestamptz not null,
  leaf bytea not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
insert into new_pending (entry_id, type, subject, at, leaf)
  select e.entry_id, e.type, e.subject, e.at, e.leaf
    from audit_pending p join audit_entry e using (written) order by p.written;

create table new_node (
  level smallint not null check (level > 0 and level % 4 = 0),
  position bigint not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (level, position)
);
insert into new_node select level, position, hash from audit_node where level > 0 and level % 4 = 0;

do $$
begin
  if (select count(*) from new_entry) + (select count(*) from new_pending) <> (select count(*) from audit_entry) then
    raise 'The log holds entries that are neither sequenced nor waiting; it was changed by hand and is left as it is.';
  end if;
end $$;

-- Payloads belong to entries in either table; their key is the entry's random id.
alter table audit_payload drop constraint audit_payload_entry_id_fkey;
drop table audit_sequence, audit_pending, audit_entry, audit_node;

alter table new_entry rename to audit_entry;
alter index new_entry_pkey rename to audit_entry_pkey;
alter index new_entry_entry_id_key rename to audit_entry_entry_id_key;
create index audit_entry_subject on audit_entry (subject, log_index);
create index audit_entry_type on audit_entry (type, log_index);
create index audit_entry_at on audit_entry using brin (at) with (pages_per_range = 32);
alter table new_pending rename to audit_pending;
alter index new_pending_pkey rename to audit_pending_pkey;
alter sequence new_pending_written_seq rename to audit_pending_written_seq;
alter table new_node rename to audit_node;
alter index new_node_pkey rename to audit_node_pkey;

-- Whatever was written, sequenced or not.
create view audit_written as
  select log_index, null::bigint as written, entry_id, type, subject, at, leaf from audit_entry
  union all
  select null, written, entry_id, type, subject, at, leaf from audit_pending;
revoke insert, update, delete on audit_written from ${app_role};

-- A waiting entry has one way out: into the log, as it is.
create function refuse_loss() returns trigger language plpgsql
  -- The log is large and the batch is small, whatever a plan made on the first day thinks.
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  if exists (select from gone g where not exists (
      select from audit_entry e where e.entry_id = g.entry_id and e.leaf = g.leaf)) then
    raise exception 'audit_pending: an entry leaves it only for the log: DELETE refused'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger only_into_the_log after delete on audit_pending
  referencing old table as gone for each statement execute function refuse_loss();
create trigger append_only before update on audit_pending for each row execute function refuse_change();
create trigger append_only_truncate before truncate on audit_pending for each statement execute function refuse_change();
revoke update, truncate on audit_pending from ${app_role};

do $$
declare t text;
begin
  foreach t in array array['audit_entry', 'audit_node'] loop
    execute format('revoke update, delete, truncate on %I from ${app_role}', t);
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger append_only_truncate before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
