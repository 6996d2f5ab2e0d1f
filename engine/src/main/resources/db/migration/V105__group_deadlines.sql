-- A group waits for the people that its rules name, is chased like a single review, and is over with its time.
-- Its members have no deadlines of their own.
alter table review_group
    add column asked text,                   -- JSON, as of a review
    add column waits_for text[],             -- groups of people whose members may decide now
    add column warn_at timestamptz,          -- the earliest of its members
    add column escalate_at timestamptz,
    add column due_at timestamptz,
    add column warned_at timestamptz,
    add column escalated_at timestamptz,
    add column escalated_to text,
    add check ((escalated_at is null) = (escalated_to is null));

-- All members of a group ask for the same people. Those that were open before there were deadlines get some days.
update review_group g set
    asked = coalesce(
        (select r.asked from review r where r.review_group = g.id limit 1),
        jsonb_build_array(jsonb_build_object('group', 'reviewers', 'approvals', approvals_needed))::text),
    warn_at = now() + interval '1 day',
    escalate_at = now() + interval '2 days',
    due_at = now() + interval '7 days';
update review_group set waits_for =
    (select array_agg(distinct each ->> 'group') from jsonb_array_elements(asked::jsonb) each);

alter table review_group
    alter column asked set not null,
    alter column waits_for set not null,
    alter column warn_at set not null,
    alter column escalate_at set not null,
    alter column due_at set not null;

alter table review_group_decision add column seat text; -- the group of people an approval was given for
update review_group_decision set seat = 'reviewers' where decision = 'APPROVE';
create index review_group_due on review_group (due_at) where opened_at is not null and outcome is null;
