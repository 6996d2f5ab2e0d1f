-- Every public key that ever signed here; private keys never enter the database. What an old signature was made with
-- stays known after the key was replaced.
create table signing_key (
  use text not null,
  id text not null,
  public_key bytea not null check (octet_length(public_key) = 32),
  seq bigint generated always as identity,
  since timestamptz not null default now(),
  primary key (use, id)
);
revoke update, delete, truncate on signing_key from ${app_role};
