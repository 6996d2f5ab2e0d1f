-- What witnesses signed: that they saw this checkpoint and nothing that contradicts it.
create table audit_cosignature (
  size bigint not null references audit_checkpoint (size),
  witness text not null,
  line text not null,
  at timestamptz not null default now(),
  primary key (size, witness)
);
revoke update, delete, truncate on audit_cosignature from ${app_role};
