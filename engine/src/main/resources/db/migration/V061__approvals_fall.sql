-- An approval is bound to the decision record that people judged by, and falls when what it rests on changes. The row
-- stays: it says who once said yes, and to what.
alter table approval
    add column record_hash text,
    add column fell_at timestamptz,
    add column fell_because text,
    add check ((fell_at is null) = (fell_because is null));

update approval a set record_hash = r.record_hash from review r where r.id = a.review;

-- Those of an earlier revision had fallen before there was a word for it.
update approval a set fell_at = s.received_at, fell_because = 'REVISED'
    from suggestion_revision s where s.suggestion = a.suggestion and s.revision = a.revision + 1;

alter table approval alter column record_hash set not null;
