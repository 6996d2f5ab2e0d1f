-- What the log published and the feed does not show, because it was not what the log had let out; operators see why.
create table feed_withheld (
  position bigint primary key,
  content_id uuid not null,
  suggestion_id uuid not null,
  at timestamptz not null,
  reason text not null
);
create index feed_withheld_content on feed_withheld (content_id);
revoke update, delete, truncate on feed_withheld from ${app_role};
