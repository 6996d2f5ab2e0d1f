-- Doorbells of consumers, and what came of every ring. No secret is kept here: it follows from one in the key directory.
create table webhook (
  id uuid primary key,
  client text not null,
  url text not null,
  entry uuid not null,
  created_at timestamptz not null,
  rung_for bigint not null, -- head of the feed that it was last rung for with success
  failures integer not null default 0,
  next_attempt_at timestamptz not null,
  ended_at timestamptz
);
create index webhook_due on webhook (next_attempt_at) where ended_at is null;
create index webhook_of_client on webhook (client);

create table webhook_attempt (
  id bigint generated always as identity primary key,
  webhook uuid not null references webhook (id),
  at timestamptz not null,
  head bigint not null,
  status integer,
  outcome text not null
);
create index webhook_attempt_newest on webhook_attempt (webhook, id desc);
