-- Every version of every brand's templates; the newest of a name and medium is in use.
create table brand_template (
  seq bigint generated always as identity primary key,
  name text not null,
  medium text not null,
  version text not null,
  text text not null,
  entry uuid not null,
  at timestamptz not null default now()
);
create index brand_template_newest on brand_template (name, medium, seq desc);
revoke update, delete, truncate on brand_template from ${app_role};
