-- Every policy version that was ever in force, so that any decision can be replayed. The document is the exact canonical
-- JSON whose SHA-256 is the version, hence bytea and not jsonb, which would reorder it.
create table policy_version (
    version text primary key check (version = 'sha256:' || encode(sha256(document), 'hex')),
    document bytea not null,
    first_seen timestamptz not null default now()
);

revoke update, delete, truncate on policy_version from ${app_role};

create function policy_version_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'policy_version is append-only: % is not allowed', tg_op;
end $$;

create trigger policy_version_append_only before update or delete or truncate on policy_version
    for each statement execute function policy_version_is_append_only();
