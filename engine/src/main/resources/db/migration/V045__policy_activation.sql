-- Which version was in force from when: a version may come into force again, each time under a new number.
create table policy_activation (
    number       bigint generated always as identity primary key,
    version      text        not null references policy_version,
    activated_at timestamptz not null,
    actor        text        not null,
    entry        uuid        not null
);

revoke update, delete, truncate on policy_activation from ${app_role};

create function policy_activation_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'policy_activation is append-only: % is not allowed', tg_op;
end $$;

create trigger policy_activation_append_only before update or delete or truncate on policy_activation
    for each statement execute function policy_activation_is_append_only();
