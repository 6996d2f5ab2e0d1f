-- What was published: one row per content item, of which a suggestion has one per confirmed placement, or one.
create table content_item (
  content_id uuid primary key,
  suggestion_id uuid not null,
  generation integer not null,
  revision integer not null,
  slot text, -- null where no slot was asked for
  kind text not null,
  channels text[] not null,
  markets text[] not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  content_hash text not null, -- base64 of SHA-256(salt and body); says nothing of the body once the salt is gone
  body text, -- canonical JSON that is hashed; null once erased
  salt text, -- base64; null once erased
  approval text not null, -- JSON: who by role, when, under which policies
  approval_entry uuid not null,
  published_entry uuid not null unique,
  withdrawn_entry uuid unique,
  withdrawn_at timestamptz,
  -- Publishing is repeated whenever a worker is not sure it succeeded; this is what makes it happen once.
  unique nulls not distinct (suggestion_id, generation, revision, slot)
);

-- The feed: a projection of the log, filled in the transaction that gives the entries their index and signs the
-- checkpoint over them. So nothing stands here that is not provably in the log, and nothing ever slips in below.
create table feed_item (
  position bigint primary key, -- index of the log entry that published or withdrew the item
  type text not null check (type in ('PUBLISHED', 'WITHDRAWN')),
  content_id uuid not null references content_item (content_id),
  at timestamptz not null,
  item text -- the signed JSON exactly as it is served; null once erased
);
create index feed_item_content on feed_item (content_id);
revoke delete, truncate on feed_item, content_item from ${app_role};
