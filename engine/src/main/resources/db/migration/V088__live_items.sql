-- Most of an old feed is gone: a consumer that begins at 0 must not wade through it. The mark serves the index alone;
-- whether an item is withdrawn says content_item, as ever.
alter table feed_item add column gone boolean not null default false;
update feed_item f set gone = true from content_item c
  where c.content_id = f.content_id and f.type = 'PUBLISHED' and c.withdrawn_entry is not null;
create index feed_item_live on feed_item (position) where type = 'PUBLISHED' and not gone;
create index feed_item_tombstones on feed_item (position) include (at) where type = 'WITHDRAWN';
